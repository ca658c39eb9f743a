//! What happened to a document, as its fold judged it: the same for every kind.

use serde::Serialize;

use crate::content::Content;
use crate::flow::Standing;
use crate::id::EventKey;

/// One event as the fold judged it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Happening {
    /// The event.
    pub key: EventKey,
    /// The row of the kind's transition table; `None` for a kind without one, and for an event this version does not know.
    pub row: Option<&'static str>,
    /// What became of it.
    pub standing: Standing,
    /// The visit it was made in; 0 for a kind without visits.
    pub visit: u32,
}

/// What happened to a document whose kind judges nothing: all of it stands but what is `ignored`.
pub(crate) fn unjudged(content: &Content, ignored: &[EventKey]) -> Vec<Happening> {
    let standing = |key| if ignored.contains(&key) { Standing::Invalid } else { Standing::Kept };
    let events = content.events.in_order().into_iter();
    events
        .map(|event| Happening { key: event.key, row: None, standing: standing(event.key), visit: 0 })
        .collect()
}
