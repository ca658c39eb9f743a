//! How a change fits the changes that are there.

use automerge::legacy::{ElementId, Key, ObjectId, OpId, OpType, SortedVec};
use automerge::{ExpandedChange, ScalarValue};
use jobsheet_kernel::id::ActorId;

use super::{
    ALICE, BOB, Document, Limits, apply, bytes, decoded, fact, held, id, next, refusal, write_text, written,
};
use crate::codes;
use crate::deterministic::{Purpose, actor};
use crate::tests::CAROL;

#[test]
fn a_sound_change_is_taken_into_a_copy_and_taking_it_again_changes_nothing() {
    let document = written();
    let change = decoded(&bytes(next(&document, ALICE, &[fact("title", "stairs")]))).unwrap();
    let limits = Limits::default();
    let after = apply(&document, std::slice::from_ref(&change), &limits).unwrap();
    assert_eq!(document.content().unwrap().fact_text("title"), "lift");
    assert_eq!(after.content().unwrap().fact_text("title"), "stairs");
    assert_eq!(apply(&after, &[change.clone(), change], &limits).unwrap().heads(), after.heads());
}

#[test]
fn changes_come_in_any_order_and_all_or_none_are_taken() {
    let (document, mut ahead) = (written(), written());
    let limits = Limits::default();
    for title in ["a", "b", "c"] {
        ahead.edit(ALICE, &[fact("title", title)]).unwrap();
    }
    let mut changes: Vec<_> =
        ahead.changes_since(&document.heads()).iter().map(|change| decoded(&change.bytes).unwrap()).collect();
    changes.reverse();
    assert_eq!(apply(&document, &changes, &limits).unwrap().heads(), ahead.heads());
    let first = changes.pop().unwrap();
    let refused = apply(&document, &changes, &limits).unwrap_err();
    assert_eq!((refused.code, refused.missing), (codes::MISSING_DEPENDENCIES, vec![first.header.hash]));
}

#[test]
fn sequences_have_no_gap_and_no_fork() {
    let document = written();
    let mut ahead = document.clone();
    ahead.edit(ALICE, &[fact("title", "a")]).unwrap();
    let gap = next(&ahead, ALICE, &[fact("title", "b")]);
    let mut gap_with_dependencies = gap.clone();
    gap_with_dependencies.deps = next(&document, ALICE, &[fact("title", "b")]).deps;
    assert_eq!(refusal(&document, &bytes(gap)), codes::MISSING_DEPENDENCIES);
    assert_eq!(refusal(&document, &bytes(gap_with_dependencies)), codes::MISSING_DEPENDENCIES);
    let other = next(&document, ALICE, &[fact("title", "another with the same actor and sequence")]);
    assert_eq!(refusal(&ahead, &bytes(other)), codes::FORK);
}

#[test]
fn a_change_has_its_actors_previous_one_among_its_ancestors() {
    let document = written();
    let mut alice = document.clone();
    alice.edit(ALICE, &[fact("title", "a")]).unwrap();
    let mut beside = next(&document, ALICE, &[fact("address", "b")]);
    beside.seq += 1;
    assert_eq!(refusal(&alice, &bytes(beside)), codes::FORK);
}

#[test]
fn dependencies_are_minimal() {
    let document = written();
    for actor in [ALICE, CAROL] {
        let mut change = next(&document, actor, &[fact("title", "c")]);
        let alices = document.last_change_of(ALICE).unwrap();
        change.deps.push(automerge::ChangeHash(alices.0));
        assert_eq!(refusal(&document, &bytes(change)), codes::UNDECODABLE);
    }
}

#[test]
fn operations_are_counted_on_from_the_dependencies() {
    let document = written();
    let change = next(&document, ALICE, &[fact("note", "a")]);
    for start in [1, change.start_op.get() - 1, change.start_op.get() + 1] {
        let mut shifted = change.clone();
        shifted.start_op = start.try_into().unwrap();
        assert_eq!(refusal(&document, &bytes(shifted)), codes::UNDECODABLE, "start {start}");
    }
}

/// Changes the first operation of a sound change.
fn tampered(change: &ExpandedChange, tamper: impl FnOnce(&mut automerge::legacy::Op)) -> Vec<u8> {
    let mut change = change.clone();
    tamper(&mut change.operations[0]);
    bytes(change)
}

