//! The timeline of an order: every event with what the fold made of it.

use jobsheet_document::Document;
use jobsheet_domain::complaint::ComplaintEvent;
use jobsheet_domain::event::{Event, EventBody};
use jobsheet_domain::request::RequestEvent;
use jobsheet_domain::work_order::{EventKind, WorkOrder, WorkOrderEvent};
use serde_json::Value;

use super::authors::Authors;
use super::name_of;
use super::people::People;
use crate::office::views::TimelineEntry;

/// An event that came in so much later than it happened was written without a connection: a connected device sends a
/// tap at once.
const OFFLINE_AFTER_MS: i64 = 2_000;

/// Fields that a page shows elsewhere and that are long.
const ELSEWHERE: [&str; 4] = ["statement", "strokes", "stamp", "heads"];

pub(super) fn timeline(
    document: &Document,
    order: &WorkOrder<'_>,
    authors: &Authors<'_>,
    people: &People,
) -> Vec<TimelineEntry> {
    let judged = order.state.timeline.iter().filter_map(|judged| {
        let event = order.content.events.get(judged.key)?;
        let kind = judged.kind.map(EventKind::name);
        let written = event.body.read::<WorkOrderEvent>().and_then(|body| serde_json::to_value(body).ok());
        Some(Judged { event, kind, standing: name_of(&judged.standing), visit: judged.visit, written })
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
    /// Its particulars under the name they are stored by.
    pub written: Option<Value>,
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
    let (name, detail) = named(judged.written).unwrap_or_else(|| unknown(&event.body));
    TimelineEntry {
        key: event.key.to_string(),
        kind: judged.kind.map_or(name, str::to_owned),
        at: event.at.corrected.0,
        device_time: event.at.device.0,
        uncertainty_ms: event.at.uncertainty_ms,
        received_at,
        offline: late && !author.office,
        author,
        standing: judged.standing,
        visit: judged.visit,
        review: change.and_then(|change| authors.review(change)),
        detail,
    }
}

/// The name of what happened, and its own fields, for an event of any kind of document.
pub(super) fn body(body: &EventBody) -> (String, Value) {
    let written = (body.read::<WorkOrderEvent>().map(serde_json::to_value))
        .or_else(|| body.read::<RequestEvent>().map(serde_json::to_value))
        .or_else(|| body.read::<ComplaintEvent>().map(serde_json::to_value));
    named(written.and_then(Result::ok)).unwrap_or_else(|| unknown(body))
}

/// An event this version does not know: its kind, and nothing of what it says.
fn unknown(body: &EventBody) -> (String, Value) {
    (body.kind().to_owned(), Value::Object(serde_json::Map::new()))
}

/// The name of what happened, and its own fields, from what is stored: `{"cancelled": {"reason": "…"}}`, `"accepted"`.
fn named(written: Option<Value>) -> Option<(String, Value)> {
    let (name, mut detail) = match written? {
        Value::String(name) => (name, Value::Object(serde_json::Map::new())),
        Value::Object(written) => written.into_iter().next()?,
        _ => return None,
    };
    if let Value::Object(fields) = &mut detail {
        fields.retain(|field, _| !ELSEWHERE.contains(&field.as_str()));
    }
    Some((name, detail))
}
