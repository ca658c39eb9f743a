//! What two or three replicas see.

use jobsheet_domain::content::{Content, Kind};
use jobsheet_domain::edit::{Deed, Edit, NewEvent};
use jobsheet_domain::event::{Author, EventBody};
use jobsheet_domain::id::{ActorId, DocumentId};
use jobsheet_domain::time::{EventTime, Timestamp};
use jobsheet_domain::value::Value;
use jobsheet_domain::work_order::WorkOrderEvent;

use crate::Document;

pub(crate) const ALICE: ActorId = ActorId([0xa1; 16]);
pub(crate) const BOB: ActorId = ActorId([0xb0; 16]);
pub(crate) const CAROL: ActorId = ActorId([0xca; 16]);

pub(crate) fn id() -> DocumentId {
    "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap()
}

pub(crate) fn order() -> Document {
    Document::create(Kind::WorkOrder, id())
}

pub(crate) fn fact(name: &str, value: &str) -> Edit {
    Edit::Fact { name: name.to_owned(), value: Value::Text(value.to_owned()) }
}

pub(crate) fn item(field: &str, value: Value) -> Edit {
    let id = "01890a5d-0000-774b-bcce-b302099a8057".parse().unwrap();
    Edit::Item { collection: "photo".to_owned(), id, field: field.to_owned(), value }
}

pub(crate) fn write_text(document: &Document, field: &str, text: &str) -> Edit {
    Edit::Text { field: field.to_owned(), base: document.heads(), text: text.to_owned() }
}

pub(crate) fn happened(body: WorkOrderEvent) -> Edit {
    let at = EventTime {
        device: Timestamp(1_000),
        corrected: Timestamp(1_000),
        uncertainty_ms: 5,
        position: None,
    };
    let user = "01890a5d-1111-774b-bcce-b302099a8057".parse().unwrap();
    let device = "01890a5d-2222-774b-bcce-b302099a8057".parse().unwrap();
    let body = EventBody::WorkOrder(body);
    Edit::Event(NewEvent { at, by: Author { user, device }, as_of: 7, reads: Vec::new(), body })
}

pub(crate) fn held(note: &str) -> Edit {
    happened(WorkOrderEvent::Declined { reason: note.to_owned() })
}

/// Gives `to` what `from` has more, through the decoder for foreign bytes.
pub(crate) fn send(from: &Document, to: &mut Document) {
    let limits = crate::foreign::Limits::default();
    let changes: Vec<_> = from
        .changes_since(&to.heads())
        .iter()
        .map(|change| crate::foreign::decode(to.id(), &change.bytes, &limits).unwrap())
        .collect();
    *to = crate::foreign::apply(to, &changes, &limits).unwrap();
}

pub(crate) fn content(document: &Document) -> Content {
    let content = document.content().unwrap();
    let reloaded = Document::load(document.id(), &document.save()).unwrap();
    assert_eq!(reloaded.heads(), document.heads());
    assert_eq!(
        reloaded.content().unwrap(),
        content,
        "a document reads the same after it was saved and loaded"
    );
    content
}

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
    assert_eq!(deeds[3], Deed::Text { field: "fault".to_owned() });
    assert_eq!(deeds[4], Deed::Event(Box::new(written.events[0].clone())));
}

/// Three replicas that wrote concurrently, each with everybody's changes, received in different orders.
fn merged(alice: &Document, bob: &Document, carol: &Document) -> [Document; 3] {
    let mut replicas = [alice.clone(), bob.clone(), carol.clone()];
    send(bob, &mut replicas[0]);
    send(carol, &mut replicas[0]);
    send(carol, &mut replicas[1]);
    send(alice, &mut replicas[1]);
    let both = replicas[1].clone();
    send(&both, &mut replicas[2]);
    replicas
}

#[test]
fn concurrent_facts_are_both_kept_with_their_authors_in_one_order_for_all() {
    let mut base = order();
    base.edit(ALICE, &[fact("address", "old")]).unwrap();
    let (mut alice, mut bob, mut carol) = (base.clone(), base.clone(), base.clone());
    let by_alice = alice.edit(ALICE, &[fact("address", "厦门")]).unwrap().change.unwrap();
    let by_bob = bob.edit(BOB, &[fact("address", "Xiamen")]).unwrap().change.unwrap();
    carol.edit(CAROL, &[held("busy")]).unwrap();
    let replicas = merged(&alice, &bob, &carol);
    let seen = content(&replicas[0]);
    assert_eq!(content(&replicas[1]), seen);
    assert_eq!(content(&replicas[2]), seen);
    let entries = &seen.facts["address"].entries;
    let mut authors: Vec<_> = entries.iter().map(|entry| (entry.actor, entry.change)).collect();
    authors.sort_unstable();
    assert_eq!(authors, [(ALICE, by_alice.header.hash), (BOB, by_bob.header.hash)]);
    assert_eq!(seen.conflicts(), ["fact/address"]);
    let mut chosen = replicas[2].clone();
    chosen.edit(CAROL, &[fact("address", "厦门")]).unwrap();
    assert_eq!(content(&chosen).facts["address"].entries.len(), 1, "choosing replaces every value seen");
}
