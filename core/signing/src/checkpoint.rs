//! The server's word for how far a device had been told, and when: what is signed over it was made later (R62).

use serde::{Deserialize, Serialize};

use crate::encoding::{from_base64url, id};
use crate::{ChangeKey, KeyId, PublicKey, SigningError, json, jws};

/// The `typ` of a checkpoint's JWS.
const TYP: &str = "jobsheet-checkpoint+jws";

/// By that time the device that asked had been told everything up to that position of the feed. Nobody else can have known the
/// signature over it before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "jobsheet/checkpoint/1")]
pub struct FeedPosition {
    /// The organisation.
    #[serde(with = "id")]
    pub organisation: [u8; 16],
    /// The position in the organisation's feed.
    pub position: u64,
    /// The server's time then, ms since the Unix epoch.
    pub server_time_ms: i64,
}

impl FeedPosition {
    /// What a word says that was verified before; nothing for what is none.
    #[must_use]
    pub fn in_word(compact: &str) -> Option<Self> {
        let payload = from_base64url(compact.split('.').nth(1)?)?;
        serde_json::from_slice(&payload).ok()
    }
}

/// Signs a checkpoint with a key of the server.
///
/// # Errors
/// [`SigningError::Number`] for an integer of 2^53 or more.
pub fn sign_checkpoint(key: &ChangeKey, stands: &FeedPosition) -> Result<String, SigningError> {
    jws::sign_ed25519(key, TYP, &json::canonical(stands)?)
}

/// Verifies a checkpoint; `lookup` must know the organisation's server keys only.
///
/// # Errors
/// As [`jws::verify`]; [`SigningError::NotCanonical`].
pub fn verify_checkpoint(
    compact: &str,
    lookup: &dyn Fn(&KeyId) -> Option<PublicKey>,
) -> Result<FeedPosition, SigningError> {
    let (_, payload) = jws::verify(compact, TYP, lookup)?;
    json::from_canonical(&payload, "checkpoint")
}
