//! The content of a document as readers see it, now or at an earlier version.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use automerge::{ObjId, ReadDoc, ScalarValueRef, ValueRef};
use jobsheet_kernel::content::{Content, Entry, Register, Shown};
use jobsheet_kernel::event::Events;
use jobsheet_kernel::id::ChangeHash;

use crate::document::Document;
use crate::error::DocumentError;
use crate::hashes::foreign_hashes;
use crate::history::{History, Node};
use crate::item_key;
use crate::layout::Container;
use crate::operations::{self, Operation};
use jobsheet_kernel::canonical::decode_value;

impl Document {
    /// The content now.
    ///
    /// # Errors
    /// [`DocumentError::Storage`] when the storage library fails on its own data.
    pub fn content(&self) -> Result<Content, DocumentError> {
        self.content_at(&self.heads())
    }

    /// The content now, from what it was at an earlier version: only what was written since is read.
    ///
    /// # Errors
    /// As [`Document::content`].
    pub fn content_since(&self, heads: &[ChangeHash], was: Content) -> Result<Content, DocumentError> {
        self.require(heads)?;
        let new = self.history.after(heads);
        let regular = |node: &&Node| node.deterministic.is_none() && node.irregularities.is_empty();
        // Where containers were made or something is skipped, everything is looked at in one order.
        if !was.irregularities.is_empty() || !new.iter().all(regular) {
            return self.content();
        }
        let mut touched = Touched::default();
        let all_read = new.iter().all(|node| touched.add(node, &self.history).is_some());
        match all_read.then(|| self.read_again(touched, was)) {
            Some(Some(mut content)) => {
                new.iter()
                    .flat_map(|node| &node.events)
                    .for_each(|event| content.events.insert(Arc::clone(event)));
                Ok(content)
            }
            _ => self.content(),
        }
    }

    /// The content with what was touched as it is now; nothing where something holds no value.
    fn read_again(&self, touched: Touched, mut content: Content) -> Option<Content> {
        let version = Version { document: self, earlier: None, shown: Shown::default() };
        for (map, key) in touched.registers {
            let object = self.history.layout.map(map.name())?;
            let entries = version.every_entry(object, &key).ok().filter(|entries| !entries.is_empty())?;
            let register = Register { entries };
            match map {
                Map::Facts => drop(content.facts.insert(key, register)),
                Map::Answers => drop(content.answers.insert(key, register)),
                Map::Items => {
                    let (item, field) = item_key::parse(&key)?;
                    content.items.entry(item).or_default().insert(field.to_owned(), register);
                }
            }
        }
        for field in touched.texts {
            let text = version.text(&self.history.layout.texts.get(&field)?.object).ok()?;
            content.texts.insert(field, text);
        }
        Some(content)
    }

    /// The content at a version.
    ///
    /// # Errors
    /// [`DocumentError::UnknownVersion`] when a change of `heads` is not here.
    pub fn content_at(&self, heads: &[ChangeHash]) -> Result<Content, DocumentError> {
        self.content_shown(heads, Shown::default())
    }

    /// The same with concurrent values in another order.
    ///
    /// # Errors
    /// As [`Document::content_at`].
    pub fn content_shown(&self, heads: &[ChangeHash], shown: Shown) -> Result<Content, DocumentError> {
        self.require(heads)?;
        let past = self.history.past(heads);
        let mut content = Content::empty(self.kind(), self.id, self.schema());
        content.events = Events::new(self.history.events_in(&past).cloned());
        content.irregularities =
            self.history.nodes_in(&past).flat_map(|node| node.irregularities.iter().cloned()).collect();
        // Storage holds the newest version ready; an earlier one is worked out value by value.
        let earlier = (heads != self.heads()).then(|| foreign_hashes(heads));
        let version = Version { document: self, earlier, shown };
        content.facts = version.registers("facts", &mut content.irregularities)?;
        content.answers = version.registers("answers", &mut content.irregularities)?;
        for (key, register) in version.registers("items", &mut content.irregularities)? {
            let Some((item, field)) = item_key::parse(&key) else {
                content.irregularities.push(format!("item key {key:?}"));
                continue;
            };
            content.items.entry(item).or_default().insert(field.to_owned(), register);
        }
        for (field, place) in &self.history.layout.texts {
            if self.history.position(place.made_by).is_some_and(|position| past.contains(position)) {
                content.texts.insert(field.clone(), version.text(&place.object)?);
            }
        }
        Ok(content)
    }
}

