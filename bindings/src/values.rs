//! What a fact can hold.

use jobsheet_client::domain::calendar::CivilDate;
use jobsheet_client::domain::id::Digest;
use jobsheet_client::domain::time::{Position, TimeWindow, Timestamp};
use jobsheet_client::domain::value::{Address, Money, Reading, Value};

use crate::error::FieldError;

/// A place on Earth in millionths of a degree (WGS 84).
#[uniffi::remote(Record)]
pub struct Position {
    /// North positive.
    pub latitude_udeg: i32,
    /// East positive.
    pub longitude_udeg: i32,
}

/// Half-open span of time promised to a customer.
#[uniffi::remote(Record)]
pub struct TimeWindow {
    /// First moment.
    pub from: Timestamp,
    /// First moment after it.
    pub to: Timestamp,
}

/// A postal address as typed, with its place when known.
#[uniffi::remote(Record)]
pub struct Address {
    /// In one or more lines.
    pub text: String,
    /// Where that is.
    pub position: Option<Position>,
}

/// Money in integer minor units.
#[uniffi::remote(Record)]
pub struct Money {
    /// Fen, cents.
    pub minor: i64,
    /// ISO 4217.
    pub currency: String,
}

/// A reading of a meter or instrument.
#[uniffi::remote(Record)]
pub struct Reading {
    /// In thousandths of the unit.
    pub milli: i64,
    /// As written on the instrument.
    pub unit: String,
}

/// One whole value of a fact or an answer.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FieldValue {
    /// Text as typed.
    Text {
        /// The text.
        text: String,
    },
    /// A whole number.
    Integer {
        /// The number.
        number: i64,
    },
    /// Yes or no.
    Flag {
        /// Which.
        yes: bool,
    },
    /// A point in time.
    Time {
        /// When.
        at: Timestamp,
    },
    /// Another document, user or item.
    Id {
        /// A UUID.
        id: String,
    },
    /// Content kept elsewhere.
    Content {
        /// SHA-256.
        digest: Digest,
    },
    /// A postal address.
    Place {
        /// The address.
        address: Address,
    },
    /// A promised span of time.
    Window {
        /// The span.
        window: TimeWindow,
    },
    /// An amount.
    Amount {
        /// The money.
        money: Money,
    },
    /// A meter reading.
    Meter {
        /// The reading.
        reading: Reading,
    },
    /// A place.
    At {
        /// Where.
        position: Position,
    },
    /// Several short texts in order.
    Texts {
        /// The texts.
        texts: Vec<String>,
    },
    /// A day.
    Day {
        /// The day, `2026-02-15`.
        date: CivilDate,
    },
}

impl From<Value> for FieldValue {
    fn from(value: Value) -> Self {
        match value {
            Value::Text(text) => Self::Text { text },
            Value::Integer(number) => Self::Integer { number },
            Value::Flag(yes) => Self::Flag { yes },
            Value::Time(at) => Self::Time { at },
            Value::Id(id) => Self::Id { id: id.to_string() },
            Value::Digest(digest) => Self::Content { digest },
            Value::Address(address) => Self::Place { address },
            Value::Window(window) => Self::Window { window },
            Value::Money(money) => Self::Amount { money },
            Value::Reading(reading) => Self::Meter { reading },
            Value::Position(position) => Self::At { position },
            Value::Texts(texts) => Self::Texts { texts },
            Value::Date(date) => Self::Day { date },
        }
    }
}

impl TryFrom<FieldValue> for Value {
    type Error = FieldError;

    fn try_from(value: FieldValue) -> Result<Self, FieldError> {
        Ok(match value {
            FieldValue::Text { text } => Self::Text(text),
            FieldValue::Integer { number } => Self::Integer(number),
            FieldValue::Flag { yes } => Self::Flag(yes),
            FieldValue::Time { at } => Self::Time(at),
            FieldValue::Id { id } => Self::Id(
                id.parse().map_err(|error| FieldError::argument("argument.id", format!("{id}: {error}")))?,
            ),
            FieldValue::Content { digest } => Self::Digest(digest),
            FieldValue::Place { address } => Self::Address(address),
            FieldValue::Window { window } => Self::Window(window),
            FieldValue::Amount { money } => Self::Money(money),
            FieldValue::Meter { reading } => Self::Reading(reading),
            FieldValue::At { position } => Self::Position(position),
            FieldValue::Texts { texts } => Self::Texts(texts),
            FieldValue::Day { date } => Self::Date(date),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_crosses_and_comes_back() {
        let position = Position { latitude_udeg: 31_300_000, longitude_udeg: -120_600_000 };
        let window = TimeWindow { from: Timestamp(1), to: Timestamp(2) };
        let values = [
            Value::Text("空气滤芯".to_owned()),
            Value::Integer(-7),
            Value::Flag(true),
            Value::Time(Timestamp(3)),
            Value::Id("0190a5f0-0000-7000-8000-000000000001".parse().unwrap()),
            Value::Digest(Digest([9; 32])),
            Value::Address(Address { text: "星湖街 328 号".to_owned(), position: Some(position) }),
            Value::Window(window),
            Value::Money(Money { minor: 1_250, currency: "CNY".to_owned() }),
            Value::Reading(Reading { milli: 2_100, unit: "l/min".to_owned() }),
            Value::Position(position),
            Value::Texts(vec!["a".to_owned(), "b".to_owned()]),
            Value::Date("2026-02-15".parse().unwrap()),
        ];
        for value in values {
            assert_eq!(Value::try_from(FieldValue::from(value.clone())), Ok(value));
        }
    }

    #[test]
    fn what_is_no_id_is_an_argument_error() {
        let refused = Value::try_from(FieldValue::Id { id: "7".to_owned() }).unwrap_err();
        assert!(matches!(refused, FieldError::Argument { code, .. } if code == "argument.id"));
    }
}
