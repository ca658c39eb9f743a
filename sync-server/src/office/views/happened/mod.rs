//! What an event says on a page. Its schema is made from the one list of aggregates: a new kind's events are described
//! without a line here.

mod schema;

use serde::Serialize;
use serde_json::Value;

/// Fields that a page shows elsewhere and that are long.
const ELSEWHERE: [&str; 5] = ["statement", "strokes", "sealed", "stamp", "heads"];

/// Something that happened to a document: its kind, and what it says by that kind.
#[derive(Clone, Debug, Serialize)]
pub struct Happened {
    /// `raised`, `assigned`, `told_on_site` …: the row of the document's transition table.
    pub kind: String,
    /// The event's own fields; none for an event this version does not know.
    pub detail: Value,
}

/// Something a change did to a document, as a reviewer reads it.
#[derive(Clone, Debug, Serialize)]
pub struct Recorded {
    /// `event`, `fact`, `item`, `answer` or `text`.
    pub what: &'static str,
    /// The name the event is stored by, or the fact's, item's, answer's or text's.
    pub name: String,
    /// The event's own fields; null for everything else.
    pub detail: Value,
}

/// The name of what happened, and the fields of it that a page shows, from what is stored: `{"cancelled": {"reason": "…"}}`.
#[must_use]
pub fn parted(written: Value) -> Option<(String, Value)> {
    let Value::Object(written) = written else { return None };
    let (name, mut detail) = written.into_iter().next()?;
    if let Value::Object(fields) = &mut detail {
        fields.retain(|field, _| !ELSEWHERE.contains(&field.as_str()));
    }
    Some((name, detail))
}
