//! The merged content of a document as readers see it: the neutral form between the aggregates and their storage.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::event::Events;
use crate::id::{ActorId, ChangeHash, DocumentId, ItemId};
use crate::kind::Kind;
use crate::value::Value;

/// One value somebody wrote, with who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The value.
    pub value: Value,
    /// The actor that wrote it.
    pub actor: ActorId,
    /// The change that wrote it.
    pub change: ChangeHash,
}

/// Which of the values that people wrote without knowing of each other is shown where only one fits. Nobody's value is shown
/// because they wrote more besides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// That of the change with the greatest hash.
    #[default]
    ByChange,
    /// That of the operation with the greatest counter, as versions of before showed: what was signed then is read so.
    ByOperation,
}

/// A fact with every value that nobody has yet replaced: one usually, several after concurrent writing (R49).
/// Entries are in an order all replicas share; the first is the one shown where only one fits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Register {
    /// Never empty in a [`Content`].
    pub entries: Vec<Entry>,
}

impl Register {
    /// The value shown where only one fits.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        self.entries.first().map(|entry| &entry.value)
    }

    /// Whether people must choose between different values.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.entries.windows(2).any(|pair| pair[0].value != pair[1].value)
    }
}

/// One entry of a list in a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemRef {
    /// The list: `photo`, `part`, `labour`, `contact`, `site`.
    pub collection: String,
    /// The entry.
    pub id: ItemId,
}

/// The fields of one item.
pub type Fields = BTreeMap<String, Register>;

/// A document's merged content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Which document.
    pub id: DocumentId,
    /// What kind.
    pub kind: Kind,
    /// The version of the document's schema.
    pub schema: u32,
    /// Facts by name.
    pub facts: BTreeMap<String, Register>,
    /// Long texts by field, merged character by character.
    pub texts: BTreeMap<String, String>,
    /// Items of all lists. A removed item has a `removed` flag; its fields stay.
    pub items: BTreeMap<ItemRef, Fields>,
    /// Answers by checklist item.
    pub answers: BTreeMap<String, Register>,
    /// What happened.
    pub events: Events,
    /// What the reader skipped because it breaks the rules of the format, in words for a log.
    pub irregularities: Vec<String>,
}

impl Content {
    /// An empty document.
    #[must_use]
    pub fn empty(kind: Kind, id: DocumentId, schema: u32) -> Self {
        Self {
            id,
            kind,
            schema,
            facts: BTreeMap::new(),
            texts: BTreeMap::new(),
            items: BTreeMap::new(),
            answers: BTreeMap::new(),
            events: Events::default(),
            irregularities: Vec::new(),
        }
    }

    /// The value of a fact, where only one fits.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&Value> {
        self.facts.get(name).and_then(Register::value)
    }

    /// The text of a fact, or an empty text.
    #[must_use]
    pub fn fact_text(&self, name: &str) -> &str {
        self.fact(name).and_then(Value::as_text).unwrap_or_default()
    }

    /// The long text of a field, or an empty text.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.texts.get(field).map_or("", String::as_str)
    }

    /// Whether somebody has to choose between values anywhere.
    #[must_use]
    pub fn has_conflict(&self) -> bool {
        let fields = self.items.values().flat_map(BTreeMap::values);
        self.facts.values().chain(self.answers.values()).chain(fields).any(Register::is_conflict)
    }

    /// The items of a list that were not removed, by id.
    pub fn items_of<'a>(&'a self, collection: &'a str) -> impl Iterator<Item = (ItemId, &'a Fields)> {
        self.items
            .iter()
            .filter(move |(item, fields)| item.collection == collection && !is_removed(fields))
            .map(|(item, fields)| (item.id, fields))
    }
}

/// The value of an item's field, where only one fits.
#[must_use]
pub fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a Value> {
    fields.get(name).and_then(Register::value)
}

fn is_removed(fields: &Fields) -> bool {
    field(fields, "removed").and_then(Value::as_flag).unwrap_or(false)
}
