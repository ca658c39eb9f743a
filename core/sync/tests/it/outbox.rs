//! Unsent changes become runs in an order the server can take.

use std::collections::BTreeSet;
use std::sync::Arc;

use jobsheet_signing::KeyId;
use jobsheet_sync::outbox::{ChangeHeader, Cutting, Plan, Unsent, plan};
use proptest::prelude::*;

use super::samples::author;

fn hash(document: u8, actor: u8, seq: u64) -> [u8; 32] {
    let mut hash = [0; 32];
    hash[0] = document;
    hash[1] = actor;
    hash[2] = u8::try_from(seq).unwrap();
    hash
}

/// The actor's change `seq`, on its own one before and on the changes of others named.
fn change(document: u8, actor: u8, seq: u64, others: &[[u8; 32]]) -> Unsent {
    let previous_own = (seq > 1).then(|| hash(document, actor, seq - 1));
    let header = ChangeHeader {
        document: [document; 16],
        hash: hash(document, actor, seq),
        dependencies: others.iter().copied().chain(previous_own).collect(),
        actor: [actor; 16],
        seq,
        length: 100,
    };
    let handed_over_by = (actor > 1).then(|| author(actor));
    Unsent { header, previous_own, reads: Vec::new(), tap: seq, as_of: 10, checkpoint: 9, handed_over_by }
}

fn places(plan: &Plan) -> Vec<Vec<usize>> {
    plan.runs.iter().map(|run| run.changes.clone()).collect()
}

fn cutting() -> Cutting {
    Cutting::default()
}

#[test]
fn a_document_of_one_author_is_one_run() {
    let unsent = [change(1, 1, 4, &[]), change(2, 1, 1, &[]), change(1, 1, 5, &[]), change(1, 1, 6, &[])];
    let plan = plan(&unsent, &cutting());
    assert_eq!(places(&plan), [vec![0, 2, 3], vec![1]]);
    let run = &plan.runs[0];
    assert_eq!((run.first, run.previous, run.head), (4, Some(hash(1, 1, 3)), hash(1, 1, 6)));
    assert_eq!(run.length, 300);
    assert_eq!(plan.runs[1].previous, None);
}

#[test]
fn a_change_follows_those_it_depends_on_whatever_the_order_given() {
    let unsent = [change(1, 1, 3, &[]), change(1, 1, 2, &[]), change(1, 1, 1, &[])];
    assert_eq!(places(&plan(&unsent, &cutting())), [vec![2, 1, 0]]);
}

/// R53: work handed over stands between the stretches of one's own that know of it and those that do not.
#[test]
fn runs_of_two_authors_that_rest_on_each_other_are_cut_where_they_do() {
    let unsent = [
        change(1, 1, 1, &[]),
        change(1, 1, 2, &[hash(1, 2, 1)]),
        change(1, 2, 1, &[hash(1, 1, 1)]),
        change(1, 2, 2, &[hash(1, 1, 2)]),
    ];
    let plan = plan(&unsent, &cutting());
    assert_eq!(places(&plan), [vec![0], vec![2], vec![1], vec![3]]);
    assert_eq!(plan.runs[1].handed_over_by, Some(author(2)));
}

/// An order whose report copies from a machine's file travels after what was written to that file.
#[test]
fn a_document_follows_those_that_its_decisions_looked_at() {
    let finished = Unsent { reads: vec![hash(2, 1, 1), hash(3, 1, 1)], ..change(1, 1, 2, &[]) };
    let machine = Unsent { reads: vec![hash(3, 1, 1)], ..change(2, 1, 1, &[]) };
    let unsent = [change(1, 1, 1, &[]), machine, change(3, 1, 1, &[]), finished];
    assert_eq!(places(&plan(&unsent, &cutting())), [vec![2], vec![1], vec![0, 3]]);
}

/// Two that looked at each other both travel; which goes first is the same every time.
#[test]
fn documents_that_look_at_each_other_all_travel() {
    let one = Unsent { reads: vec![hash(2, 1, 1)], ..change(1, 1, 1, &[]) };
    let other = Unsent { reads: vec![hash(1, 1, 1)], ..change(2, 1, 1, &[]) };
    assert_eq!(places(&plan(&[one, other], &cutting())), [vec![1], vec![0]]);
}

/// A refused run is sent again tap by tap, so that what is good gets through; other documents stay as they were.
#[test]
fn after_a_refusal_a_document_goes_tap_by_tap() {
    let same_tap = Unsent { tap: 2, ..change(1, 1, 3, &[]) };
    let unsent = [
        change(1, 1, 1, &[]),
        change(1, 1, 2, &[]),
        same_tap,
        change(1, 1, 4, &[]),
        change(2, 1, 1, &[]),
        change(2, 1, 2, &[]),
    ];
    let cutting = Cutting { tap_by_tap: BTreeSet::from([[1; 16]]), ..cutting() };
    assert_eq!(places(&plan(&unsent, &cutting)), [vec![0], vec![1, 2], vec![3], vec![4, 5]]);
}

/// A change without an event is judged by its run's `as_of`: a run has one.
#[test]
fn a_run_holds_what_was_made_with_the_same_knowledge() {
    let later = Unsent { as_of: 11, ..change(1, 1, 2, &[]) };
    let checked = Unsent { as_of: 11, checkpoint: 11, ..change(1, 1, 3, &[]) };
    let unsent = [change(1, 1, 1, &[]), later, checked];
    assert_eq!(places(&plan(&unsent, &cutting())), [vec![0], vec![1], vec![2]]);
}

