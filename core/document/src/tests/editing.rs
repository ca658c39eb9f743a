//! One replica writing.

use jobsheet_domain::work_order::WorkOrderEvent;
use jobsheet_kernel::edit::{Deed, Edit};
use jobsheet_kernel::envelope::encode_event;
use jobsheet_kernel::event::Event;
use jobsheet_kernel::id::ChangeHash;
use jobsheet_kernel::value::Value;

use super::{ALICE, BOB, content, fact, happened, held, id, item, order, send, write_text};
use crate::history::Place;
use crate::{Document, DocumentError, codes};

#[test]
fn an_edit_is_one_change_and_reads_back() {
    let mut document = order();
    let edits = [
        fact("title", "电梯停在三楼"),
        item("caption", Value::Text("motor".to_owned())),
        Edit::Answer { item: "1/oil".to_owned(), value: Value::Flag(true) },
        write_text(&document, "fault", "电梯不动 🛗"),
        happened(WorkOrderEvent::Raised { request: None, found_on_site: false }),
    ];
    let written = document.edit(ALICE, &edits).unwrap();
    let change = written.change.unwrap();
    assert_eq!(document.heads(), [change.header.hash]);
    assert_eq!((change.header.seq, change.header.actor), (1, ALICE));
    let content = content(&document);
    assert_eq!(content.fact_text("title"), "电梯停在三楼");
    assert_eq!(content.text("fault"), "电梯不动 🛗");
    assert_eq!(content.items_of("photo").count(), 1);
    assert_eq!(content.answers["1/oil"].value(), Some(&Value::Flag(true)));
    assert_eq!(content.events.iter().collect::<Vec<_>>(), written.events.iter().collect::<Vec<_>>());
    assert_eq!(content.irregularities, Vec::<String>::new());
    let deeds = document.deeds(change.header.hash).unwrap();
    assert_eq!(deeds.len(), 5);
    assert_eq!(deeds[0], Deed::Text { field: "fault".to_owned() }, "texts come first");
    assert_eq!(deeds[4], Deed::Event(Box::new(written.events[0].clone())));
}

#[test]
fn events_follow_one_another_within_a_change_and_across_changes() {
    let mut document = order();
    let first = document.edit(ALICE, &[held("one"), held("two")]).unwrap().events;
    let third = document.edit(BOB, &[held("three")]).unwrap().events.remove(0);
    assert_eq!((first[0].order, first[0].after.as_slice()), (1, &[][..]));
    assert_eq!((first[1].order, first[1].after.as_slice()), (2, &[first[0].key][..]));
    assert_eq!((third.order, third.after.as_slice()), (3, &[first[1].key][..]));
    let place = document.event_place(&document.heads());
    assert_eq!((place.order, place.after), (4, vec![third.key]));
    assert_eq!(document.change_of_event(third.key), document.last_change_of(BOB));
}

/// 2⁶⁴ digests are out of a test's reach, so the key is given beside other bytes.
#[test]
fn two_events_of_one_key_are_not_both_taken() {
    let mut document = order();
    let stands = document.edit(ALICE, &[held("one")]).unwrap().events.remove(0);
    let other = document.clone().edit(BOB, &[held("two")]).unwrap().events.remove(0);
    let judged = |event: &Event| {
        let mut place = Place { order: event.order, after: event.after.clone() };
        document.history.judge_event(&mut place, stands.key, &encode_event(event).unwrap())
    };
    assert_eq!(judged(&other).unwrap_err().code, codes::WRITE_ONCE);
    assert_eq!(judged(&stands).unwrap(), stands, "the same event again is no other");
}

#[test]
fn an_edit_that_changes_nothing_writes_nothing() {
    let mut document = order();
    document.edit(ALICE, &[fact("title", "lift")]).unwrap();
    let heads = document.heads();
    let same = [fact("title", "lift"), write_text(&document, "notes", "")];
    assert_eq!(document.edit(ALICE, &same).unwrap().change, None);
    assert_eq!((document.heads(), document.last_seq(ALICE)), (heads, 1));
}

#[test]
fn a_change_carries_no_time_and_no_message() {
    let mut document = order();
    let change = document.edit(ALICE, &[fact("title", "lift")]).unwrap().change.unwrap();
    let decoded = automerge::Change::from_bytes(change.bytes.to_vec()).unwrap();
    assert_eq!((decoded.timestamp(), decoded.message()), (0, None));
    assert_eq!(decoded.hash().0, change.header.hash.0);
    assert_eq!(change.header.length, change.bytes.len());
}

