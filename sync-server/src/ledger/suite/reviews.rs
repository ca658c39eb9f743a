//! What a ledger keeps of work that was refused, and of keys that signed two histories.

use super::*;

/// Everything that waits.
fn waiting(ledger: &impl Ledger) -> Vec<RefusedRun> {
    let whose = ledger.waiting(ORG, 10).unwrap();
    whose.iter().flat_map(|(of, by)| ledger.waiting_of(ORG, *of, *by).unwrap()).collect()
}

pub(super) fn refused_runs_are_kept(ledger: &impl Ledger) {
    let kept = RefusedRun { head: None, ..refused(1, RefusedState::Evidence) };
    ledger.quarantine(ORG, &kept).unwrap();
    ledger.quarantine(ORG, &kept).unwrap();
    assert_eq!(ledger.quarantined(ORG, document(1)).unwrap(), std::slice::from_ref(&kept));
    assert_eq!(waiting(ledger), []);
    let waits = RefusedRun { state: RefusedState::Waiting, ..kept.clone() };
    ledger.quarantine(ORG, &waits).unwrap();
    ledger.quarantine(ORG, &kept).unwrap();
    assert_eq!(ledger.refused_bytes(ORG, kept.device).unwrap(), 3);
    assert_eq!(ledger.waiting(ORG, 0).unwrap(), [], "no more than were asked for");
    assert_eq!(waiting(ledger), [waits], "what could be let in once still can");
}

pub(super) fn a_decision_is_made_once_and_stays(ledger: &impl Ledger) {
    let [one, two] = [1, 2].map(|head| refused(head, RefusedState::Waiting));
    for waits in [&one, &two] {
        ledger.quarantine(ORG, waits).unwrap();
    }
    let decision = Decision { by: user(1), at: NOW, reason: "by mistake".into() };
    assert!(ledger.decide(ORG, &one.digest(), RefusedState::Rejected, &decision).unwrap());
    assert!(!ledger.decide(ORG, &one.digest(), RefusedState::Admitted, &decision).unwrap());
    ledger.quarantine(ORG, &one).unwrap();
    assert_eq!(waiting(ledger), [two]);
    let found = ledger.refused(ORG, &one.digest()).unwrap().unwrap();
    assert_eq!((found.state, found.decision), (RefusedState::Rejected, Some(decision)));
}

pub(super) fn what_is_stored_waits_no_longer(ledger: &impl Ledger) {
    for head in [1, 2] {
        ledger.quarantine(ORG, &refused(head, RefusedState::Waiting)).unwrap();
    }
    let review = Decision { by: user(2), at: NOW, reason: "seen".into() };
    let mut commit = commit(document(1), 1, &[], Listed::default());
    commit.run.review = Some(review.clone());
    store(ledger, &commit).unwrap();
    assert_eq!(waiting(ledger), [refused(2, RefusedState::Waiting)]);
    let found = ledger.refused(ORG, &refused(1, RefusedState::Waiting).digest()).unwrap().unwrap();
    assert_eq!((found.state, found.decision), (RefusedState::Admitted, Some(review.clone())));
    let runs = ledger.runs(ORG, document(1), 0, u64::MAX).unwrap();
    assert_eq!(runs[0].review, Some(review));
    let place = ledger.change_at(ORG, document(1), ActorId([9; 16]), 1).unwrap();
    assert_eq!(place, Some(hash(1)));
}

pub(super) fn a_fork_is_kept_once(ledger: &impl Ledger) {
    let fork = Fork {
        device: DeviceId(Uuid::from_u128(1)),
        document: document(1),
        actor: ActorId([9; 16]),
        sequence: 3,
        kept: hash(3),
        other: hash(4),
        found_at: NOW,
    };
    ledger.put_fork(ORG, &fork).unwrap();
    ledger.put_fork(ORG, &Fork { found_at: Timestamp(2_000), ..fork.clone() }).unwrap();
    assert_eq!(ledger.forks(ORG).unwrap(), [fork]);
}
