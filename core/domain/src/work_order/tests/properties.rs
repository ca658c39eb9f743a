//! Properties over random histories of several people who do not always know of each other.

use proptest::prelude::*;

use super::samples::*;
use super::testing::*;
use crate::event::{Event, Events};
use crate::id::EventKey;
use crate::work_order::transitions::Class;
use crate::work_order::*;

/// One step of a history: who, out of what knowledge, tries what.
type Step = (usize, u16, usize);

/// How far the lead got before anything else happened, and what then was tried.
type Plan = (usize, Vec<Step>);

const PEOPLE: [u128; 5] = [LEAD, SECOND, DISPATCHER, MANAGER, ENGINEER];

/// Everything that makes something happen, also what is rarely allowed.
pub fn commands() -> Vec<WorkOrderCommand> {
    let reason = || "原因".to_owned();
    vec![
        WorkOrderCommand::Accept,
        WorkOrderCommand::SetOut { preparation: Preparation::default() },
        WorkOrderCommand::Arrive,
        check_safety(),
        WorkOrderCommand::StartWork,
        finish(Outcome::Solved),
        finish(Outcome::NotSolved),
        sign(SignoffKind::Signed),
        sign(SignoffKind::NobodyPresent),
        WorkOrderCommand::Hold { reason: HoldReason::Parts, note: String::new() },
        WorkOrderCommand::Reopen { reason: reason() },
        WorkOrderCommand::LeaveSite { report: String::new() },
        report_problem(),
        WorkOrderCommand::Decline { reason: reason() },
        assign(&[LEAD, SECOND], LEAD),
        assign(&[LEAD, SECOND], SECOND),
        WorkOrderCommand::Reassign { technicians: vec![user(LEAD), user(SECOND)], lead: user(SECOND) },
        WorkOrderCommand::Cancel { reason: reason() },
        WorkOrderCommand::Reinstate { reason: reason() },
        WorkOrderCommand::Approve { note: String::new() },
        WorkOrderCommand::SendBack { reason: reason() },
        WorkOrderCommand::Close { reason: Some(reason()) },
        WorkOrderCommand::Escalate { findings: reason() },
        WorkOrderCommand::Analyse { cause: reason(), plan: reason() },
        WorkOrderCommand::ReceiveReport,
        WorkOrderCommand::Settle { drop: vec![], stands: None, reason: reason() },
        raise(),
    ]
}

/// Documents what finishing needs once, so that random steps reach the end of a job.
fn documented() -> Job {
    let mut job = Job::documented();
    job.records.policy.minimum_photos.clear();
    job.records.policy.checklist.clear();
    job.content.events = Events::default();
    job
}

/// The events known to somebody whose newest are some of those there: a subset closed under ancestors.
fn known(all: &Events, seed: u16) -> Events {
    let picked = all.iter().enumerate().filter(|(at, _)| seed >> (at % 16) & 1 == 1).map(|(_, e)| e.key);
    let mut open: Vec<EventKey> = picked.collect();
    let mut closed = Events::default();
    while let Some(key) = open.pop() {
        if closed.get(key).is_none() {
            let event = all.get(key).unwrap();
            closed.insert(event.clone());
            open.extend(&event.after);
        }
    }
    closed
}

/// An assigned job whose lead got some steps along the usual way.
fn begun(done: usize) -> Events {
    let mut job = Job::assigned();
    let mut ready = documented();
    let usual = [
        WorkOrderCommand::Accept,
        WorkOrderCommand::SetOut { preparation: Preparation::default() },
        WorkOrderCommand::Arrive,
        check_safety(),
        WorkOrderCommand::StartWork,
        finish(Outcome::NotSolved),
        sign(SignoffKind::Signed),
    ];
    ready.content.events = std::mem::take(&mut job.content.events);
    for command in usual.into_iter().take(done) {
        ready.must(LEAD, command);
    }
    ready.content.events
}

