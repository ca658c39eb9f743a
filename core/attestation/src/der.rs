//! Elements of DER (X.690), as the makers put them into extensions.

use x509_parser::asn1_rs::{Any, FromDer as _};

/// One element of DER and nothing behind it.
pub(crate) fn one(der: &[u8]) -> Option<Any<'_>> {
    let (rest, any) = Any::from_der(der).ok()?;
    rest.is_empty().then_some(any)
}

/// What is in one element of DER.
pub(crate) fn content(der: &[u8]) -> Option<&[u8]> {
    Some(one(der)?.data)
}

/// The elements of DER, one behind another.
pub(crate) fn items(mut der: &[u8]) -> Option<Vec<Any<'_>>> {
    let mut found = Vec::new();
    while !der.is_empty() {
        let (rest, any) = Any::from_der(der).ok()?;
        found.push(any);
        der = rest;
    }
    Some(found)
}

/// A small number: an INTEGER or an ENUMERATED.
pub(crate) fn number(any: &Any<'_>) -> Option<u32> {
    let significant = any.data.iter().position(|byte| *byte != 0).map_or(&[][..], |first| &any.data[first..]);
    let negative = any.data.first().is_none_or(|first| *first >= 0x80);
    (significant.len() <= 4 && !negative)
        .then(|| significant.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}