#[test]
fn a_run_is_no_longer_than_it_may_be() {
    let unsent: Vec<Unsent> = (1..=5).map(|seq| change(1, 1, seq, &[])).collect();
    let cutting = Cutting { longest: 250, ..cutting() };
    assert_eq!(places(&plan(&unsent, &cutting)), [vec![0, 1], vec![2, 3], vec![4]]);
    let short = Cutting { longest: 1, ..cutting.clone() };
    assert_eq!(plan(&unsent, &short).runs.len(), 5);
    let few = Cutting { longest: 1 << 20, most: 3, ..cutting };
    assert_eq!(places(&plan(&unsent, &few)), [vec![0, 1, 2], vec![3, 4]]);
}

#[test]
fn a_gap_in_the_sequence_begins_another_run() {
    let unsent = [change(1, 1, 1, &[]), change(1, 1, 3, &[])];
    assert_eq!(plan(&unsent, &cutting()).runs.len(), 2);
}

#[test]
fn a_change_listed_twice_goes_once() {
    let unsent = [change(1, 1, 1, &[]), change(1, 1, 1, &[])];
    assert_eq!(places(&plan(&unsent, &cutting())), [vec![0]]);
}

/// Only forged headers can depend on each other in a circle. They go nowhere, are named, and hold up nobody.
#[test]
fn a_circle_is_left_out_and_named() {
    let unsent = [
        change(1, 1, 1, &[hash(1, 2, 1)]),
        change(1, 2, 1, &[hash(1, 1, 1)]),
        change(2, 1, 1, &[]),
        change(1, 3, 1, &[]),
    ];
    let plan = plan(&unsent, &cutting());
    assert_eq!(places(&plan), [vec![3], vec![2]]);
    assert_eq!(plan.left_out, [0, 1]);
}

#[test]
fn what_is_signed_is_what_is_sent() {
    let unsent = [change(1, 1, 4, &[]), change(1, 1, 5, &[])];
    let planned = plan(&unsent, &cutting()).runs.remove(0);
    let claim = planned.claim([7; 16], KeyId([8; 32]));
    let bytes: Vec<Arc<[u8]>> = vec![Arc::from(&b"four"[..]), Arc::from(&b"five"[..])];
    let outgoing = planned.signed(Some("asset".into()), [9; 64], bytes);
    assert_eq!(outgoing.document, [1; 16]);
    let author = jobsheet_sync::Author { actor: [1; 16], key: KeyId([8; 32]), nonce: [0; 16] };
    let received =
        outgoing.run.cover.claim([7; 16], outgoing.document, &author, claim.previous, hash(1, 1, 5));
    assert_eq!(received, claim);
    assert_eq!((claim.first, claim.last, claim.count), (4, 5, 2));
    assert_eq!(outgoing.run.cover.previous, None, "the receiver finds it itself");
}

/// Random histories of three authors over two documents, in a random order.
fn histories() -> impl Strategy<Value = Vec<Unsent>> {
    let steps = prop::collection::vec((1_u8..3, 1_u8..4, any::<prop::sample::Index>()), 1..40);
    steps
        .prop_map(|steps| {
            let mut made: Vec<Unsent> = Vec::new();
            for (document, actor, on) in steps {
                let of = |u: &&Unsent| u.header.document == [document; 16];
                let seq = made.iter().filter(of).filter(|u| u.header.actor == [actor; 16]).count() as u64 + 1;
                let others: Vec<[u8; 32]> = made.iter().filter(of).map(|u| u.header.hash).collect();
                let on: Vec<[u8; 32]> =
                    if others.is_empty() { vec![] } else { vec![others[on.index(others.len())]] };
                made.push(change(document, actor, seq, &on));
            }
            made
        })
        .prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_run_never_goes_before_one_it_depends_on(unsent in histories()) {
        let plan = plan(&unsent, &cutting());
        prop_assert!(plan.left_out.is_empty());
        let mut sent: BTreeSet<[u8; 32]> = BTreeSet::new();
        let listed: BTreeSet<[u8; 32]> = unsent.iter().map(|u| u.header.hash).collect();
        for place in plan.runs.iter().flat_map(|run| &run.changes) {
            let header = &unsent[*place].header;
            for dependency in header.dependencies.iter().filter(|hash| listed.contains(*hash)) {
                prop_assert!(sent.contains(dependency));
            }
            prop_assert!(sent.insert(header.hash), "once each");
        }
        prop_assert_eq!(sent, listed);
    }

    #[test]
    fn every_run_is_one_authors_unbroken_chain(unsent in histories()) {
        for run in plan(&unsent, &cutting()).runs {
            let mut previous = run.previous;
            for (seq, place) in (run.first..).zip(&run.changes) {
                let change = &unsent[*place];
                prop_assert_eq!(change.header.seq, seq);
                prop_assert_eq!(change.header.actor, run.actor);
                prop_assert_eq!(change.previous_own, previous);
                previous = Some(change.header.hash);
            }
            prop_assert_eq!(previous, Some(run.head));
        }
    }
}
