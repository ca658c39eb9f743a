//! The events of one document as a graph: positions in (order, key) and who could know of whom.
//!
//! `order` alone would do for two events of which one knew the other; between two that did not, `order` can be equal. The
//! key breaks that tie: it is a digest, so every replica has it, nobody's clock is in it, and no author can wish for one
//! place rather than another without writing another event.

use std::collections::BTreeSet;
use std::marker::PhantomData;

use crate::event::{Event, Events};
use crate::flow::Flow;
use crate::id::EventKey;

/// A set of events by position.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    fn with_room_for(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    fn insert(&mut self, position: usize) {
        self.0[position / 64] |= 1 << (position % 64);
    }

    fn union(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    pub(super) fn contains(&self, position: usize) -> bool {
        self.0.get(position / 64).is_some_and(|word| word >> (position % 64) & 1 == 1)
    }

    /// Positions in ascending order: (order, key).
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(index, &word)| {
            let present = move |bit: &usize| word >> bit & 1 == 1;
            (0..64).filter(present).map(move |bit| index * 64 + bit)
        })
    }
}

/// The position of each event in the order given, by key.
fn by_key(events: &[&Event]) -> Vec<(EventKey, usize)> {
    let mut by_key: Vec<_> =
        events.iter().enumerate().map(|(position, event)| (event.key, position)).collect();
    by_key.sort_unstable();
    by_key
}

/// The events by position in (order, key), each with its ancestors.
pub(super) struct History<'a, F: Flow> {
    events: Vec<&'a Event>,
    parents: Vec<Vec<usize>>,
    ancestors: Vec<Bits>,
    /// Whether every ancestor that an event names, and those name, is here.
    whole: Vec<bool>,
    flow: PhantomData<F>,
}

impl<'a, F: Flow> History<'a, F> {
    /// Every event comes after its ancestors in (order, key), because `order` is one more than the highest of
    /// `after`. A name in `after` that is absent or does not come before is not an ancestor.
    pub(super) fn new(events: &'a Events) -> Self {
        let events = events.in_order();
        let by_key = by_key(&events);
        let mut history = Self {
            events: Vec::new(),
            parents: Vec::with_capacity(events.len()),
            ancestors: Vec::with_capacity(events.len()),
            whole: Vec::with_capacity(events.len()),
            flow: PhantomData,
        };
        for (position, event) in events.iter().enumerate() {
            let before = |key: &EventKey| {
                let found = by_key.binary_search_by_key(key, |(key, _)| *key).ok()?;
                Some(by_key[found].1).filter(|&other| other < position)
            };
            let mut parents: Vec<usize> = event.after.iter().filter_map(before).collect();
            let whole = parents.len() == event.after.len() && parents.iter().all(|&one| history.whole[one]);
            history.whole.push(whole);
            parents.sort_unstable();
            parents.dedup();
            let mut ancestors = Bits::with_room_for(events.len());
            for &parent in &parents {
                ancestors.union(&history.ancestors[parent]);
                ancestors.insert(parent);
            }
            history.parents.push(parents);
            history.ancestors.push(ancestors);
        }
        history.events = events;
        history
    }

    pub(super) fn len(&self) -> usize {
        self.events.len()
    }

    pub(super) fn event(&self, position: usize) -> &'a Event {
        self.events[position]
    }

    /// The event's particulars; `None` for what this version does not know.
    pub(super) fn body(&self, position: usize) -> Option<&'a F::Body> {
        F::body(self.events[position])
    }

    pub(super) fn parents(&self, position: usize) -> &[usize] {
        &self.parents[position]
    }

    /// Whether the ancestors of an event are all that its key covers, none missing.
    pub(super) fn is_whole(&self, position: usize) -> bool {
        self.whole[position]
    }

    pub(super) fn ancestors(&self, position: usize) -> &Bits {
        &self.ancestors[position]
    }

    /// Whether neither could know of the other.
    pub(super) fn concurrent(&self, one: usize, other: usize) -> bool {
        one != other && !self.ancestors[one].contains(other) && !self.ancestors[other].contains(one)
    }

    pub(super) fn all(&self) -> Bits {
        let mut all = Bits::with_room_for(self.len());
        for position in 0..self.len() {
            all.insert(position);
        }
        all
    }

    /// The positions of the named events.
    pub(super) fn positions(&self, keys: &[EventKey]) -> BTreeSet<usize> {
        (0..self.len()).filter(|&position| keys.contains(&self.events[position].key)).collect()
    }
}
