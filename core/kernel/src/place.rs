//! Where in a document a value stands, and where several do.

use std::fmt;

use crate::content::{Content, ItemRef, Register};
use crate::edit::Edit;
use crate::value::Value;

/// A place of a document that holds one value. Its text is what people's choices name it by (R49).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// `fact/address`, `fact/2/cause`.
    Fact(String),
    /// `item/part/<id>/serial`.
    Item(ItemRef, String),
    /// `answer/1/hydraulics.leak`.
    Answer(String),
}

impl Place {
    /// The place of a text; `None` when it names none.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        let (kind, rest) = path.split_once('/')?;
        match kind {
            "fact" => Some(Self::Fact(rest.to_owned())),
            "answer" => Some(Self::Answer(rest.to_owned())),
            "item" => {
                let (collection, rest) = rest.split_once('/')?;
                let (id, field) = rest.split_once('/')?;
                let item = ItemRef { collection: collection.to_owned(), id: id.parse().ok()? };
                Some(Self::Item(item, field.to_owned()))
            }
            _ => None,
        }
    }

    /// What stands there; `None` where nothing was written.
    #[must_use]
    pub fn register<'c>(&self, content: &'c Content) -> Option<&'c Register> {
        match self {
            Self::Fact(name) => content.facts.get(name),
            Self::Item(item, field) => content.items.get(item)?.get(field),
            Self::Answer(item) => content.answers.get(item),
        }
    }

    /// The edit that writes a value there.
    #[must_use]
    pub fn write(self, value: Value) -> Edit {
        match self {
            Self::Fact(name) => Edit::Fact { name, value },
            Self::Item(ItemRef { collection, id }, field) => Edit::Item { collection, id, field, value },
            Self::Answer(item) => Edit::Answer { item, value },
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(name) => write!(f, "fact/{name}"),
            Self::Item(item, field) => write!(f, "item/{}/{}/{field}", item.collection, item.id),
            Self::Answer(item) => write!(f, "answer/{item}"),
        }
    }
}

/// What people must choose over (R49): facts, items' fields and answers, each by name.
pub fn conflicts(content: &Content) -> impl Iterator<Item = (Place, &Register)> {
    let is_conflict = |register: &&Register| register.is_conflict();
    let facts = content.facts.iter().filter(move |(_, register)| is_conflict(register));
    let facts = facts.map(|(name, register)| (Place::Fact(name.clone()), register));
    let items = content.items.iter().flat_map(move |(item, fields)| {
        let fields = fields.iter().filter(move |(_, register)| is_conflict(register));
        fields.map(|(field, register)| (Place::Item(item.clone(), field.clone()), register))
    });
    let answers = content.answers.iter().filter(move |(_, register)| is_conflict(register));
    let answers = answers.map(|(name, register)| (Place::Answer(name.clone()), register));
    facts.chain(items).chain(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_again_by_its_text() {
        let id = "01980000-0000-7000-8000-000000000001";
        for path in ["fact/2/cause", "answer/1/hydraulics.leak", &format!("item/part/{id}/serial")] {
            assert_eq!(Place::of(path).map(|place| place.to_string()).as_deref(), Some(path));
        }
        for path in ["", "fact", "text/notes", "item/part", "item/part/serial", "item/part/7/serial"] {
            assert_eq!(Place::of(path), None, "{path}");
        }
    }
}
