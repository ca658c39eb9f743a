//! Records, which only the server writes, and the keyring.

use jobsheet_kernel::id::{DeviceId, UserId};
use rusqlite::{Row, params};
use uuid::Uuid;

use crate::columns::{signed, unreadable, unsigned, uuid};
use crate::error::StoreError;
use crate::transaction::{ReadTx, WriteTx};

/// A record: policy, catalogue, staff …
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StoredRecord {
    /// Its name: `policy`, `staff/<id>`.
    pub name: String,
    /// The feed position it is valid from.
    pub position: u64,
    /// Canonical JSON.
    pub bytes: Vec<u8>,
}

/// What kind of writer a key belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// A person's installation.
    Device,
    /// A server process writing for people at the console.
    Office,
    /// The server itself: manifests and receipts.
    Server,
}

impl KeyKind {
    const ALL: [Self; 3] = [Self::Device, Self::Office, Self::Server];

    const fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Office => "office",
            Self::Server => "server",
        }
    }
}

/// A public key, and when the server vouched for it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyringEntry {
    /// Its thumbprint (RFC 7638).
    pub key: [u8; 32],
    /// The key, as the caller encodes it.
    pub public_key: Vec<u8>,
    /// Whose kind of key it is.
    pub kind: KeyKind,
    /// The installation that holds it.
    pub device: DeviceId,
    /// The user it writes as; none for office and server keys.
    pub user: Option<UserId>,
    /// The feed position from which it is good.
    pub valid_from: u64,
    /// The feed position from which it is not.
    pub revoked_at: Option<u64>,
}

impl ReadTx<'_> {
    /// The newest version of a record.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record(&self, name: &str) -> Result<Option<StoredRecord>, StoreError> {
        self.record_at(name, i64::MAX.unsigned_abs())
    }

    /// The version of a record that was valid at a feed position.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record_at(&self, name: &str, position: u64) -> Result<Option<StoredRecord>, StoreError> {
        self.one(
            "SELECT * FROM record WHERE name = ?1 AND position <= ?2 ORDER BY position DESC LIMIT 1",
            params![name, signed(position)?],
            stored_record,
        )
    }

    /// The version valid at a feed position of every record whose name begins so, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn records_at(&self, prefix: &str, position: u64) -> Result<Vec<StoredRecord>, StoreError> {
        self.all(
            "SELECT name, max(position) AS position, bytes FROM record \
             WHERE name >= ?1 AND substr(name, 1, length(?1)) = ?1 AND position <= ?2 GROUP BY name ORDER BY name",
            params![prefix, signed(position)?],
            stored_record,
        )
    }

    /// A key of the keyring.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn key(&self, key: &[u8; 32]) -> Result<Option<KeyringEntry>, StoreError> {
        self.one("SELECT * FROM keyring_entry WHERE key = ?1", [key], keyring_entry)
    }

    /// The whole keyring, by thumbprint.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn keyring(&self) -> Result<Vec<KeyringEntry>, StoreError> {
        self.all("SELECT * FROM keyring_entry ORDER BY key", [], keyring_entry)
    }
}

impl WriteTx<'_> {
    /// Keeps a version of a record beside the others, which earlier decisions were made by.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_record(&mut self, record: &StoredRecord) -> Result<(), StoreError> {
        self.run(
            "INSERT OR REPLACE INTO record VALUES (?1, ?2, ?3)",
            params![record.name, signed(record.position)?, record.bytes],
        )?;
        Ok(())
    }

    /// Keeps a key, in place of what was known of it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_key(&mut self, entry: &KeyringEntry) -> Result<(), StoreError> {
        self.run(
            "INSERT OR REPLACE INTO keyring_entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                entry.key,
                entry.public_key,
                entry.kind.name(),
                entry.device.0.as_bytes(),
                entry.user.map(|user| user.0.into_bytes()),
                signed(entry.valid_from)?,
                entry.revoked_at.map(signed).transpose()?
            ],
        )?;
        Ok(())
    }
}

fn stored_record(row: &Row<'_>) -> rusqlite::Result<StoredRecord> {
    Ok(StoredRecord {
        name: row.get("name")?,
        position: unsigned(row, "position")?,
        bytes: row.get("bytes")?,
    })
}

fn keyring_entry(row: &Row<'_>) -> rusqlite::Result<KeyringEntry> {
    let kind: String = row.get("kind")?;
    let revoked_at: Option<i64> = row.get("revoked_at")?;
    Ok(KeyringEntry {
        key: row.get("key")?,
        public_key: row.get("public_key")?,
        kind: KeyKind::ALL
            .into_iter()
            .find(|known| known.name() == kind)
            .ok_or_else(|| unreadable("a kind of key"))?,
        device: DeviceId(uuid(row, "device")?),
        user: row.get::<_, Option<[u8; 16]>>("user")?.map(|bytes| UserId(Uuid::from_bytes(bytes))),
        valid_from: unsigned(row, "valid_from")?,
        revoked_at: revoked_at.map(i64::unsigned_abs),
    })
}
