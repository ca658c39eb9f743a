//! The keyring as this device knows it: who may have written what arrives.

use jobsheet_domain::asker::{KeyHolder, WriterKind};
use jobsheet_domain::id::{DeviceId, UserId};
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::{KeyEntry, KeyId, KeyKind, Keyring, PublicKey};
use jobsheet_store::{KeyringEntry, ReadTx, StoreError, WriteTx};
use uuid::Uuid;

use crate::error::ClientError;

/// The name of the record that carries the keyring.
pub const KEYRING: &str = "keyring";

/// The stored keyring.
pub fn stored(tx: &ReadTx<'_>) -> Result<Keyring, StoreError> {
    let mut keyring = Keyring::default();
    for entry in tx.keyring()? {
        let Ok(key) = serde_json::from_slice::<PublicKey>(&entry.public_key) else { continue };
        keyring.insert(KeyEntry {
            key,
            device: entry.device.0.into_bytes(),
            user: entry.user.map(|user| user.0.into_bytes()),
            kind: kind(entry.kind),
            valid_from: entry.valid_from,
            revoked_at: entry.revoked_at,
            custody: None,
        });
    }
    Ok(keyring)
}

/// Whose key it is, when it may write at all.
pub fn holder(entry: &KeyEntry) -> Option<KeyHolder> {
    let writer = match entry.kind {
        KeyKind::Device => WriterKind::Device,
        KeyKind::Office => WriterKind::Office,
        KeyKind::Server => return None,
    };
    let user = entry.user.map(|user| UserId(Uuid::from_bytes(user)));
    Some(KeyHolder { writer, device: DeviceId(Uuid::from_bytes(entry.device)), user })
}

/// The keyring a record carries.
pub fn parse(bytes: &[u8]) -> Result<Keyring, ClientError> {
    let malformed = |_| Refusal::new("document.malformed").with("record", KEYRING);
    Ok(serde_json::from_slice(bytes).map_err(malformed)?)
}

/// Keeps every key of a keyring.
pub fn put(tx: &mut WriteTx<'_>, keyring: &Keyring) -> Result<(), StoreError> {
    for (id, entry) in keyring.iter() {
        tx.put_key(&row(id, entry)?)?;
    }
    Ok(())
}

fn row(id: &KeyId, entry: &KeyEntry) -> Result<KeyringEntry, StoreError> {
    Ok(KeyringEntry {
        key: id.0,
        public_key: serde_json::to_vec(&entry.key).map_err(|_| StoreError::Invalid { what: "key" })?,
        kind: match entry.kind {
            KeyKind::Device => jobsheet_store::KeyKind::Device,
            KeyKind::Office => jobsheet_store::KeyKind::Office,
            KeyKind::Server => jobsheet_store::KeyKind::Server,
        },
        device: DeviceId(Uuid::from_bytes(entry.device)),
        user: entry.user.map(|user| UserId(Uuid::from_bytes(user))),
        valid_from: entry.valid_from,
        revoked_at: entry.revoked_at,
    })
}

const fn kind(stored: jobsheet_store::KeyKind) -> KeyKind {
    match stored {
        jobsheet_store::KeyKind::Device => KeyKind::Device,
        jobsheet_store::KeyKind::Office => KeyKind::Office,
        jobsheet_store::KeyKind::Server => KeyKind::Server,
    }
}
