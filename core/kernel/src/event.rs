//! What happened. Events are written once and never edited; the state of a document is a fold over the set of them.

use std::any::{Any, TypeId};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::canonical::{joined, parted};
use crate::id::{ChangeHash, DeviceId, DocumentId, EventKey, UserId};
use crate::time::EventTime;

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

/// What happened, as it was written: the name of its kind and its particulars, whole. What this version does not know
/// stays whole too: it is shown as unknown, exported and written again as it came.
///
/// Clones share the bytes and what was read from them.
#[derive(Clone)]
pub struct EventBody(Arc<Raw>);

struct Raw {
    kind: String,
    /// The particulars as canonical CBOR.
    cbor: Vec<u8>,
    /// The particulars as the aggregate reads them, once somebody asked.
    typed: OnceLock<Box<Typed>>,
    /// What was found out about the event of a key that has this body.
    found: OnceLock<(EventKey, Box<dyn Any + Send + Sync>)>,
}

/// What somebody read a body as. Mostly that is the one type of its document's events.
struct Typed {
    read_as: TypeId,
    event: Option<Box<dyn Any + Send + Sync>>,
    /// What somebody else read it as.
    other: OnceLock<Box<Typed>>,
}

impl Typed {
    fn of<T: Any + Send + Sync>(event: Option<T>) -> Box<Self> {
        let event = event.map(|event| Box::new(event) as Box<dyn Any + Send + Sync>);
        Box::new(Self { read_as: TypeId::of::<T>(), event, other: OnceLock::new() })
    }
}

impl EventBody {
    /// The body of an aggregate's event: an enum whose variants have fields, named in snake case.
    #[must_use]
    pub fn of<T: Serialize + Clone + Any + Send + Sync>(event: &T) -> Self {
        let (kind, cbor) = parted(event).expect("an event is an enum whose variants have fields");
        let typed = OnceLock::from(Typed::of(Some(event.clone())));
        Self(Arc::new(Raw { kind, cbor, typed, found: OnceLock::new() }))
    }

    /// A body as it was read from a document: the kind, and the particulars as canonical CBOR.
    #[must_use]
    pub fn raw(kind: String, cbor: Vec<u8>) -> Self {
        Self(Arc::new(Raw { kind, cbor, typed: OnceLock::new(), found: OnceLock::new() }))
    }

    /// The name of what happened: `work_started`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.0.kind
    }

    /// The particulars as canonical CBOR.
    #[must_use]
    pub fn cbor(&self) -> &[u8] {
        &self.0.cbor
    }

    /// What happened, as the aggregate knows it; `None` for what this version does not know. Read once.
    #[must_use]
    pub fn read<T: DeserializeOwned + Any + Send + Sync>(&self) -> Option<&T> {
        let mut place = &self.0.typed;
        loop {
            let typed = place.get_or_init(|| Typed::of(joined::<T>(&self.0.kind, &self.0.cbor)));
            if typed.read_as == TypeId::of::<T>() {
                return typed.event.as_ref()?.downcast_ref();
            }
            place = &typed.other;
        }
    }
}

impl PartialEq for EventBody {
    fn eq(&self, other: &Self) -> bool {
        self.0.kind == other.0.kind && self.0.cbor == other.0.cbor
    }
}

impl Eq for EventBody {}

impl std::hash::Hash for EventBody {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.kind.hash(state);
        self.0.cbor.hash(state);
    }
}

impl fmt::Debug for EventBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.kind, hex::encode(&self.0.cbor))
    }
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

impl Event {
    /// What was noted of the event; nothing where nobody noted anything of this type.
    #[must_use]
    pub fn noted<T: Any>(&self) -> Option<&T> {
        let (key, found) = self.body.0.found.get()?;
        found.downcast_ref().filter(|_| *key == self.key)
    }

    /// Notes what follows from the event and its ancestors and from nothing else. The key covers them all, so it is the
    /// same in every version of every document, and clones share it. The first note stays.
    pub fn note<T: Any + Send + Sync>(&self, found: T) {
        // Another event with this body was noted first: this one is found out about again.
        let _first = self.body.0.found.set((self.key, Box::new(found)));
    }
}

/// The events of one document, closed under ancestors as far as they were readable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Events {
    by_key: BTreeMap<EventKey, Arc<Event>>,
}

impl Events {
    /// The events of an iterator; the last of two with one key wins, and two with one key are equal by construction.
    pub fn new<E: Into<Arc<Event>>>(events: impl IntoIterator<Item = E>) -> Self {
        let shared = events.into_iter().map(Into::into);
        Self { by_key: shared.map(|event: Arc<Event>| (event.key, event)).collect() }
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
        self.by_key.get(&key).map(Arc::as_ref)
    }

    /// All events, by key.
    pub fn iter(&self) -> impl Iterator<Item = &Event> {
        self.by_key.values().map(Arc::as_ref)
    }

    /// All events by (order, key): every event after all of its ancestors.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Event> {
        let mut events: Vec<&Event> = self.iter().collect();
        events.sort_by_key(|event| (event.order, event.key));
        events
    }

    /// The keys no other event names in `after`: what a new event comes after.
    #[must_use]
    pub fn newest(&self) -> Vec<EventKey> {
        let mut named: Vec<EventKey> =
            self.by_key.values().flat_map(|event| event.after.iter().copied()).collect();
        named.sort_unstable();
        self.by_key.keys().copied().filter(|key| named.binary_search(key).is_err()).collect()
    }

    /// The `order` an event after everything here would have.
    #[must_use]
    pub fn next_order(&self) -> u64 {
        self.by_key.values().map(|event| event.order).max().unwrap_or(0).saturating_add(1)
    }

    /// Adds an event.
    pub fn insert(&mut self, event: impl Into<Arc<Event>>) {
        let event = event.into();
        self.by_key.insert(event.key, event);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Light {
        On { watts: u8 },
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Door {
        Open {},
    }

    #[test]
    fn a_body_that_was_read_as_something_else_first_reads_as_what_it_is() {
        let light = Light::On { watts: 7 };
        let (kind, cbor) = parted(&light).unwrap();
        for body in [EventBody::raw(kind, cbor), EventBody::of(&light)] {
            assert_eq!(body.read::<Door>(), None);
            assert_eq!(body.read::<Light>(), Some(&light));
            assert_eq!(body.read::<Door>(), None);
        }
    }
}
