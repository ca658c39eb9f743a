//! Answers in the model's few types.

use jobsheet_domain::time::Timestamp;
use jobsheet_domain::value::Value;
use serde::{Deserialize, Serialize};

/// The largest integer every JSON reader holds exactly (RFC 8785).
const INTEGER_MAX: i64 = (1 << 53) - 1;

/// An answer to a checklist item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerValue {
    /// Yes or no.
    Flag(bool),
    /// Text, and everything else in its text form.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A reading of an instrument.
    Reading {
        /// In thousandths of the unit.
        milli: i64,
        /// The unit.
        unit: String,
    },
    /// A time, milliseconds since 1970 UTC.
    Time(i64),
}

impl AnswerValue {
    /// The answer a value gives. A number too large for the model stays exact as text.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Flag(flag) => Self::Flag(*flag),
            Value::Text(text) => Self::Text(text.clone()),
            Value::Integer(number) if fits(*number) => Self::Integer(*number),
            Value::Integer(number) => Self::Text(number.to_string()),
            Value::Reading(reading) if fits(reading.milli) => {
                Self::Reading { milli: reading.milli, unit: reading.unit.clone() }
            }
            Value::Reading(reading) => Self::Text(format!("{}e-3 {}", reading.milli, reading.unit)),
            Value::Time(time) if fits(time.0) => Self::Time(time.0),
            Value::Time(time) => Self::Text(time.0.to_string()),
            Value::Id(id) => Self::Text(id.to_string()),
            Value::Digest(digest) => Self::Text(digest.to_string()),
            Value::Address(address) => Self::Text(address.text.clone()),
            Value::Window(window) => Self::Text(format!("{}/{}", window.from.0, window.to.0)),
            Value::Money(money) => Self::Text(format!("{} {}", money.minor, money.currency)),
            Value::Position(place) => Self::Text(format!("{} {}", place.latitude_udeg, place.longitude_udeg)),
            Value::Texts(texts) => Self::Text(texts.join("\n")),
            Value::Date(date) => Self::Text(date.to_string()),
        }
    }
}

const fn fits(number: i64) -> bool {
    -INTEGER_MAX <= number && number <= INTEGER_MAX
}

/// A number as the model holds it; one beyond every sensible time or quantity becomes the nearest it can hold.
pub(super) fn integer(number: i64) -> i64 {
    number.clamp(-INTEGER_MAX, INTEGER_MAX)
}

/// A time as the model holds it.
pub(super) fn time(time: Timestamp) -> i64 {
    integer(time.0)
}
