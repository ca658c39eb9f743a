//! The file: everything about an order, in JSON.

use jobsheet_domain::id::{ActorId, ChangeHash, Digest, DocumentId, EventKey, OrganisationId};
use jobsheet_domain::work_order::Strokes;
use jobsheet_signing::{Jwks, KeyId, Keyring};
use serde::{Deserialize, Serialize};

use crate::finding::Finding;

/// The form of a bundle.
pub const FORMAT: &str = "jobsheet/evidence/1";

/// An order with all that proves it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// [`FORMAT`].
    pub format: String,
    /// The organisation.
    pub organisation: OrganisationId,
    /// The document.
    pub document: DocumentId,
    /// Its kind.
    pub kind: String,
    /// Its version, sorted.
    pub heads: Vec<ChangeHash>,
    /// Every change somebody wrote, in causal order: raw chunks in base64url.
    pub changes: Vec<String>,
    /// The signed runs that cover them.
    pub runs: Vec<Run>,
    /// Whose key is whose.
    pub keys: Keyring,
    /// The organisation's server keys, as published.
    pub server_jwks: Jwks,
    /// The sign-offs.
    pub statements: Vec<SignedStatement>,
    /// The server's countersignatures, in the order of the statements.
    pub receipts: Vec<String>,
    /// The photos on the order.
    pub photos: Vec<Photo>,
}

/// A signed run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The author of its changes.
    pub actor: ActorId,
    /// First sequence.
    pub first: u64,
    /// Last sequence.
    pub last: u64,
    /// Hash of the actor's change before it.
    pub previous: Option<ChangeHash>,
    /// Hash of its last change.
    pub head: ChangeHash,
    /// Feed position of the records it was decided by.
    pub as_of: u64,
    /// Last server checkpoint its author had seen.
    pub checkpoint: u64,
    /// The key that signed.
    pub key: KeyId,
    /// The actor's incarnation nonce, hexadecimal.
    #[serde(with = "hex::serde")]
    pub nonce: [u8; 16],
    /// Ed25519 over the run's canonical bytes, hexadecimal.
    #[serde(with = "hex::serde")]
    pub signature: [u8; 64],
    /// The feed position it was stored at.
    pub position: u64,
    /// When the server took it in.
    pub received_at: i64,
    /// The server's word that a person let it in, and why (R54); a compact JWS.
    pub admission: Option<String>,
}

/// A sign-off with what was signed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedStatement {
    /// The event in the order.
    pub event: EventKey,
    /// The compact JWS.
    pub jws: String,
    /// The report model that was signed: canonical JSON (RFC 8785) as text.
    pub report_model: String,
    /// The customer's hand.
    pub strokes: Option<Strokes>,
}

/// A photo on the order, or of the stamp beside a signature.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Photo {
    /// SHA-256 of its normal form.
    pub digest: Digest,
    /// Whether the server has it.
    pub present: bool,
}

impl Bundle {
    /// Reads a bundle from the bytes of a file.
    ///
    /// # Errors
    /// `evidence.file.unreadable` says in which line and column reading stopped.
    pub fn read(bytes: &[u8]) -> Result<Self, Finding> {
        serde_json::from_slice(bytes).map_err(|error| {
            Finding::new("evidence.file.unreadable").with("line", error.line()).with("column", error.column())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_bundle_is_found_unreadable_where_reading_stopped() {
        let broken = Bundle::read(b"{\n  \"format\": 1\n}").unwrap_err();
        assert_eq!(broken.code, "evidence.file.unreadable");
        let [line, column] = ["line", "column"].map(|name| broken.parameters[name].as_str());
        assert_eq!((line, column), ("2", "13"));
    }
}
