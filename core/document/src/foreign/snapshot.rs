//! Whole documents from the server, under its signed manifest.

use jobsheet_kernel::id::{ChangeHash, Digest, DocumentId};
use jobsheet_kernel::kind::Kinds;
use sha2::{Digest as _, Sha256};

use crate::document::Document;
use crate::error::{DocumentError, Undecodable, codes};
use crate::foreign::Limits;

/// What a verified manifest says of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestFacts {
    /// The version, sorted.
    pub heads: Vec<ChangeHash>,
    /// The schema.
    pub schema: u32,
    /// Bytes.
    pub length: u64,
    /// SHA-256 of the bytes.
    pub digest: Digest,
}

/// Loads a snapshot that is exactly what the manifest says. The caller has verified the manifest's signature and that
/// it names `document`; that every change is covered by a verified run is the caller's to check afterwards.
///
/// # Errors
/// With [`codes::TOO_LARGE`], or [`codes::UNDECODABLE`] when bytes or content differ from the manifest.
pub fn load_snapshot(
    kinds: Kinds,
    document: DocumentId,
    bytes: &[u8],
    manifest: &ManifestFacts,
    limits: &Limits,
) -> Result<Document, Undecodable> {
    if bytes.len() > limits.document_bytes {
        return Err(Undecodable::new(codes::TOO_LARGE, format!("a snapshot of {} bytes", bytes.len())));
    }
    let digest = Digest(Sha256::digest(bytes).into());
    if u64::try_from(bytes.len()) != Ok(manifest.length) || digest != manifest.digest {
        return Err(Undecodable::bytes("the snapshot is not the one of the manifest"));
    }
    let loaded = Document::load(kinds, document, bytes).map_err(|error| {
        if let DocumentError::Undecodable(refused) = error {
            refused
        } else {
            Undecodable::bytes(error.to_string())
        }
    })?;
    if loaded.heads() != manifest.heads || loaded.schema() != manifest.schema {
        return Err(Undecodable::bytes("the snapshot's version is not the one of the manifest"));
    }
    Ok(loaded)
}
