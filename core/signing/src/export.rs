//! The server's word for a package of evidence: all of it, at a time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::encoding::{digest, id};
use crate::{ChangeKey, KeyId, KeyListState, PublicKey, SigningError, json, jws};

/// The `typ` of an export's JWS.
const TYP: &str = "jobsheet-export+jws";

/// The server exported a document at that time, and the parts of the package are these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "jobsheet/export/1")]
pub struct Export {
    /// The organisation.
    #[serde(with = "id")]
    pub organisation: [u8; 16],
    /// The document.
    #[serde(with = "id")]
    pub document: [u8; 16],
    /// The version that was exported: its heads, ascending.
    #[serde(with = "digest::list")]
    pub heads: Vec<[u8; 32]>,
    /// The feed position up to which the document was known.
    pub position: u64,
    /// The server's time, ms since the Unix epoch.
    pub exported_at_ms: i64,
    /// How the list of the organisation's keys stood.
    pub keys: KeyListState,
    /// Every part of the package but this one, by its name, with its SHA-256.
    pub parts: BTreeMap<String, PartDigest>,
    /// Photos and pages that the order names and the package leaves out, by their SHA-256.
    pub absent: Vec<PartDigest>,
}

/// The SHA-256 of a part, in JSON as lower-case hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PartDigest(#[serde(with = "digest")] pub [u8; 32]);

/// Signs an export with a key of the server.
///
/// # Errors
/// [`SigningError::Number`] for an integer of 2^53 or more.
pub fn sign_export(key: &ChangeKey, export: &Export) -> Result<String, SigningError> {
    jws::sign_ed25519(key, TYP, &json::canonical(export)?)
}

/// Verifies an export; `lookup` must know the organisation's server keys only.
///
/// # Errors
/// As [`jws::verify`]; [`SigningError::NotCanonical`].
pub fn verify_export(
    compact: &str,
    lookup: &dyn Fn(&KeyId) -> Option<PublicKey>,
) -> Result<Export, SigningError> {
    let (_, payload) = jws::verify(compact, TYP, lookup)?;
    json::from_canonical(&payload, "export")
}
