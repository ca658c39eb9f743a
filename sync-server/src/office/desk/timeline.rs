//! The timeline of an order: every event with what the fold made of it.

use jobsheet_document::Document;
use jobsheet_domain::aggregates;
use jobsheet_domain::event::{Event, EventBody};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::work_order::{EventKind, WorkOrder};
use serde_json::Value;

use super::authors::Authors;
use super::name_of;
use super::people::People;
use crate::office::views::{Happened, TimelineEntry, parted};

/// An event that came in so much later than it happened was written without a connection: a connected device sends a
/// tap at once.
const OFFLINE_AFTER_MS: i64 = 2_000;

pub(super) fn timeline(
    document: &Document,
    order: &WorkOrder<'_>,
    authors: &Authors<'_>,
    people: &People,
) -> Vec<TimelineEntry> {
    let judged = order.state.timeline.iter().filter_map(|judged| {
        let event = order.content.events.get(judged.key)?;
        let kind = judged.kind.map(EventKind::name);
        Some(Judged { event, kind, standing: name_of(&judged.standing), visit: judged.visit })
    });
    entries(document, judged, authors, people)
}

/// An event with what the fold of its document made of it.
pub(super) struct Judged<'a> {
    pub event: &'a Event,
    /// The name of its kind, when this version knows it.
    pub kind: Option<&'static str>,
    pub standing: String,
    pub visit: u32,
}

/// What happened to a document, in the order all replicas share.
pub(super) fn entries<'a>(
    document: &Document,
    judged: impl Iterator<Item = Judged<'a>>,
    authors: &Authors<'_>,
    people: &People,
) -> Vec<TimelineEntry> {
    judged.map(|judged| entry(document, judged, authors, people)).collect()
}

fn entry(document: &Document, judged: Judged<'_>, authors: &Authors<'_>, people: &People) -> TimelineEntry {
    let event = judged.event;
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
        standing: judged.standing,
        visit: judged.visit,
        review: change.and_then(|change| authors.review(change)),
        happened: Happened { kind: judged.kind.map_or(name, str::to_owned), detail },
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
