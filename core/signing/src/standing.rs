//! The server's answer to who holds a statement: what became of it.

use serde::{Deserialize, Serialize};

use crate::encoding::{digest, id};
use crate::{ChangeKey, KeyId, PublicKey, SigningError, json, jws};

/// The `typ` of an answer's JWS.
const TYP: &str = "jobsheet-standing+jws";

/// How a statement stands at a time, and which version of its document is the newest then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "jobsheet/standing/1")]
pub struct Standing {
    /// The organisation.
    #[serde(with = "id")]
    pub organisation: [u8; 16],
    /// The document.
    #[serde(with = "id")]
    pub document: [u8; 16],
    /// The statement's digest.
    #[serde(with = "digest")]
    pub statement: [u8; 32],
    /// The newest version of the document: its heads, ascending.
    #[serde(with = "digest::list")]
    pub heads: Vec<[u8; 32]>,
    /// The server's time, ms since the Unix epoch.
    pub at_ms: i64,
    /// The report was altered after it by somebody who knew of it (R65).
    pub void: bool,
    /// The signatory is asked to sign again (R65).
    pub sign_again: bool,
    /// Changes the signatory has not seen, written without knowledge of the signature (R65).
    pub additions: u64,
    /// Later statements about the same document.
    pub later: u64,
}

/// Signs an answer with a key of the server.
///
/// # Errors
/// [`SigningError::Number`] for an integer of 2^53 or more.
pub fn sign_standing(key: &ChangeKey, standing: &Standing) -> Result<String, SigningError> {
    jws::sign_ed25519(key, TYP, &json::canonical(standing)?)
}

/// Verifies an answer; `lookup` must know the organisation's server keys only.
///
/// # Errors
/// As [`jws::verify`]; [`SigningError::NotCanonical`].
pub fn verify_standing(
    compact: &str,
    lookup: &dyn Fn(&KeyId) -> Option<PublicKey>,
) -> Result<Standing, SigningError> {
    let (_, payload) = jws::verify(compact, TYP, lookup)?;
    json::from_canonical(&payload, "standing")
}
