//! What documents do, seen from outside, and what the tests of other modules build on.

mod editing;
mod fixture;
mod merging;
mod versions;

use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::work_order::WorkOrderEvent;
use jobsheet_kernel::content::Content;
use jobsheet_kernel::edit::{Edit, NewEvent};
use jobsheet_kernel::event::{Author, EventBody};
use jobsheet_kernel::id::{ActorId, DocumentId};
use jobsheet_kernel::time::{EventTime, Timestamp};
use jobsheet_kernel::value::Value;

use crate::Document;

pub(crate) const ALICE: ActorId = ActorId([0xa1; 16]);
pub(crate) const BOB: ActorId = ActorId([0xb0; 16]);
pub(crate) const CAROL: ActorId = ActorId([0xca; 16]);

pub(crate) fn id() -> DocumentId {
    "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap()
}

pub(crate) fn order() -> Document {
    Document::create(jobsheet_domain::work_order::KIND, id())
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
    let body = EventBody::of(&body);
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
    let reloaded = Document::load(KINDS, document.id(), &document.save()).unwrap();
    assert_eq!(reloaded.heads(), document.heads());
    assert_eq!(
        reloaded.content().unwrap(),
        content,
        "a document reads the same after it was saved and loaded"
    );
    content
}
