//! What a command asks of a document, and what a change did to one.

use crate::event::{Author, Event, EventBody, Events, Read};
use crate::id::{ChangeHash, EventKey, ItemId};
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
    /// Make room for the texts of one more section, such as a visit; a deterministic change, not signed.
    OpenSection {
        /// The section's number, 2 or more.
        number: u32,
    },
}

impl Edit {
    /// What the edit will do to a document with these events, for the gate to judge before it is done; none for making
    /// room. The key of an event is not known until its bytes are, and no rule looks at it.
    #[must_use]
    pub fn deed(&self, events: &Events) -> Option<Deed> {
        Some(match self.clone() {
            Self::Fact { name, value } => Deed::Fact { name, value },
            Self::Item { collection, id, field, value } => Deed::Item { collection, id, field, value },
            Self::Answer { item, value } => Deed::Answer { item, value },
            Self::Text { field, .. } => Deed::Text { field },
            Self::Event(new) => Deed::Event(Box::new(Event {
                key: EventKey([0; 16]),
                order: events.next_order(),
                after: events.newest(),
                as_of: new.as_of,
                at: new.at,
                by: new.by,
                reads: new.reads,
                body: new.body,
            })),
            Self::OpenSection { .. } => return None,
        })
    }
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
