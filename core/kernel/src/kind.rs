//! Kinds of document: a schema with a name. Which kinds there are is the domain's one list; whoever reads documents is
//! handed the list it knows, so that an installation with fewer kinds is a shorter list.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};

use crate::schema::Schema;

/// A kind of document that merges. Two kinds are one when they have one name.
#[derive(Clone, Copy)]
pub struct Kind(&'static Schema);

impl Kind {
    /// The kind of a schema.
    #[must_use]
    pub const fn of(schema: &'static Schema) -> Self {
        Self(schema)
    }

    /// The name stored in documents and used on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.kind
    }

    /// What its documents hold.
    #[must_use]
    pub const fn schema(self) -> &'static Schema {
        self.0
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Kind {}

impl PartialOrd for Kind {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Kind {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name().cmp(other.name())
    }
}

impl Hash for Kind {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The kinds an installation knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(pub &'static [Kind]);

impl Kinds {
    /// The kind of a stored name; `None` when this installation does not know it.
    #[must_use]
    pub fn find(self, name: &str) -> Option<Kind> {
        self.0.iter().copied().find(|kind| kind.name() == name)
    }

    /// All of them, in the order of the list.
    pub fn iter(self) -> impl Iterator<Item = Kind> {
        self.0.iter().copied()
    }
}
