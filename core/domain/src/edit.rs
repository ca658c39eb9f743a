//! What a command asks of a document, and what a change did to one.

use crate::event::{Author, Event, EventBody, Read};
use crate::id::{ChangeHash, ItemId};
use crate::time::EventTime;
use crate::value::Value;

/// One thing to write. All edits of a command become one change (one tap, one change).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Set a fact.
    Fact {
        /// Its name in the schema.
        name: String,
        /// The new value.
        value: Value,
    },
    /// Set a field of an item; an item exists from the first field that is set.
    Item {
        /// The list.
        collection: String,
        /// The item.
        id: ItemId,
        /// The field.
        field: String,
        /// The new value.
        value: Value,
    },
    /// Answer a checklist item.
    Answer {
        /// The checklist item's key, with its visit: `1/hydraulics.leak`.
        item: String,
        /// The answer.
        value: Value,
    },
    /// Make a long text read `text`, where the author saw the version `base`.
    Text {
        /// The field in the schema.
        field: String,
        /// The version of the document the author was looking at.
        base: Vec<ChangeHash>,
        /// The whole text as the author left it.
        text: String,
    },
    /// Record that something happened. `after`, `order` and the key follow from the document.
    Event(NewEvent),
    /// Make room for the texts of a visit; a deterministic change, not signed.
    OpenVisit {
        /// The visit's number, 2 or more.
        visit: u32,
    },
}

/// An event before it has a place among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// When and where.
    pub at: EventTime,
    /// Who.
    pub by: Author,
    /// The feed position whose records were decided by.
    pub as_of: u64,
    /// Other documents looked at.
    pub reads: Vec<Read>,
    /// What.
    pub body: EventBody,
}

/// One thing a change did, as admission reads it from the change's operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A fact was set.
    Fact {
        /// Its name.
        name: String,
        /// The value.
        value: Value,
    },
    /// A field of an item was set.
    Item {
        /// The list.
        collection: String,
        /// The item.
        id: ItemId,
        /// The field.
        field: String,
        /// The value.
        value: Value,
    },
    /// A checklist item was answered.
    Answer {
        /// The checklist item.
        item: String,
        /// The answer.
        value: Value,
    },
    /// A long text was changed.
    Text {
        /// The field.
        field: String,
    },
    /// Something was recorded as having happened.
    Event(Box<Event>),
}