/// What has to be read again of a content, because later changes wrote to it.
#[derive(Default)]
struct Touched {
    registers: BTreeSet<(Map, String)>,
    texts: BTreeSet<String>,
}

/// The flat maps of registers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Map {
    Facts,
    Items,
    Answers,
}

impl Map {
    const fn name(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Items => "items",
            Self::Answers => "answers",
        }
    }
}

impl Touched {
    /// Adds what a change wrote to; nothing comes of a change of which anything is skipped.
    fn add(&mut self, node: &Node, history: &History) -> Option<()> {
        for operation in operations::read(&*history.operations(node)?, &history.layout) {
            match operation.ok()? {
                Operation::Event { .. } => {}
                Operation::Text { field } => drop(self.texts.insert(field.to_owned())),
                Operation::Register { container, key, .. } => {
                    let map = match container {
                        Container::Facts => Map::Facts,
                        Container::Items => Map::Items,
                        Container::Answers => Map::Answers,
                        Container::Events | Container::Texts | Container::Text(_) => return None,
                    };
                    self.registers.insert((map, key.to_owned()));
                }
            }
        }
        Some(())
    }
}

/// A document as it is now, or as it was at some earlier heads.
struct Version<'a> {
    document: &'a Document,
    earlier: Option<Vec<automerge::ChangeHash>>,
    shown: Shown,
}

impl Version<'_> {
    /// The registers of one of the flat maps; what holds no value is skipped and reported.
    fn registers(
        &self,
        map: &str,
        irregularities: &mut Vec<String>,
    ) -> Result<BTreeMap<String, Register>, DocumentError> {
        let Some(object) = self.document.history.layout.map(map) else { return Ok(BTreeMap::new()) };
        let mut registers = BTreeMap::new();
        let automerge = &self.document.automerge;
        let items = match &self.earlier {
            Some(heads) => automerge.map_range_at(object, .., heads),
            None => automerge.map_range(object, ..),
        };
        for item in items {
            let entries = if item.conflict {
                self.every_entry(object, &item.key)?
            } else {
                self.entry(bytes_of(&item.value), &item.id()).into_iter().collect()
            };
            if entries.is_empty() {
                irregularities.push(format!("{map}: {:?} holds no value", item.key));
            } else {
                registers.insert(item.key.into_owned(), Register { entries });
            }
        }
        Ok(registers)
    }

    /// Every value of a key that nobody has replaced, the one shown first, in an order in which all replicas agree.
    fn every_entry(&self, object: &ObjId, key: &str) -> Result<Vec<Entry>, DocumentError> {
        let values = match &self.earlier {
            Some(heads) => self.document.automerge.get_all_at(object, key, heads)?,
            None => self.document.automerge.get_all(object, key)?,
        };
        // The library gives them by operation id, ascending.
        let greatest_first = values.into_iter().rev();
        let entries = greatest_first.filter_map(|(value, id)| self.entry(value.as_bytes(), &id));
        let mut entries: Vec<Entry> = entries.collect();
        if self.shown == Shown::ByChange {
            entries.sort_by_key(|entry| Reverse(entry.change));
        }
        Ok(entries)
    }

    fn text(&self, object: &ObjId) -> Result<String, DocumentError> {
        Ok(match &self.earlier {
            Some(heads) => self.document.automerge.text_at(object, heads)?,
            None => self.document.automerge.text(object)?,
        })
    }

    fn entry(&self, bytes: Option<&[u8]>, operation: &ObjId) -> Option<Entry> {
        let value = decode_value(bytes?).ok()?;
        let change = ChangeHash(self.document.automerge.hash_for_opid(operation)?.0);
        let actor = self.document.history.node(change)?.actor;
        Some(Entry { value, actor, change })
    }
}

fn bytes_of<'a>(value: &'a ValueRef<'_>) -> Option<&'a [u8]> {
    if let ValueRef::Scalar(ScalarValueRef::Bytes(bytes)) = value { Some(bytes) } else { None }
}