#[test]
fn a_visit_gets_texts_of_its_own_by_a_change_nobody_signs() {
    let mut document = order();
    let text =
        Edit::Text { field: "2/findings".to_owned(), base: document.heads(), text: "轴承".to_owned() };
    let written = document.edit(ALICE, &[text, Edit::OpenSection { number: 2 }]).unwrap();
    assert_eq!(written.deterministic.len(), 1);
    assert!(written.deterministic[0].header.deterministic);
    assert_eq!(content(&document).text("2/findings"), "轴承");
    assert_eq!(document.changes(), [written.change.unwrap()], "deterministic changes are left out");
    let again = document.edit(ALICE, &[Edit::OpenSection { number: 2 }]).unwrap();
    assert_eq!((again.change, again.deterministic.len()), (None, 0));
}

#[test]
fn what_cannot_be_written_is_refused_and_leaves_the_document_as_it_was() {
    let mut document = order();
    document.edit(ALICE, &[fact("title", "lift")]).unwrap();
    let (before, unknown) = (document.save(), ChangeHash([7; 32]));
    let text = |field: &str, base: Vec<ChangeHash>| Edit::Text {
        field: field.to_owned(),
        base,
        text: "x".to_owned(),
    };
    let heads = document.heads();
    let twice = [text("notes", heads.clone()), text("notes", heads.clone())];
    let slash = [Edit::Item {
        collection: "a/b".to_owned(),
        id: id().to_string().parse().unwrap(),
        field: "c".to_owned(),
        value: Value::Flag(true),
    }];
    let refusals: [(&[Edit], &str); 8] = [
        (&[text("9/findings", heads.clone())], "document.no_such_text"),
        (&[text("notes", vec![unknown])], "document.unknown_version"),
        (&twice, "document.repeated_text"),
        (&[fact("", "x")], "document.bad_name"),
        (&[fact(&"x".repeat(129), "x")], "document.bad_name"),
        (&slash, "document.bad_name"),
        (&[Edit::OpenSection { number: 1 }], "document.no_such_visit"),
        (&[fact("title", "stairs"), Edit::OpenSection { number: 100 }], "document.no_such_visit"),
    ];
    for (edits, code) in refusals {
        assert_eq!(document.edit(BOB, edits).unwrap_err().code(), code);
    }
    assert_eq!(document.save(), before);
    let mut request = Document::create(jobsheet_domain::request::KIND, id());
    assert_eq!(request.edit(ALICE, &[Edit::OpenSection { number: 2 }]), Err(DocumentError::NoSuchSection(2)));
}

#[test]
fn of_two_values_for_one_fact_in_one_change_the_last_is_written() {
    let mut document = order();
    let change = document.edit(ALICE, &[fact("title", "a"), fact("title", "b")]).unwrap().change.unwrap();
    let deeds = document.deeds(change.header.hash).unwrap();
    assert_eq!(deeds, [Deed::Fact { name: "title".to_owned(), value: Value::Text("b".to_owned()) }]);
    assert_eq!(content(&document).fact_text("title"), "b");
}

#[test]
fn what_a_device_can_write_everybody_can_read() {
    let mut document = order();
    document.edit(ALICE, &[write_text(&document, "notes", &"检".repeat(4_900))]).unwrap();
    let mut elsewhere = order();
    send(&document, &mut elsewhere);
    assert_eq!(content(&elsewhere), content(&document));
}

#[test]
fn what_is_too_large_to_send_is_refused_before_it_is_written() {
    let mut document = order();
    let before = document.heads();
    let refused = document.edit(ALICE, &[write_text(&document, "notes", &"检".repeat(5_001))]).unwrap_err();
    assert_eq!(refused.code(), "change.too_large");
    let bytes = Value::Text("x".repeat(300_000));
    let refused = document.edit(ALICE, &[Edit::Fact { name: "title".to_owned(), value: bytes }]).unwrap_err();
    assert_eq!(refused.code(), "change.too_large");
    assert_eq!(document.heads(), before);
    assert_eq!(document.last_seq(ALICE), 0);
}
