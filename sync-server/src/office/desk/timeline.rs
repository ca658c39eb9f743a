//! The timeline of a document: every event with what the fold made of it.

use jobsheet_document::Document;
use jobsheet_domain::aggregates;
use jobsheet_domain::event::{Event, EventBody};
use jobsheet_domain::flow::Happening;
use jobsheet_domain::kind::Kind;
use serde_json::Value;

use super::authors::Authors;
use super::people::People;
use crate::office::Opened;
use crate::office::views::{Happened, TimelineEntry, parted};

/// An event that came in so much later than it happened was written without a connection: a connected device sends a
/// tap at once.
const OFFLINE_AFTER_MS: i64 = 2_000;

/// What happened to a document, in the order all replicas share.
pub(super) fn timeline(opened: &Opened, authors: &Authors<'_>, people: &People) -> Vec<TimelineEntry> {
    let happenings = aggregates::happenings(&opened.subject).into_iter();
    let told = |happening: Happening| {
        let event = opened.content().events.get(happening.key)?;
        Some(entry(&opened.document, event, &happening, authors, people))
    };
    happenings.filter_map(told).collect()
}

fn entry(
    document: &Document,
    event: &Event,
    happening: &Happening,
    authors: &Authors<'_>,
    people: &People,
) -> TimelineEntry {
    let change = document.change_of_event(event.key);
    let received_at = change.and_then(|change| authors.received_at(change));
    let late = received_at.is_some_and(|received| received - event.at.corrected.0 > OFFLINE_AFTER_MS);
    let author = people.author(event.by);
    let (name, detail) = body(document.kind(), &event.body);
    TimelineEntry {
        key: event.key.to_string(),
        at: event.at.corrected.0,
        device_time: event.at.device.0,
        uncertainty_ms: event.at.uncertainty_ms,
        received_at,
        offline: late && !author.office,
        author,
        standing: happening.standing.name().to_owned(),
        visit: happening.visit,
        review: change.and_then(|change| authors.review(change)),
        happened: Happened { kind: happening.row.map_or(name, str::to_owned), detail },
    }
}

/// The name an event is stored by and its own fields, for a document of any kind.
pub(super) fn body(kind: Kind, event: &EventBody) -> (String, Value) {
    aggregates::written(kind, event).and_then(parted).unwrap_or_else(|| unknown(event))
}

/// An event this version does not know: its kind, and nothing of what it says.
fn unknown(event: &EventBody) -> (String, Value) {
    (event.kind().to_owned(), Value::Object(serde_json::Map::new()))
}
