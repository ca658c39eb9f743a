//! The server's countersignature: a statement had arrived by then.

use serde::{Deserialize, Serialize};

use crate::encoding::{digest, id};
use crate::{ChangeKey, KeyId, PublicKey, SigningError, json, jws};

/// The `typ` of a receipt's JWS.
const TYP: &str = "jobsheet-receipt+jws";

/// The server had the statement at that time and position: the upper bound of when it was made (R62).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "jobsheet/receipt/1")]
pub struct Receipt {
    /// The organisation.
    #[serde(with = "id")]
    pub organisation: [u8; 16],
    /// The document the statement speaks of.
    #[serde(with = "id")]
    pub document: [u8; 16],
    /// The statement's digest.
    #[serde(with = "digest")]
    pub statement: [u8; 32],
    /// The server's time, ms since the Unix epoch.
    pub received_at_ms: i64,
    /// The position in the organisation's feed at which it was stored.
    pub position: u64,
}

/// Signs a receipt with a key of the server.
///
/// # Errors
/// [`SigningError::Number`] for an integer of 2^53 or more.
pub fn sign_receipt(key: &ChangeKey, receipt: &Receipt) -> Result<String, SigningError> {
    jws::sign_ed25519(key, TYP, &json::canonical(receipt)?)
}

/// Verifies a receipt; `lookup` must know the organisation's server keys only.
///
/// # Errors
/// As [`jws::verify`]; [`SigningError::NotCanonical`].
pub fn verify_receipt(
    compact: &str,
    lookup: &dyn Fn(&KeyId) -> Option<PublicKey>,
) -> Result<Receipt, SigningError> {
    let (_, payload) = jws::verify(compact, TYP, lookup)?;
    json::from_canonical(&payload, "receipt")
}
