//! The keys of an organisation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Jwk, Jwks, KeyEntry, KeyId, KeyKind, KeyStanding, PublicKey, SigningError};

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

    /// The same for a word about a position of the feed: a key that had ended by then says nothing of it. One that the server took
    /// up later may, since an answer in parts goes on over a change of keys.
    #[must_use]
    pub fn server_key_for(&self, id: &KeyId, position: u64) -> Option<PublicKey> {
        let ended = self.find(id)?.revoked_at.is_some_and(|ended| position >= ended);
        self.server_key(id).filter(|_| !ended)
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