#[test]
fn what_an_operation_names_is_among_its_ancestors_and_at_its_place() {
    let document = written();
    let stranger = automerge::ActorId::from([9; 16]);
    let replaces = next(&document, ALICE, &[fact("title", "stairs")]);
    let unknown = OpId::new(3, &stranger);
    let bytes = tampered(&replaces, |op| op.pred = SortedVec::from(vec![unknown.clone()]));
    assert_eq!(refusal(&document, &bytes), codes::UNDECODABLE);
    let bytes = tampered(&replaces, |op| op.obj = ObjectId::Id(unknown.clone()));
    assert_eq!(refusal(&document, &bytes), codes::UNDECODABLE);
    let bytes = tampered(&replaces, |op| op.key = Key::from("another"));
    assert_eq!(refusal(&document, &bytes), codes::UNDECODABLE, "replaces a value of another key");
    let types = next(&document, ALICE, &[write_text(&document, "notes", "油压高")]);
    let element = |id: OpId| tampered(&types, |op| op.key = Key::Seq(ElementId::Id(id)));
    assert_eq!(refusal(&document, &element(unknown)), codes::UNDECODABLE);
    let put =
        OpId::new(replaces.operations[0].pred.get(0).unwrap().counter(), &automerge::ActorId::from(ALICE.0));
    assert_eq!(refusal(&document, &element(put)), codes::UNDECODABLE, "follows what is no character");
    let itself = OpId::new(types.start_op.get(), &automerge::ActorId::from(ALICE.0));
    assert_eq!(refusal(&document, &element(itself)), codes::UNDECODABLE, "follows itself");
}

#[test]
fn an_operation_cannot_take_over_from_a_concurrent_one() {
    let base = written();
    let (mut alice, mut bob) = (base.clone(), base.clone());
    let by_bob = bob.edit(BOB, &[fact("title", "bob's")]).unwrap().change.unwrap();
    let change = next(&base, ALICE, &[fact("title", "alice's")]);
    alice = apply(&alice, &[decoded(&by_bob.bytes).unwrap()], &Limits::default()).unwrap();
    let bobs = OpId::new(change.start_op.get(), &automerge::ActorId::from(BOB.0));
    let bytes = tampered(&change, |op| op.pred = SortedVec::from(vec![bobs]));
    assert_eq!(refusal(&alice, &bytes), codes::UNDECODABLE);
}

#[test]
fn a_deletion_deletes_something() {
    let document = written();
    let change = next(&document, ALICE, &[write_text(&document, "notes", "油")]);
    let bytes = tampered(&change, |op| {
        assert_eq!(op.action, OpType::Delete);
        op.pred = SortedVec::new();
    });
    assert_eq!(refusal(&document, &bytes), codes::UNDECODABLE);
}

#[test]
fn nobody_writes_as_an_actor_of_computed_changes() {
    let document = written();
    for purpose in [Purpose::Schema(2), Purpose::Section(2), Purpose::Section(40)] {
        let claimed = actor(jobsheet_domain::work_order::KIND, id(), purpose);
        let change = next(&document, ActorId(claimed.0), &[fact("title", "mine")]);
        assert_eq!(refusal(&document, &bytes(change)), codes::FOREIGN_ACTOR);
    }
    let mut genesis = next(&document, CAROL, &[fact("title", "mine")]);
    genesis.actor_id =
        automerge::ActorId::from(actor(jobsheet_domain::work_order::KIND, id(), Purpose::Schema(1)).0);
    genesis.seq = 2;
    assert_eq!(refusal(&document, &bytes(genesis)), codes::FOREIGN_ACTOR);
}

#[test]
fn a_document_does_not_grow_beyond_its_limits() {
    let document = written();
    let change = decoded(&bytes(next(&document, ALICE, &[held("x")]))).unwrap();
    let code = |limits: Limits| apply(&document, std::slice::from_ref(&change), &limits).unwrap_err().code;
    assert_eq!(code(Limits { document_operations: 5, ..Limits::default() }), codes::TOO_LARGE);
    assert_eq!(code(Limits { document_bytes: 100, ..Limits::default() }), codes::TOO_LARGE);
}

#[test]
fn a_text_value_of_another_document_is_not_at_home() {
    let other = Document::create(
        jobsheet_domain::work_order::KIND,
        "01890a5d-ac96-774b-bcce-b302099a8058".parse().unwrap(),
    );
    let change = next(&other, ALICE, &[fact("title", "elsewhere")]);
    assert_eq!(change.operations[0].pred, SortedVec::new());
    assert!(matches!(change.operations[0].action, OpType::Put(ScalarValue::Bytes(_))));
    assert_eq!(refusal(&written(), &bytes(change)), codes::MISSING_DEPENDENCIES);
}
