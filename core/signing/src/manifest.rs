//! The server's word for a snapshot: the only thing under which a device loads a whole document.

use serde::{Deserialize, Serialize};

use crate::encoding::{digest, id};
use crate::{ChangeKey, KeyId, PublicKey, SigningError, json, jws, sha256};

/// The `typ` of a manifest's JWS.
const TYP: &str = "jobsheet-manifest+jws";

/// What a snapshot is, said and signed by the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "jobsheet/manifest/1")]
pub struct Manifest {
    /// The organisation.
    #[serde(with = "id")]
    pub organisation: [u8; 16],
    /// The document.
    #[serde(with = "id")]
    pub document: [u8; 16],
    /// The heads of the document after loading, ascending.
    #[serde(with = "digest::list")]
    pub heads: Vec<[u8; 32]>,
    /// The document's schema number.
    pub schema: u32,
    /// The length of the snapshot in bytes.
    pub length: u64,
    /// SHA-256 of the snapshot.
    #[serde(with = "digest")]
    pub digest: [u8; 32],
}

impl Manifest {
    /// The manifest of these bytes.
    #[must_use]
    pub fn of(
        organisation: [u8; 16],
        document: [u8; 16],
        heads: Vec<[u8; 32]>,
        schema: u32,
        bytes: &[u8],
    ) -> Self {
        Self { organisation, document, heads, schema, length: bytes.len() as u64, digest: sha256(bytes) }
    }

    /// Whether the bytes are the ones the manifest speaks of; to be asked before they are loaded.
    ///
    /// # Errors
    /// [`SigningError::DigestMismatch`] when they are not.
    pub fn check(&self, bytes: &[u8]) -> Result<(), SigningError> {
        let same = self.length == bytes.len() as u64 && self.digest == sha256(bytes);
        if same { Ok(()) } else { Err(SigningError::DigestMismatch) }
    }
}

/// Signs a manifest with a key of the server.
///
/// # Errors
/// [`SigningError::Number`] for a length of 2^53 or more.
pub fn sign_manifest(key: &ChangeKey, manifest: &Manifest) -> Result<String, SigningError> {
    jws::sign_ed25519(key, TYP, &json::canonical(manifest)?)
}

/// Verifies a manifest; `lookup` must know the organisation's server keys only.
///
/// # Errors
/// As [`jws::verify`]; [`SigningError::NotCanonical`].
pub fn verify_manifest(
    compact: &str,
    lookup: &dyn Fn(&KeyId) -> Option<PublicKey>,
) -> Result<Manifest, SigningError> {
    let (_, payload) = jws::verify(compact, TYP, lookup)?;
    json::from_canonical(&payload, "manifest")
}
