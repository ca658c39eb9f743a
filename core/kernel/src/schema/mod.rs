//! Schemas as data: which facts, texts and items a kind of document has, and the type of each. What a schema does not
//! name is refused at admission. The schemas themselves are the aggregates'.

mod check;

use crate::value::Value;

pub use check::{check_deed, check_fact, check_item_field, check_text, check_value};

/// Names with the types of what they hold.
pub type Table = &'static [(&'static str, ValueType)];

/// What the documents of one kind hold.
///
/// A schema only grows: a later version adds texts by a change that every installation computes, and names more facts,
/// items and fields. So a document of a newer version can still be written by an older one, in what that one knows.
#[derive(Debug)]
pub struct Schema {
    /// The name stored in documents and used on the wire.
    pub kind: &'static str,
    /// Facts by name.
    pub facts: Table,
    /// Lists of items, each with the fields of its items.
    pub items: &'static [(&'static str, Table)],
    /// Long texts that exist from a document's genesis on.
    pub texts: &'static [&'static str],
    /// Long texts that each version after the first adds, the second version's first.
    pub added_texts: &'static [&'static [&'static str]],
    /// A part that a document has several times, numbered, where it has one.
    pub section: Option<Section>,
}

/// A numbered part of a document: its facts and texts stand under `<number>/`, from 1.
#[derive(Debug)]
pub struct Section {
    /// Its name, which goes into the changes that make room for its texts: `visit`.
    pub name: &'static str,
    /// Facts of each.
    pub facts: Table,
    /// Long texts of each. Those of the first are among the texts of genesis.
    pub texts: &'static [&'static str],
    /// The highest number there is room for.
    pub last: u32,
}

impl Schema {
    /// The newest version of this schema: 1, and one more for each that added texts.
    #[must_use]
    pub const fn version(&self) -> u32 {
        1 + self.added_texts.len() as u32
    }
}

/// The type of a fact or field: the variant of [`Value`] it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// [`Value::Text`].
    Text,
    /// [`Value::Integer`].
    Integer,
    /// [`Value::Flag`].
    Flag,
    /// [`Value::Time`].
    Time,
    /// [`Value::Id`].
    Id,
    /// [`Value::Digest`].
    Digest,
    /// [`Value::Address`].
    Address,
    /// [`Value::Window`].
    Window,
    /// [`Value::Money`].
    Money,
    /// [`Value::Reading`].
    Reading,
    /// [`Value::Position`].
    Position,
    /// [`Value::Texts`].
    Texts,
    /// [`Value::Date`], or a [`Value::Time`] of that day, as version 1 wrote it.
    Date,
}

impl ValueType {
    /// Whether a value is of this type.
    #[must_use]
    pub const fn admits(self, value: &Value) -> bool {
        matches!(
            (self, value),
            (Self::Text, Value::Text(_))
                | (Self::Integer, Value::Integer(_))
                | (Self::Flag, Value::Flag(_))
                | (Self::Time, Value::Time(_))
                | (Self::Id, Value::Id(_))
                | (Self::Digest, Value::Digest(_))
                | (Self::Address, Value::Address(_))
                | (Self::Window, Value::Window(_))
                | (Self::Money, Value::Money(_))
                | (Self::Reading, Value::Reading(_))
                | (Self::Position, Value::Position(_))
                | (Self::Texts, Value::Texts(_))
                | (Self::Date, Value::Date(_) | Value::Time(_))
        )
    }
}

/// The flag every item has: taken off its list, never deleted.
pub const REMOVED: &str = "removed";

/// The type of a fact; `None` where the kind has no such fact.
#[must_use]
pub fn fact(schema: &Schema, name: &str) -> Option<ValueType> {
    find(schema.facts, name).or_else(|| {
        let section = schema.section.as_ref()?;
        let (_, name) = numbered(name)?;
        find(section.facts, name)
    })
}

/// The type of an item's field; `None` where the kind has no such list or the list no such field.
#[must_use]
pub fn item_field(schema: &Schema, collection: &str, field: &str) -> Option<ValueType> {
    let (_, table) = schema.items.iter().find(|(name, _)| *name == collection)?;
    if field == REMOVED { Some(ValueType::Flag) } else { find(table, field) }
}

/// Whether a kind has a long text: those of its genesis, those of later versions, and those of its sections.
#[must_use]
pub fn has_text(schema: &Schema, name: &str) -> bool {
    let own = schema.texts.contains(&name) || schema.added_texts.iter().any(|added| added.contains(&name));
    let of_section =
        |section: &Section| numbered(name).is_some_and(|(_, text)| section.texts.contains(&text));
    own || schema.section.as_ref().is_some_and(of_section)
}

/// Splits `2/cause` into the section's number and the name in it; `None` for any other spelling of either, so that one
/// thing has one name.
#[must_use]
pub fn numbered(name: &str) -> Option<(u32, &str)> {
    let (number, rest) = name.split_once('/')?;
    let parsed: u32 = number.parse().ok()?;
    (parsed >= 1 && parsed.to_string() == number).then_some((parsed, rest))
}

fn find(table: Table, name: &str) -> Option<ValueType> {
    table.iter().find(|(known, _)| *known == name).map(|(_, value_type)| *value_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_admits_only_its_own_values() {
        assert!(ValueType::Flag.admits(&Value::Flag(true)));
        assert!(!ValueType::Flag.admits(&Value::Integer(1)));
    }
}
