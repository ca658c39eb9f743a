//! The timeline of an order: every event with what the fold made of it.

use jobsheet_document::Document;
use jobsheet_domain::event::{Event, EventBody};
use jobsheet_domain::request::RequestEvent;
use jobsheet_domain::work_order::{JudgedEvent, WorkOrder, WorkOrderEvent};
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
    let judged = order.state.timeline.iter();
    let entries = judged.filter_map(|judged| {
        let event = order.content.events.get(judged.key)?;
        Some(entry(document, judged, event, authors, people))
    });
    entries.collect()
}

fn entry(
    document: &Document,
    judged: &JudgedEvent,
    event: &Event,
    authors: &Authors<'_>,
    people: &People,
) -> TimelineEntry {
    let change = document.change_of_event(event.key);
    let received_at = change.and_then(|change| authors.received_at(change));
    let late = received_at.is_some_and(|received| received - event.at.corrected.0 > OFFLINE_AFTER_MS);
    let author = people.author(event.by);
    let (name, detail) = body(&event.body);
    TimelineEntry {
        key: event.key.to_string(),
        kind: judged.kind.map_or(name, |kind| kind.name().to_owned()),
        at: event.at.corrected.0,
        device_time: event.at.device.0,
        uncertainty_ms: event.at.uncertainty_ms,
        received_at,
        offline: late && !author.office,
        author,
        standing: name_of(&judged.standing),
        visit: judged.visit,
        review: change.and_then(|change| authors.review(change)),
        detail,
    }
}

/// The name of what happened, and its own fields.
pub(super) fn body(body: &EventBody) -> (String, Value) {
    let written = match (body.read::<WorkOrderEvent>(), body.read::<RequestEvent>()) {
        (Some(event), _) => serde_json::to_value(event),
        (_, Some(event)) => serde_json::to_value(event),
        (None, None) => return (body.kind().to_owned(), Value::Object(serde_json::Map::new())),
    };
    let Ok(Value::Object(written)) = written else { return (String::new(), Value::Null) };
    let Some((name, mut detail)) = written.into_iter().next() else { return (String::new(), Value::Null) };
    if let Value::Object(fields) = &mut detail {
        fields.retain(|field, _| !ELSEWHERE.contains(&field.as_str()));
    }
    (name, detail)
}
