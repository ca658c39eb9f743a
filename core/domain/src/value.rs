//! What one fact can hold. A value is stored and merged whole: two people who change an address at once leave two
//! whole addresses to choose from, never a mixture (R49).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::Digest;
use crate::time::{Position, TimeWindow, Timestamp};

/// One whole value of a fact, an item's field or an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Text as typed.
    Text(String),
    /// A whole number; its unit is part of the fact's definition.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// A point in time.
    Time(Timestamp),
    /// Another document, user or item.
    Id(Uuid),
    /// SHA-256 of content kept elsewhere.
    Digest(Digest),
    /// A postal address.
    Address(Address),
    /// A promised span of time.
    Window(TimeWindow),
    /// An amount of money.
    Money(Money),
    /// A meter reading.
    Reading(Reading),
    /// A place.
    Position(Position),
    /// Several short texts in order: labels, tags.
    Texts(Vec<String>),
}

/// A postal address as typed, with its place when known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The address in one or more lines, as the customer writes it.
    pub text: String,
    /// Where that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// Money in integer minor units (R34).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: fen, cents.
    pub minor: i64,
    /// ISO 4217 code, for example `CNY`.
    pub currency: String,
}

/// A reading of a meter or instrument.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// The number in thousandths of the unit, so that no float is ever compared.
    pub milli: i64,
    /// The unit as written on the instrument: `h`, `bar`, `°C`.
    pub unit: String,
}

impl Value {
    /// The text, when this is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, when this is a number.
    #[must_use]
    pub const fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The flag, when this is one.
    #[must_use]
    pub const fn as_flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The id, when this is one.
    #[must_use]
    pub const fn as_id(&self) -> Option<Uuid> {
        match self {
            Self::Id(id) => Some(*id),
            _ => None,
        }
    }
}
