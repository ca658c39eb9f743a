//! Whose key a key is, and from when to when: by positions of the organisation's feed, never by a clock.

use serde::{Deserialize, Serialize};

use crate::encoding::id;
use crate::{Custody, PublicKey, SigningError};

/// What a key may speak for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// A technician's installation: writes only as its enrolled user.
    Device,
    /// A server process writing console commands: writes as any user with a live login.
    Office,
    /// The server itself: manifests and receipts.
    Server,
}

/// The one purpose a key signs for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyPurpose {
    /// A device's software key: its runs and proofs.
    Change,
    /// A device's hardware key: its statements and the certificate of its change key.
    Statement,
    /// An office's key: its runs.
    Office,
    /// A key of the server: receipts and manifests.
    Server,
}

/// One key and its standing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyEntry {
    /// The key.
    pub key: PublicKey,
    /// The device it belongs to.
    #[serde(with = "id")]
    pub device: [u8; 16],
    /// The user the device is enrolled for; nothing for office and server keys.
    #[serde(with = "id::option")]
    pub user: Option<[u8; 16]>,
    /// What it may speak for.
    pub kind: KeyKind,
    /// The feed position from which it is valid.
    pub valid_from: u64,
    /// The feed position from which it no longer is; nothing while it is.
    pub revoked_at: Option<u64>,
    /// Where its private half is kept; known of statement keys only, and not of those from before it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custody: Option<Custody>,
}

impl KeyEntry {
    /// What the key signs for. A device's two keys are told apart by their kind: only Ed25519 signs changes, only P-256
    /// statements.
    #[must_use]
    pub const fn purpose(&self) -> KeyPurpose {
        match (self.kind, &self.key) {
            (KeyKind::Device, PublicKey::Ed25519(_)) => KeyPurpose::Change,
            (KeyKind::Device, PublicKey::P256(_)) => KeyPurpose::Statement,
            (KeyKind::Office, _) => KeyPurpose::Office,
            (KeyKind::Server, _) => KeyPurpose::Server,
        }
    }

    /// Whether the key is valid at a position of the feed: from `valid_from`, up to before `revoked_at`.
    ///
    /// # Errors
    /// [`SigningError::KeyNotYetValid`] or [`SigningError::KeyRevoked`].
    pub fn check_at(&self, position: u64) -> Result<(), SigningError> {
        if position < self.valid_from {
            return Err(SigningError::KeyNotYetValid);
        }
        if self.revoked_at.is_some_and(|revoked_at| position >= revoked_at) {
            return Err(SigningError::KeyRevoked);
        }
        Ok(())
    }
}
