//! What happened. Events are written once and never edited; the state of a document is a fold over the set of them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::{ChangeHash, DeviceId, DocumentId, EventKey, UserId};
use crate::request::RequestEvent;
use crate::time::EventTime;
use crate::work_order::WorkOrderEvent;

/// Who did something, and on which device (R9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Author {
    /// The person.
    pub user: UserId,
    /// The installation it was done on.
    pub device: DeviceId,
}

/// A version of another document that a decision looked at.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Read {
    /// The document.
    pub document: DocumentId,
    /// Its version, sorted.
    pub heads: Vec<ChangeHash>,
}

/// What kind of thing happened, with its particulars.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EventBody {
    /// Something in the life of a work order.
    WorkOrder(WorkOrderEvent),
    /// Something in the life of a request.
    Request(RequestEvent),
    /// Written by a newer version of the product; kept, shown as unknown, and ignored by the fold.
    Unknown {
        /// The kind as written.
        kind: String,
    },
}

/// Something that happened to a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    /// Truncated SHA-256 of the event's canonical bytes.
    pub key: EventKey,
    /// One more than the highest `order` of `after`; 1 for a first event.
    pub order: u64,
    /// The newest events in the author's past, sorted. Order without clocks.
    pub after: Vec<EventKey>,
    /// The feed position whose records (policy, staff …) the author decided by.
    pub as_of: u64,
    /// When and where.
    pub at: EventTime,
    /// Who.
    pub by: Author,
    /// Other documents the decision looked at.
    pub reads: Vec<Read>,
    /// What.
    pub body: EventBody,
}

/// The events of one document, closed under ancestors as far as they were readable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Events {
    by_key: BTreeMap<EventKey, Event>,
}

impl Events {
    /// The events of an iterator; the last of two with one key wins, and two with one key are equal by construction.
    pub fn new(events: impl IntoIterator<Item = Event>) -> Self {
        Self { by_key: events.into_iter().map(|event| (event.key, event)).collect() }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// The event of a key.
    #[must_use]
    pub fn get(&self, key: EventKey) -> Option<&Event> {
        self.by_key.get(&key)
    }

    /// All events, by key.
    pub fn iter(&self) -> impl Iterator<Item = &Event> {
        self.by_key.values()
    }

    /// All events by (order, key): every event after all of its ancestors.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Event> {
        let mut events: Vec<&Event> = self.by_key.values().collect();
        events.sort_by_key(|event| (event.order, event.key));
        events
    }

    /// The keys no other event names in `after`: what a new event comes after.
    #[must_use]
    pub fn newest(&self) -> Vec<EventKey> {
        let named: BTreeSet<EventKey> =
            self.by_key.values().flat_map(|event| event.after.iter().copied()).collect();
        self.by_key.keys().copied().filter(|key| !named.contains(key)).collect()
    }

    /// The `order` an event after everything here would have.
    #[must_use]
    pub fn next_order(&self) -> u64 {
        self.by_key.values().map(|event| event.order).max().unwrap_or(0).saturating_add(1)
    }

    /// Adds an event.
    pub fn insert(&mut self, event: Event) {
        self.by_key.insert(event.key, event);
    }
}
