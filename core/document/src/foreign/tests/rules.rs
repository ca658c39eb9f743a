//! The rules of the format: what may be written where.

use automerge::legacy::{Key, ObjectId, Op, OpId, OpType, SortedVec};
use automerge::{ExpandedChange, ObjType, ScalarValue};
use jobsheet_domain::aggregates::KINDS;
use jobsheet_kernel::event::Event;

use super::{
    ALICE, BOB, Document, Limits, apply, bytes, decoded, fact, held, next, order, refusal, write_text,
    written,
};
use crate::codes;

fn automerge_actor(actor: jobsheet_kernel::id::ActorId) -> automerge::ActorId {
    automerge::ActorId::from(actor.0)
}

/// A change of BOB's with one operation on the object that `like` writes to.
fn one_operation(document: &Document, like: &ExpandedChange, change: impl FnOnce(&mut Op)) -> Vec<u8> {
    let mut expanded = like.clone();
    expanded.operations.truncate(1);
    change(&mut expanded.operations[0]);
    let _ = document;
    bytes(expanded)
}

/// A document with one event, the event, and the operation that put it.
fn with_event() -> (Document, Event, OpId) {
    let mut document = order();
    let written = document.edit(ALICE, &[held("busy")]).unwrap();
    let change = automerge::Change::from_bytes(written.change.unwrap().bytes.to_vec()).unwrap();
    (document, written.events[0].clone(), OpId::new(change.start_op().get(), change.actor_id()))
}

#[test]
fn an_event_is_never_overwritten_or_deleted() {
    let (document, event, put) = with_event();
    let like = next(&document, BOB, &[held("other")]);
    let overwrites = one_operation(&document, &like, |op| {
        op.key = Key::from(event.key.to_string());
        op.pred = SortedVec::from(vec![put.clone()]);
    });
    assert_eq!(refusal(&document, &overwrites), codes::WRITE_ONCE);
    let deletes = one_operation(&document, &like, |op| {
        op.action = OpType::Delete;
        op.key = Key::from(event.key.to_string());
        op.pred = SortedVec::from(vec![put.clone()]);
    });
    assert_eq!(refusal(&document, &deletes), codes::WRITE_ONCE);
    let number = one_operation(&document, &like, |op| op.action = OpType::Put(ScalarValue::Int(1)));
    assert_eq!(refusal(&document, &number), codes::WRITE_ONCE);
    let misnamed = one_operation(&document, &like, |op| op.key = Key::from("00".repeat(16)));
    assert_eq!(refusal(&document, &misnamed), codes::WRITE_ONCE);
}

/// Should such a change ever get into a store, by an older version or a broken server, readers are not fooled.
#[test]
fn a_reader_still_sees_an_event_that_somebody_overwrote_and_reports_it() {
    let (document, event, put) = with_event();
    let like = next(&document, BOB, &[held("other")]);
    let overwrites = one_operation(&document, &like, |op| {
        op.action = OpType::Delete;
        op.key = Key::from(event.key.to_string());
        op.pred = SortedVec::from(vec![put]);
    });
    let mut storage = document.automerge.clone();
    let change = automerge::Change::from_bytes(overwrites).unwrap();
    storage.apply_changes([change.clone()]).unwrap();
    let attacked = Document::load(KINDS, document.id(), &storage.save()).unwrap();
    let content = attacked.content().unwrap();
    assert_eq!(content.events.get(event.key), Some(&event));
    assert_eq!(content.irregularities.len(), 1);
    let hash = jobsheet_kernel::id::ChangeHash(change.hash().0);
    assert_eq!(attacked.deeds(hash).unwrap_err().code(), codes::WRITE_ONCE);
}

#[test]
fn an_event_stands_where_its_dependencies_put_it() {
    let (document, _, _) = with_event();
    let mut before = next(&order(), BOB, &[held("as if first")]);
    let after = next(&document, BOB, &[held("x")]);
    (before.deps, before.start_op) = (after.deps, after.start_op);
    assert_eq!(refusal(&document, &bytes(before)), codes::ORDER_MISMATCH);
}

