//! What one fact can hold. A value is stored and merged whole: two people who change an address at once leave two
//! whole addresses to choose from, never a mixture (R49).

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::date::CivilDate;
use crate::id::Digest;
use crate::time::{Position, TimeWindow, Timestamp};

/// One whole value of a fact, an item's field or an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
    /// A day, the same in every time zone.
    Date(CivilDate),
}

/// [`Value`] in what an API describes: the derive of schemas knows types by their last word, and takes a `Value` for any
/// JSON.
pub type FactValue = Value;

/// A postal address as typed, with its place when known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Address {
    /// The address in one or more lines, as the customer writes it.
    pub text: String,
    /// Where that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// Money in integer minor units (R34).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Minor units: fen, cents.
    pub minor: i64,
    /// ISO 4217 code, for example `CNY`.
    pub currency: String,
}

impl Money {
    /// How many decimals the currency's minor unit has (ISO 4217): two, unless it is one of the few that differ.
    #[must_use]
    pub fn decimals(&self) -> u32 {
        match self.currency.as_str() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI"
            | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            "CLF" | "UYW" => 4,
            _ => 2,
        }
    }
}

impl fmt::Display for Money {
    /// The amount in major units, then the currency: `12.50 CNY`, `1250 JPY`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let (minor, unit) = (self.minor.unsigned_abs(), 10_u64.pow(self.decimals()));
        write!(f, "{sign}{}", minor / unit)?;
        if unit > 1 {
            write!(f, ".{:0width$}", minor % unit, width = self.decimals() as usize)?;
        }
        write!(f, " {}", self.currency)
    }
}

/// A reading of a meter or instrument.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The number, when this is a number.
    #[must_use]
    pub const fn as_integer(&self) -> Option<i64> {
        if let Self::Integer(number) = self { Some(*number) } else { None }
    }

    /// The flag, when this is one.
    #[must_use]
    pub const fn as_flag(&self) -> Option<bool> {
        if let Self::Flag(flag) = self { Some(*flag) } else { None }
    }

    /// The id, when this is one.
    #[must_use]
    pub const fn as_id(&self) -> Option<Uuid> {
        if let Self::Id(id) = self { Some(*id) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R34: minor units are what the currency says.
    #[test]
    fn r34_an_amount_is_written_with_its_currencys_decimals() {
        let written = |minor, currency: &str| Money { minor, currency: currency.to_owned() }.to_string();
        assert_eq!(written(1_250, "CNY"), "12.50 CNY");
        assert_eq!(written(-5, "EUR"), "-0.05 EUR");
        assert_eq!(written(1_250, "JPY"), "1250 JPY");
        assert_eq!(written(1_250, "KWD"), "1.250 KWD");
        assert_eq!(written(i64::MIN, "CLF"), "-922337203685477.5808 CLF");
    }
}
