//! Canonical JSON (RFC 8785) restricted to strings, booleans, `null` and integers below 2^53 in size: what every
//! reader, whatever its language, reads alike (R59).

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::SigningError;

/// One more than the largest integer allowed: 2^53.
const INTEGER_BOUND: u64 = 1 << 53;

/// The canonical bytes of a value.
///
/// # Errors
/// [`SigningError::Number`] for a float or an integer of 2^53 or more, [`SigningError::Malformed`] when the value
/// cannot be JSON at all.
pub fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, SigningError> {
    let value = serde_json::to_value(value).map_err(|_| SigningError::Malformed("json"))?;
    check_numbers(&value)?;
    serde_json_canonicalizer::to_vec(&value).map_err(|_| SigningError::Malformed("json"))
}

/// Reads a value from its canonical bytes, and from no other spelling of it: no white space, no doubled or unknown
/// key, no other order.
///
/// # Errors
/// [`SigningError::Malformed`] when it is no such value, [`SigningError::NotCanonical`] when it is spelt otherwise.
pub fn from_canonical<T: Serialize + DeserializeOwned>(
    bytes: &[u8],
    what: &'static str,
) -> Result<T, SigningError> {
    let value: T = serde_json::from_slice(bytes).map_err(|_| SigningError::Malformed(what))?;
    if canonical(&value)? != bytes {
        return Err(SigningError::NotCanonical(what));
    }
    Ok(value)
}

fn check_numbers(value: &Value) -> Result<(), SigningError> {
    match value {
        Value::Number(number) => {
            let size = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            if size.is_some_and(|size| size < INTEGER_BOUND) { Ok(()) } else { Err(SigningError::Number) }
        }
        Value::Array(items) => items.iter().try_for_each(check_numbers),
        Value::Object(members) => members.values().try_for_each(check_numbers),
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
    }
}
