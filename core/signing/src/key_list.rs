//! The list of an organisation's keys, to which entries are only added: what it once said of a key it cannot unsay.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::encoding::{digest, id};
use crate::{
    ChangeKey, Custody, KeyEntry, KeyId, KeyKind, Keyring, PublicKey, SigningError, json, jws, merkle,
};

/// The `typ` of the JWS of a list's head.
const TYP: &str = "jobsheet-keys+jws";

/// One entry of the list: what a key speaks for from now on. A later entry of the same key says when it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRecord {
    /// Its form, with what only that form says.
    #[serde(flatten)]
    pub form: KeyRecordForm,
    /// The organisation.
    #[serde(with = "id")]
    pub organisation: [u8; 16],
    /// Its place in the list, from 0.
    pub number: u64,
    /// The server's time when it was added, ms since the Unix epoch.
    pub at_ms: i64,
    /// The feed position when it was added.
    pub position: u64,
    /// The key.
    pub key: PublicKey,
    /// What it may speak for.
    pub kind: KeyKind,
    /// The device it belongs to; the organisation for a key of the server.
    #[serde(with = "id")]
    pub device: [u8; 16],
    /// The user the device is enrolled for; nothing for office and server keys.
    #[serde(with = "id::option")]
    pub user: Option<[u8; 16]>,
    /// The feed position from which it is valid.
    pub valid_from: u64,
    /// The feed position from which it no longer is; nothing while it is.
    pub revoked_at: Option<u64>,
}

/// The forms of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum KeyRecordForm {
    /// Nothing is said of where the key is kept.
    #[serde(rename = "jobsheet/key/1")]
    First,
    /// A statement key of which it is known.
    #[serde(rename = "jobsheet/key/2")]
    Second {
        /// Where its private half is kept.
        custody: Custody,
    },
}

impl From<Option<Custody>> for KeyRecordForm {
    fn from(known: Option<Custody>) -> Self {
        known.map_or(Self::First, |custody| Self::Second { custody })
    }
}

impl KeyRecord {
    /// What the record says of its key.
    #[must_use]
    pub fn entry(&self) -> KeyEntry {
        KeyEntry {
            custody: self.custody().cloned(),
            key: self.key,
            device: self.device,
            user: self.user,
            kind: self.kind,
            valid_from: self.valid_from,
            revoked_at: self.revoked_at,
        }
    }

    /// Where the key's private half is kept, where the record says it.
    #[must_use]
    pub const fn custody(&self) -> Option<&Custody> {
        match &self.form {
            KeyRecordForm::First => None,
            KeyRecordForm::Second { custody } => Some(custody),
        }
    }

    /// Its leaf in the tree (RFC 9162 §2.1.1), over its canonical bytes.
    ///
    /// # Errors
    /// [`SigningError::Number`] for an integer of 2^53 or more.
    pub fn leaf(&self) -> Result<[u8; 32], SigningError> {
        json::canonical(self).map(|bytes| merkle::leaf(&bytes))
    }
}

/// How the list stands: all that is needed to know later whether it only grew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyListState {
    /// How many entries it has.
    pub size: u64,
    /// The root of the tree over them (RFC 9162 §2.1.1).
    #[serde(with = "digest")]
    pub root: [u8; 32],
}

impl KeyListState {
    /// How a list of these leaves stands.
    #[must_use]
    pub fn of(leaves: &[[u8; 32]]) -> Self {
        Self { size: leaves.len() as u64, root: merkle::root(leaves) }
    }
}

/// The server's word for the list at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "jobsheet/keys/1")]
pub struct KeyListHead {
    /// The organisation.
    #[serde(with = "id")]
    pub organisation: [u8; 16],
    /// How the list stood.
    pub keys: KeyListState,
    /// The feed position then.
    pub position: u64,
    /// The server's time then, ms since the Unix epoch.
    pub at_ms: i64,
}

/// The whole list, as an organisation publishes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyList {
    /// The entries, in the order in which they were added.
    pub records: Vec<KeyRecord>,
    /// The server's word for them: a compact JWS of a [`KeyListHead`].
    pub head: String,
}

impl KeyList {
    /// How the list stood when it had that many entries; nothing when it never had.
    ///
    /// # Errors
    /// [`SigningError::Number`] for an integer of 2^53 or more.
    pub fn state_at(&self, size: u64) -> Result<Option<KeyListState>, SigningError> {
        let Some(known) = usize::try_from(size).ok().and_then(|size| self.records.get(..size)) else {
            return Ok(None);
        };
        Ok(Some(KeyListState::of(&leaves(known)?)))
    }

    /// What the list says of each key in the end.
    #[must_use]
    pub fn keyring(&self) -> Keyring {
        latest(&self.records)
    }

    /// That the list is in itself what its head says: numbered, of one organisation, signed by a key of the server that is
    /// in it, and no key said to have ended before it was said to be valid.
    ///
    /// # Errors
    /// As [`jws::verify`]; [`SigningError::NotCanonical`]; [`SigningError::DigestMismatch`] when it is another list.
    pub fn check(&self) -> Result<KeyListHead, SigningError> {
        let keys = self.keyring();
        let head = verify_key_list(&self.head, &|id| keys.server_key(id))?;
        let numbered = (0..).zip(&self.records).all(|(number, record)| record.number == number);
        let ours = self.records.iter().all(|record| record.organisation == head.organisation);
        if numbered && ours && self.state_at(self.records.len() as u64)? == Some(head.keys) {
            Ok(head)
        } else {
            Err(SigningError::DigestMismatch)
        }
    }
}

/// The leaves of the tree over these records, in their order.
///
/// # Errors
/// As [`KeyRecord::leaf`].
pub fn leaves(records: &[KeyRecord]) -> Result<Vec<[u8; 32]>, SigningError> {
    records.iter().map(KeyRecord::leaf).collect()
}

/// What these records, in their order, say of each key in the end.
#[must_use]
pub fn latest(records: &[KeyRecord]) -> Keyring {
    let mut keys = Keyring::default();
    records.iter().for_each(|record| keys.insert(record.entry()));
    keys
}

/// What a list is to say beside what it says: the entries of keys that are new in it, or of which something changed, ordered by
/// the position from which they are valid. `number` is the next record's.
#[must_use]
pub fn unsaid(records: &[KeyRecord], keys: &Keyring) -> Vec<KeyEntry> {
    let said = latest(records);
    let new = keys.iter().filter(|(id, entry)| said.find(id) != Some(*entry));
    let ordered: BTreeMap<(u64, KeyId), &KeyEntry> =
        new.map(|(id, entry)| ((entry.valid_from, *id), entry)).collect();
    ordered.into_values().cloned().collect()
}

/// Signs the head of a list with a key of the server.
///
/// # Errors
/// [`SigningError::Number`] for an integer of 2^53 or more.
pub fn sign_key_list(key: &ChangeKey, head: &KeyListHead) -> Result<String, SigningError> {
    jws::sign_ed25519(key, TYP, &json::canonical(head)?)
}

/// Verifies the head of a list; `lookup` must know the organisation's server keys only.
///
/// # Errors
/// As [`jws::verify`]; [`SigningError::NotCanonical`].
pub fn verify_key_list(
    compact: &str,
    lookup: &dyn Fn(&KeyId) -> Option<PublicKey>,
) -> Result<KeyListHead, SigningError> {
    let (_, payload) = jws::verify(compact, TYP, lookup)?;
    json::from_canonical(&payload, "key list")
}
