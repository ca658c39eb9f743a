//! The content of a document as readers see it, now or at an earlier version.

use std::collections::BTreeMap;

use automerge::{ObjId, ReadDoc, ScalarValueRef, ValueRef};
use jobsheet_kernel::content::{Content, Entry, Register};
use jobsheet_kernel::event::Events;
use jobsheet_kernel::id::ChangeHash;

use crate::document::Document;
use crate::error::DocumentError;
use crate::hashes::foreign_hashes;
use crate::item_key;
use jobsheet_kernel::canonical::decode_value;

impl Document {
    /// The content now.
    ///
    /// # Errors
    /// [`DocumentError::Storage`] when the storage library fails on its own data.
    pub fn content(&self) -> Result<Content, DocumentError> {
        self.content_at(&self.heads())
    }

    /// The content at a version.
    ///
    /// # Errors
    /// [`DocumentError::UnknownVersion`] when a change of `heads` is not here.
    pub fn content_at(&self, heads: &[ChangeHash]) -> Result<Content, DocumentError> {
        self.require(heads)?;
        let past = self.history.past(heads);
        let mut content = Content::empty(self.kind(), self.id, self.schema());
        content.events = Events::new(self.history.events_in(&past).cloned());
        content.irregularities =
            self.history.nodes_in(&past).flat_map(|node| node.irregularities.iter().cloned()).collect();
        // Storage holds the newest version ready; an earlier one is worked out value by value.
        let earlier = (heads != self.heads()).then(|| foreign_hashes(heads));
        let version = Version { document: self, earlier };
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

/// A document as it is now, or as it was at some earlier heads.
struct Version<'a> {
    document: &'a Document,
    earlier: Option<Vec<automerge::ChangeHash>>,
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

    /// Every value of a key that nobody has replaced, the one shown first: they are ordered by operation id, in which
    /// all replicas agree.
    fn every_entry(&self, object: &ObjId, key: &str) -> Result<Vec<Entry>, DocumentError> {
        let values = match &self.earlier {
            Some(heads) => self.document.automerge.get_all_at(object, key, heads)?,
            None => self.document.automerge.get_all(object, key)?,
        };
        let newest_first = values.into_iter().rev();
        Ok(newest_first.filter_map(|(value, id)| self.entry(value.as_bytes(), &id)).collect())
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