/// A history in which everybody decides by what they know, as devices and the office do.
fn history((done, steps): &Plan) -> Events {
    let mut all = begun(*done);
    let mut job = documented();
    for (number, &(person, knowledge, command)) in steps.iter().enumerate() {
        let who = PEOPLE[person % PEOPLE.len()];
        let catalogue = commands();
        let mut command = catalogue[command % catalogue.len()].clone();
        // Half of the steps know everything, so that jobs also get somewhere.
        job.content.events = if number % 2 == 0 { all.clone() } else { known(&all, knowledge) };
        if let (WorkOrderCommand::Settle { drop, .. }, Some(contest)) = (&mut command, job.state().contest) {
            *drop = contest.dropped;
        }
        let Ok(edits) = job.decide(who, &command) else { continue };
        for edit in edits {
            if let crate::edit::Edit::Event(new) = edit {
                all.insert(place(&job.content.events, scattered_key(1000 + number as u64), new));
            }
        }
    }
    all
}

/// Any beginning of a job, then anything at all, mostly by the lead and the dispatcher.
fn plan() -> impl Strategy<Value = Plan> {
    let people = prop_oneof![3 => Just(0_usize), 2 => Just(2_usize), 2 => 0..PEOPLE.len()];
    let steps = prop::collection::vec((people, any::<u16>(), 0..commands().len()), 1..60);
    (0..8_usize, steps)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn r5_any_order_of_arrival_gives_the_same_state(plan in plan(), shuffle in any::<u64>()) {
        let events = history(&plan);
        let mut arrived: Vec<Event> = events.iter().cloned().collect();
        arrived.sort_by_key(|event| {
            let bytes = <[u8; 8]>::try_from(&event.key.0[..8]).unwrap();
            u64::from_be_bytes(bytes).wrapping_mul(shuffle | 1)
        });
        let merged = Events::new(arrived);
        prop_assert_eq!(fold(&merged), fold(&events));
    }

    #[test]
    fn r5_what_arrives_later_never_changes_how_an_event_was_judged(plan in plan(), seed in any::<u16>()) {
        let events = history(&plan);
        let whole = fold(&events);
        for judged in fold(&known(&events, seed)).timeline {
            let later = whole.judged(judged.key).unwrap();
            prop_assert_eq!((later.class, later.target, later.visit), (judged.class, judged.target, judged.visit));
        }
    }

    #[test]
    fn r16_no_sequence_of_commands_reaches_a_signature_before_finished(plan in plan()) {
        let events = history(&plan);
        for event in events.iter() {
            let signs = matches!(event.body.read(), Some(WorkOrderEvent::SignedOff(_)));
            if signs {
                prop_assert_eq!(fold_until(&events, &event.after).status, Status::Finished);
            }
        }
        let state = fold(&events);
        if state.signoff.is_some() {
            prop_assert!(state.outcome.is_some(), "a signed visit was finished");
        }
    }

    #[test]
    fn r5_a_field_event_valid_in_its_own_past_is_never_dropped(plan in plan()) {
        let events = history(&plan);
        for judged in fold(&events).timeline {
            if judged.class == Some(Class::Field) {
                prop_assert!(matches!(judged.standing, Standing::Kept | Standing::Unfitting));
            }
        }
    }

    #[test]
    fn r5_every_event_is_in_the_timeline_once_and_what_was_decided_is_valid(plan in plan()) {
        let events = history(&plan);
        let state = fold(&events);
        prop_assert_eq!(state.timeline.len(), events.len());
        for event in events.iter() {
            let judged = state.judged(event.key).unwrap();
            prop_assert!(judged.standing != Standing::Invalid, "{:?}", event);
        }
    }

    #[test]
    fn r5_a_dropped_office_event_always_shows_as_contested_or_said_twice_or_settled(plan in plan()) {
        let events = history(&plan);
        let state = fold(&events);
        let settled = state.timeline.iter().any(|judged| judged.kind == Some(EventKind::Settled));
        for judged in state.timeline.iter().filter(|judged| judged.standing == Standing::Dropped) {
            let listed = state.contest.as_ref().is_some_and(|contest| contest.dropped.contains(&judged.key));
            let twice = state.timeline.iter().any(|other| {
                other.kind == judged.kind && other.target == judged.target && other.standing == Standing::Kept
            });
            prop_assert!(listed || twice || settled);
        }
    }
}