#[test]
fn an_events_bytes_are_canonical() {
    let (document, _, _) = with_event();
    let like = next(&document, BOB, &[held("x")]);
    let junk = one_operation(&document, &like, |op| {
        let bytes = b"not an event".to_vec();
        op.key = Key::from(jobsheet_kernel::envelope::event_key(&bytes).to_string());
        op.action = OpType::Put(ScalarValue::Bytes(bytes));
    });
    assert_eq!(refusal(&document, &junk), codes::RULE_BROKEN);
}

#[test]
fn only_computed_changes_make_objects_or_write_to_the_root() {
    let document = written();
    let like = next(&document, ALICE, &[fact("new", "value")]);
    let makes = one_operation(&document, &like, |op| op.action = OpType::Make(ObjType::Map));
    assert_eq!(refusal(&document, &makes), codes::RULE_BROKEN);
    let root = one_operation(&document, &like, |op| op.obj = ObjectId::Root);
    assert_eq!(refusal(&document, &root), codes::RULE_BROKEN);
    let texts = document.history.layout.map("text").cloned();
    let Some(automerge::ObjId::Id(counter, actor, _)) = texts else { panic!("texts have a map") };
    let assigns = one_operation(&document, &like, |op| op.obj = ObjectId::Id(OpId::new(counter, &actor)));
    assert_eq!(refusal(&document, &assigns), codes::RULE_BROKEN);
}

#[test]
fn registers_are_put_and_never_deleted_or_counted() {
    let document = written();
    let like = next(&document, ALICE, &[fact("title", "stairs")]);
    let deletes = one_operation(&document, &like, |op| op.action = OpType::Delete);
    assert_eq!(refusal(&document, &deletes), codes::RULE_BROKEN);
    let counts = one_operation(&document, &like, |op| op.action = OpType::Increment(1));
    assert_eq!(refusal(&document, &counts), codes::RULE_BROKEN);
}

#[test]
fn texts_are_spliced_and_never_assigned() {
    let document = written();
    let like = next(&document, ALICE, &[write_text(&document, "notes", "油压高")]);
    let element = like.operations[0].key.clone();
    let overwrites = one_operation(&document, &like, |op| {
        op.insert = false;
        op.pred = element.to_opid().into_iter().collect();
    });
    assert_eq!(refusal(&document, &overwrites), codes::RULE_BROKEN);
    let number = one_operation(&document, &like, |op| op.action = OpType::Put(ScalarValue::Int(1)));
    assert_eq!(refusal(&document, &number), codes::RULE_BROKEN);
}

/// A newer version may store values this one does not know: they are kept, reported and not judged here. Admission
/// judges deeds, and refuses them.
#[test]
fn a_value_this_version_does_not_know_is_kept_but_is_no_deed() {
    let document = written();
    let like = next(&document, ALICE, &[fact("title", "stairs")]);
    let newer = one_operation(&document, &like, |op| op.action = OpType::Put(ScalarValue::Bytes(vec![0xa0])));
    let change = decoded(&newer).unwrap();
    let after = apply(&document, std::slice::from_ref(&change), &Limits::default()).unwrap();
    let content = after.content().unwrap();
    assert_eq!((content.fact("title"), content.irregularities.len()), (None, 1));
    assert_eq!(after.deeds(change.header.hash).unwrap_err().code(), codes::RULE_BROKEN);
}

#[test]
fn the_rules_hold_for_every_operation_of_a_change() {
    let document = written();
    let mut change = next(&document, ALICE, &[fact("a", "1"), fact("b", "2")]);
    change.operations[1].obj = ObjectId::Root;
    assert_eq!(refusal(&document, &bytes(change)), codes::RULE_BROKEN);
    assert_eq!(automerge_actor(ALICE).to_bytes(), ALICE.0);
}
