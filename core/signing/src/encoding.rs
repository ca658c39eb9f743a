//! How bytes are written in JSON: digests as lower-case hex, ids in the hyphenated form of RFC 9562, keys and
//! signatures as base64url without padding (RFC 4648 §5). Each form has exactly one spelling; others are refused.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

/// Base64url without padding.
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads base64url without padding; nothing for any other spelling.
#[must_use]
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// A 16-byte id as `01234567-89ab-cdef-0123-456789abcdef`.
#[must_use]
pub fn uuid_text(id: &[u8; 16]) -> String {
    let hex = hex::encode(id);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// Reads what [`uuid_text`] writes; nothing for any other spelling.
#[must_use]
pub fn from_uuid_text(text: &str) -> Option<[u8; 16]> {
    let mut id = [0; 16];
    hex::decode_to_slice(text.replace('-', ""), &mut id).ok()?;
    (uuid_text(&id) == text).then_some(id)
}

fn digest_from_hex(text: &str) -> Option<[u8; 32]> {
    let mut digest = [0; 32];
    hex::decode_to_slice(text, &mut digest).ok()?;
    (hex::encode(digest) == text).then_some(digest)
}

fn read<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    parse: fn(&str) -> Option<T>,
    what: &'static str,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| D::Error::custom(what))
}

macro_rules! serde_form {
    ($(#[$doc:meta])* $name:ident, $length:literal, $write:path, $parse:path, $what:literal) => {
        $(#[$doc])*
        pub mod $name {
            use super::{Deserialize, Deserializer, Serializer};

            /// Writes the text form.
            ///
            /// # Errors
            /// Only those of the serializer.
            pub fn serialize<S: Serializer>(value: &[u8; $length], serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&$write(value))
            }

            /// Reads the text form.
            ///
            /// # Errors
            /// When the text is not the one spelling of a value of this length.
            pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; $length], D::Error> {
                super::read(deserializer, $parse, $what)
            }

            /// The same for a value that may be absent (`null`).
            pub mod option {
                use super::{Deserialize, Deserializer, Serializer};
                use serde::de::Error as _;

                /// Writes the text form or `null`.
                ///
                /// # Errors
                /// Only those of the serializer.
                pub fn serialize<S: Serializer>(
                    value: &Option<[u8; $length]>,
                    serializer: S,
                ) -> Result<S::Ok, S::Error> {
                    match value {
                        Some(value) => serializer.serialize_str(&$write(value)),
                        None => serializer.serialize_none(),
                    }
                }

                /// Reads the text form or `null`.
                ///
                /// # Errors
                /// When the text is not the one spelling of a value of this length.
                pub fn deserialize<'de, D: Deserializer<'de>>(
                    deserializer: D,
                ) -> Result<Option<[u8; $length]>, D::Error> {
                    let Some(text) = Option::<String>::deserialize(deserializer)? else { return Ok(None) };
                    $parse(&text).map(Some).ok_or_else(|| D::Error::custom($what))
                }
            }

            /// The same for a list.
            pub mod list {
                use super::{Deserialize, Deserializer, Serializer};
                use serde::de::Error as _;

                /// Writes a list of the text forms.
                ///
                /// # Errors
                /// Only those of the serializer.
                pub fn serialize<S: Serializer>(values: &[[u8; $length]], serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_seq(values.iter().map($write))
                }

                /// Reads a list of the text forms.
                ///
                /// # Errors
                /// When one is not the one spelling of a value of this length.
                pub fn deserialize<'de, D: Deserializer<'de>>(
                    deserializer: D,
                ) -> Result<Vec<[u8; $length]>, D::Error> {
                    let texts = Vec::<String>::deserialize(deserializer)?;
                    texts.iter().map(|text| $parse(text).ok_or_else(|| D::Error::custom($what))).collect()
                }
            }
        }
    };
}

serde_form! {
    /// For `#[serde(with = …)]`: a 32-byte digest as lower-case hex.
    digest, 32, hex::encode, crate::encoding::digest_from_hex, "no lower-case hex of 32 bytes"
}

serde_form! {
    /// For `#[serde(with = …)]`: a 16-byte id in its hyphenated form.
    id, 16, crate::encoding::uuid_text, crate::encoding::from_uuid_text, "no id in hyphenated lower-case form"
}
