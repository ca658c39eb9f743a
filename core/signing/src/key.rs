//! Public keys and the names they go by.

use std::fmt;
use std::str::FromStr;

use curve25519_dalek::edwards::CompressedEdwardsY;
use ring::signature::{ECDSA_P256_SHA256_FIXED, ED25519, UnparsedPublicKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::encoding::{base64url, from_base64url};
use crate::{SigningError, sha256};

/// A public key of one of the two kinds in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PublicKey {
    /// Ed25519 (RFC 8032): change keys of devices and offices, keys of the server.
    Ed25519([u8; 32]),
    /// NIST P-256, x then y: statement keys, which live in hardware.
    P256([u8; 64]),
}

impl PublicKey {
    /// The key's name: its JWK thumbprint (RFC 7638).
    #[must_use]
    pub fn id(&self) -> KeyId {
        let text = match self {
            Self::Ed25519(x) => format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, base64url(x)),
            Self::P256(xy) => format!(
                r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#,
                base64url(&xy[..32]),
                base64url(&xy[32..])
            ),
        };
        KeyId(sha256(text.as_bytes()))
    }

    /// The raw bytes of the key: 32 for Ed25519, x then y for P-256.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Ed25519(bytes) => bytes,
            Self::P256(bytes) => bytes,
        }
    }

    /// The key as key stores and certificates write it: of P-256 the uncompressed point, `04 || x || y` (SEC 1 §2.3.3); of Ed25519 its
    /// bytes.
    #[must_use]
    pub fn point(&self) -> Vec<u8> {
        match self {
            Self::Ed25519(bytes) => bytes.to_vec(),
            Self::P256(xy) => [[4].as_slice(), xy].concat(),
        }
    }

    /// Whether anybody can make signatures that it verifies: an Ed25519 key of small order, or none at all. Such a key is nobody's.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        match self {
            Self::Ed25519(bytes) => {
                CompressedEdwardsY(*bytes).decompress().is_none_or(|point| point.is_small_order())
            }
            // A point that is not on the curve verifies nothing, and every other has the curve's own order.
            Self::P256(_) => false,
        }
    }

    /// Checks a signature of 64 bytes: Ed25519, or ECDSA with SHA-256 as r then s (RFC 7518 §3.4).
    ///
    /// # Errors
    /// [`SigningError::SignatureLength`] or [`SigningError::BadSignature`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SigningError> {
        if signature.len() != 64 {
            return Err(SigningError::SignatureLength(signature.len()));
        }
        let verdict = match self {
            Self::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
            Self::P256(_) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.point()).verify(message, signature)
            }
        };
        verdict.map_err(|_| SigningError::BadSignature)
    }
}

/// The name of a key: the SHA-256 thumbprint of its JWK (RFC 7638). Shown and written as base64url.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub [u8; 32]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

impl FromStr for KeyId {
    type Err = SigningError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = from_base64url(text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(SigningError::Malformed("key id"))
    }
}

impl Serialize for KeyId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for KeyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
