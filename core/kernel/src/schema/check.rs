//! Whether something written fits the schema: the part of admission that needs no rule of the business.

use crate::edit::Deed;
use crate::refusal::Refusal;
use crate::schema::{Schema, ValueType, fact, has_text, item_field};
use crate::value::Value;

/// Characters a short text may have. Longer prose belongs into a long text.
const TEXT_MAX: usize = 4_000;
/// Entries a list of short texts may have.
const TEXTS_MAX: usize = 100;
/// Characters of a currency code (ISO 4217).
const CURRENCY_LENGTH: usize = 3;

/// Whether a fact exists and the value is of its type.
///
/// # Errors
/// `fact.unknown`, `value.wrong_type`, or what [`check_value`] says.
pub fn check_fact(schema: &Schema, name: &str, value: &Value) -> Result<(), Refusal> {
    let expected = fact(schema, name).ok_or_else(|| Refusal::new("fact.unknown").with("name", name))?;
    check_typed(expected, name, value)
}

/// Whether a field of an item exists and the value is of its type.
///
/// # Errors
/// `item.unknown_field`, `value.wrong_type`, or what [`check_value`] says.
pub fn check_item_field(
    schema: &Schema,
    collection: &str,
    field: &str,
    value: &Value,
) -> Result<(), Refusal> {
    let unknown = || Refusal::new("item.unknown_field").with("collection", collection).with("field", field);
    check_typed(item_field(schema, collection, field).ok_or_else(unknown)?, field, value)
}

/// Whether a long text exists.
///
/// # Errors
/// `text.unknown`.
pub fn check_text(schema: &Schema, field: &str) -> Result<(), Refusal> {
    if has_text(schema, field) { Ok(()) } else { Err(Refusal::new("text.unknown").with("name", field)) }
}

/// Whether a value is of a size and form that any document can hold.
///
/// # Errors
/// `value.too_long`, `value.out_of_range`.
pub fn check_value(value: &Value) -> Result<(), Refusal> {
    let short = |text: &str| text.chars().count() <= TEXT_MAX;
    let fits = match value {
        Value::Text(text) => short(text),
        Value::Texts(texts) => texts.len() <= TEXTS_MAX && texts.iter().all(|text| short(text)),
        Value::Address(address) => short(&address.text),
        Value::Reading(reading) => short(&reading.unit),
        Value::Integer(_)
        | Value::Flag(_)
        | Value::Time(_)
        | Value::Id(_)
        | Value::Digest(_)
        | Value::Window(_)
        | Value::Money(_)
        | Value::Position(_)
        | Value::Date(_) => true,
    };
    if !fits {
        return Err(Refusal::new("value.too_long").with("limit", TEXT_MAX));
    }
    let sensible = match value {
        Value::Window(window) => window.from < window.to,
        Value::Money(money) => {
            money.currency.len() == CURRENCY_LENGTH && money.currency.bytes().all(|b| b.is_ascii_uppercase())
        }
        Value::Text(_)
        | Value::Integer(_)
        | Value::Flag(_)
        | Value::Time(_)
        | Value::Id(_)
        | Value::Digest(_)
        | Value::Address(_)
        | Value::Reading(_)
        | Value::Position(_)
        | Value::Texts(_)
        | Value::Date(_) => true,
    };
    if sensible { Ok(()) } else { Err(Refusal::new("value.out_of_range")) }
}

/// Whether a deed fits the schema of a kind. Events and answers have no names in the schema; of them only the size of
/// an answer is checked.
///
/// # Errors
/// What the other checks here say.
pub fn check_deed(schema: &Schema, deed: &Deed) -> Result<(), Refusal> {
    match deed {
        Deed::Fact { name, value } => check_fact(schema, name, value),
        Deed::Item { collection, field, value, .. } => check_item_field(schema, collection, field, value),
        Deed::Answer { value, .. } => check_value(value),
        Deed::Text { field } => check_text(schema, field),
        Deed::Event(_) => Ok(()),
    }
}

fn check_typed(expected: ValueType, name: &str, value: &Value) -> Result<(), Refusal> {
    if !expected.admits(value) {
        return Err(Refusal::new("value.wrong_type").with("name", name));
    }
    check_value(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{TimeWindow, Timestamp};
    use crate::value::Money;

    fn code(result: Result<(), Refusal>) -> String {
        result.unwrap_err().code
    }

    #[test]
    fn values_have_limits() {
        let long = Value::Text("好".repeat(TEXT_MAX + 1));
        assert_eq!(code(check_value(&long)), "value.too_long");
        assert_eq!(check_value(&Value::Text("好".repeat(TEXT_MAX))), Ok(()));
        let backwards = TimeWindow { from: Timestamp(2), to: Timestamp(1) };
        assert_eq!(code(check_value(&Value::Window(backwards))), "value.out_of_range");
        let money = |currency: &str| Value::Money(Money { minor: 1, currency: currency.into() });
        assert_eq!(code(check_value(&money("yuan"))), "value.out_of_range");
        assert_eq!(check_value(&money("CNY")), Ok(()));
    }
}
