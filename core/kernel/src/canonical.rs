//! Canonical CBOR (RFC 8949 §4.2.1, core deterministic encoding) of values and whatever else is stored: shortest forms, definite
//! lengths, map keys sorted by their encoded bytes. What was read is encoded again and compared, so that one content
//! has one encoding and one digest.

use ciborium::value::Value as Cbor;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::value::Value;

/// Deepest nesting that is read.
const DEPTH: usize = 32;

/// Why bytes are not canonical CBOR of what they should be, in words for a log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotCanonical(String);

impl NotCanonical {
    pub(crate) fn new(reason: impl ToString) -> Self {
        Self(reason.to_string())
    }
}

/// The canonical bytes of anything serde can describe.
///
/// # Errors
/// When a map would have two equal keys, or the type cannot be described.
pub fn encode<T: Serialize>(content: &T) -> Result<Vec<u8>, NotCanonical> {
    write(sorted(Cbor::serialized(content).map_err(NotCanonical::new)?)?)
}

/// The canonical bytes of a value.
///
/// # Errors
/// Never for the values of this version; the signature leaves room for maps.
pub fn encode_value(value: &Value) -> Result<Vec<u8>, NotCanonical> {
    encode(value)
}

/// The value of canonical bytes.
///
/// # Errors
/// When the bytes are not canonical, or hold no value this version knows.
pub fn decode_value(bytes: &[u8]) -> Result<Value, NotCanonical> {
    decode(bytes)
}

/// What canonical bytes describe.
///
/// # Errors
/// When the bytes are not canonical, or describe something else.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, NotCanonical> {
    read(bytes)?.deserialized().map_err(NotCanonical::new)
}

/// An event's enum as the name of its variant and the canonical bytes of its fields.
pub(crate) fn parted<T: Serialize>(event: &T) -> Result<(String, Vec<u8>), NotCanonical> {
    let (kind, body) = split(Cbor::serialized(event).map_err(NotCanonical::new)?)?;
    Ok((kind, write(sorted(body)?)?))
}

/// The enum of a variant's name and the bytes of its fields; `None` where the enum has no such variant.
pub(crate) fn joined<T: DeserializeOwned>(kind: &str, fields: &[u8]) -> Option<T> {
    let body: Cbor = ciborium::de::from_reader_with_recursion_limit(fields, DEPTH).ok()?;
    Cbor::Map(vec![(Cbor::Text(kind.to_owned()), body)]).deserialized().ok()
}

/// The first half of a SHA-256.
#[must_use]
pub fn first_16(digest: &[u8; 32]) -> [u8; 16] {
    let mut first = [0; 16];
    first.copy_from_slice(&digest[..16]);
    first
}

fn split(externally_tagged: Cbor) -> Result<(String, Cbor), NotCanonical> {
    if let Cbor::Map(mut entries) = externally_tagged
        && let Some((Cbor::Text(kind), body)) = entries.pop()
    {
        return Ok((kind, body));
    }
    Err(NotCanonical("an event kind without fields".to_owned()))
}

/// The CBOR of canonical bytes.
pub(crate) fn read(bytes: &[u8]) -> Result<Cbor, NotCanonical> {
    let value: Cbor = ciborium::de::from_reader_with_recursion_limit(bytes, DEPTH)
        .map_err(|_| NotCanonical::new("not CBOR"))?;
    if write(sorted(value.clone())?)? != bytes {
        return Err(NotCanonical::new("not in canonical form"));
    }
    Ok(value)
}

/// The bytes of CBOR whose maps are sorted.
pub(crate) fn write(value: Cbor) -> Result<Vec<u8>, NotCanonical> {
    let mut bytes = Vec::new();
    ciborium::into_writer(&value, &mut bytes).map_err(NotCanonical::new)?;
    Ok(bytes)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "ciborium may name more scalars, and a scalar is in order as it is"
)]
fn sorted(value: Cbor) -> Result<Cbor, NotCanonical> {
    match value {
        Cbor::Array(items) => Ok(Cbor::Array(items.into_iter().map(sorted).collect::<Result<_, _>>()?)),
        Cbor::Tag(tag, inner) => Ok(Cbor::Tag(tag, Box::new(sorted(*inner)?))),
        Cbor::Map(entries) => sorted_map(entries),
        scalar => Ok(scalar),
    }
}

fn sorted_map(entries: Vec<(Cbor, Cbor)>) -> Result<Cbor, NotCanonical> {
    let mut keyed = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let key = sorted(key)?;
        keyed.push((write(key.clone())?, key, sorted(value)?));
    }
    keyed.sort_by(|left, right| left.0.cmp(&right.0));
    if keyed.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(NotCanonical::new("a map with two equal keys"));
    }
    Ok(Cbor::Map(keyed.into_iter().map(|(_, key, value)| (key, value)).collect()))
}

#[cfg(test)]
mod tests;
