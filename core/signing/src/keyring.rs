//! Whose key is whose, and from when to when: by positions of the organisation's feed, never by a clock.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::encoding::id;
use crate::{Jwk, Jwks, KeyId, KeyStanding, PublicKey, SigningError};

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

/// The keys of an organisation by their names. Written as a list ordered by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<KeyEntry>", into = "Vec<KeyEntry>")]
pub struct Keyring {
    entries: BTreeMap<KeyId, KeyEntry>,
}

impl Keyring {
    /// Puts in an entry, in place of an older one of the same key.
    pub fn insert(&mut self, entry: KeyEntry) {
        self.entries.insert(entry.key.id(), entry);
    }

    /// The entry of that name, whatever its standing.
    #[must_use]
    pub fn find(&self, id: &KeyId) -> Option<&KeyEntry> {
        self.entries.get(id)
    }

    /// The entry of that name if it is valid at the position at which the server stored what it signed.
    ///
    /// # Errors
    /// [`SigningError::UnknownKey`], [`SigningError::KeyNotYetValid`] or [`SigningError::KeyRevoked`].
    pub fn valid_at(&self, id: &KeyId, position: u64) -> Result<&KeyEntry, SigningError> {
        let entry = self.find(id).ok_or(SigningError::UnknownKey)?;
        entry.check_at(position).map(|()| entry)
    }

    /// The public key of that name, for the `lookup` arguments of this crate.
    #[must_use]
    pub fn public_key(&self, id: &KeyId) -> Option<PublicKey> {
        self.find(id).map(|entry| entry.key)
    }

    /// The public key of that name if it is the server's, for manifests and receipts.
    #[must_use]
    pub fn server_key(&self, id: &KeyId) -> Option<PublicKey> {
        self.find(id).filter(|entry| entry.kind == KeyKind::Server).map(|entry| entry.key)
    }

    /// All entries, ordered by name.
    pub fn iter(&self) -> impl Iterator<Item = (&KeyId, &KeyEntry)> {
        self.entries.iter()
    }

    /// The keys as any JOSE library reads them (R61), each with what it may speak for.
    #[must_use]
    pub fn jwks(&self) -> Jwks {
        let published =
            |entry: &KeyEntry| Jwk { jobsheet: Some(KeyStanding::from(entry)), ..Jwk::published(&entry.key) };
        Jwks { keys: self.entries.values().map(published).collect() }
    }
}

impl TryFrom<Vec<KeyEntry>> for Keyring {
    type Error = SigningError;

    fn try_from(list: Vec<KeyEntry>) -> Result<Self, Self::Error> {
        let listed = list.len();
        let entries: BTreeMap<_, _> = list.into_iter().map(|entry| (entry.key.id(), entry)).collect();
        if entries.len() == listed { Ok(Self { entries }) } else { Err(SigningError::DuplicateKey) }
    }
}

impl From<Keyring> for Vec<KeyEntry> {
    fn from(keyring: Keyring) -> Self {
        keyring.entries.into_values().collect()
    }
}
