//! The server's word for a run whose key no longer speaks for itself: when it was stored, and who let it in.

use serde::{Deserialize, Serialize};

use crate::encoding::{digest, id};
use crate::{ChangeKey, KeyEntry, KeyId, PublicKey, SigningError, json, jws};

/// The `typ` of an admission's JWS.
const TYP: &str = "jobsheet-admission+jws";

/// A run is in the ledger at a position, by its key's own right or by a person's decision (R54).
///
/// The run is known by its last change: everything its author wrote before is below that in the hash graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "jobsheet/admission/1")]
pub struct Admission {
    /// The organisation.
    #[serde(with = "id")]
    pub organisation: [u8; 16],
    /// The document.
    #[serde(with = "id")]
    pub document: [u8; 16],
    /// The hash of the run's last change.
    #[serde(with = "digest")]
    pub head: [u8; 32],
    /// The position in the organisation's feed at which it was stored.
    pub position: u64,
    /// The decision that let it in; nothing where none was needed.
    pub review: Option<Review>,
}

/// A person's decision to let a run in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Who decided.
    #[serde(with = "id")]
    pub by: [u8; 16],
    /// The server's time then, ms since the Unix epoch.
    pub at_ms: i64,
    /// Why, in their words.
    pub reason: String,
}

impl Admission {
    /// Whether a run of `entry`'s key may be in the document: stored while the key was valid, or let in by a person.
    /// That the admission speaks of the very run is the caller's to check.
    ///
    /// # Errors
    /// [`SigningError::KeyNotYetValid`], or [`SigningError::KeyRevoked`] for a later run nobody let in.
    pub fn check(&self, entry: &KeyEntry) -> Result<(), SigningError> {
        match entry.check_at(self.position) {
            Err(SigningError::KeyRevoked) if self.review.is_some() => Ok(()),
            outcome => outcome,
        }
    }
}

/// Signs an admission with a key of the server.
///
/// # Errors
/// [`SigningError::Number`] for an integer of 2^53 or more.
pub fn sign_admission(key: &ChangeKey, admission: &Admission) -> Result<String, SigningError> {
    jws::sign_ed25519(key, TYP, &json::canonical(admission)?)
}

/// Verifies an admission; `lookup` must know the organisation's server keys only.
///
/// # Errors
/// As [`jws::verify`]; [`SigningError::NotCanonical`].
pub fn verify_admission(
    compact: &str,
    lookup: &dyn Fn(&KeyId) -> Option<PublicKey>,
) -> Result<Admission, SigningError> {
    let (_, payload) = jws::verify(compact, TYP, lookup)?;
    json::from_canonical(&payload, "admission")
}
