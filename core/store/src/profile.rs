//! Who this installation is, and what the shell remembers.

use std::fmt;

use jobsheet_kernel::id::{DeviceId, OrganisationId, UserId};
use jobsheet_kernel::language::Language;
use rusqlite::{Row, named_params};
use zeroize::Zeroizing;

use crate::columns::{signed, unreadable, unsigned, uuid};
use crate::error::StoreError;
use crate::transaction::{ReadTx, WriteTx};

/// One enrolment: one user on one installation, with the keys it writes by.
#[derive(Clone, PartialEq, Eq)]
pub struct Profile {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// This installation.
    pub device: DeviceId,
    /// Its user.
    pub user: UserId,
    /// Their name.
    pub user_name: String,
    /// Where the server is.
    pub server_url: String,
    /// The server's public keys, a JWK set (RFC 7517).
    pub server_keys: String,
    /// The seed of the Ed25519 key that signs changes.
    pub change_key_seed: Zeroizing<[u8; 32]>,
    /// The private statement key, PKCS #8, where the platform has no hardware to keep it.
    pub statement_key: Option<Zeroizing<Vec<u8>>>,
    /// Which incarnation of the installation writes.
    pub incarnation: Incarnation,
    /// The language of screens.
    pub language: Language,
    /// Whether the office has confirmed the fingerprint.
    pub confirmed: bool,
}

/// One life of an installation between restores, forks and rebases; its actor is derived from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Incarnation {
    /// Random, and never used again.
    pub nonce: [u8; 16],
    /// How many there were before.
    pub count: u64,
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile").field("device", &self.device).finish_non_exhaustive()
    }
}

impl ReadTx<'_> {
    /// The profile, once enrolled.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn profile(&self) -> Result<Option<Profile>, StoreError> {
        self.one("SELECT * FROM profile", [], profile)
    }

    /// A small thing the shell remembered.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.one("SELECT value FROM setting WHERE name = ?1", [name], |row| row.get(0))
    }
}

impl WriteTx<'_> {
    /// Keeps the profile, in place of an earlier one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_profile(&mut self, profile: &Profile) -> Result<(), StoreError> {
        self.run(
            "INSERT OR REPLACE INTO profile VALUES (1, :organisation, :organisation_name, :device, :user, :user_name, \
             :server_url, :server_keys, :change_key_seed, :statement_key, :nonce, :count, :language, :confirmed)",
            named_params! {
                ":organisation": profile.organisation.0.as_bytes(),
                ":organisation_name": profile.organisation_name,
                ":device": profile.device.0.as_bytes(),
                ":user": profile.user.0.as_bytes(),
                ":user_name": profile.user_name,
                ":server_url": profile.server_url,
                ":server_keys": profile.server_keys,
                ":change_key_seed": profile.change_key_seed.as_slice(),
                ":statement_key": profile.statement_key.as_ref().map(|key| key.as_slice()),
                ":nonce": profile.incarnation.nonce,
                ":count": signed(profile.incarnation.count)?,
                ":language": profile.language.code(),
                ":confirmed": profile.confirmed,
            },
        )?;
        Ok(())
    }

    /// Notes that the office has confirmed the fingerprint.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_confirmed(&mut self) -> Result<(), StoreError> {
        self.run("UPDATE profile SET confirmed = 1", []).map(|_| ())
    }

    /// Remembers a small thing for the shell.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_setting(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        self.run("INSERT OR REPLACE INTO setting VALUES (?1, ?2)", [name, value])?;
        Ok(())
    }
}

fn profile(row: &Row<'_>) -> rusqlite::Result<Profile> {
    let language: String = row.get("language")?;
    Ok(Profile {
        organisation: OrganisationId(uuid(row, "organisation")?),
        organisation_name: row.get("organisation_name")?,
        device: DeviceId(uuid(row, "device")?),
        user: UserId(uuid(row, "user")?),
        user_name: row.get("user_name")?,
        server_url: row.get("server_url")?,
        server_keys: row.get("server_keys")?,
        change_key_seed: Zeroizing::new(row.get("change_key_seed")?),
        statement_key: row.get::<_, Option<Vec<u8>>>("statement_key")?.map(Zeroizing::new),
        incarnation: Incarnation {
            nonce: row.get("incarnation_nonce")?,
            count: unsigned(row, "incarnation_count")?,
        },
        language: Language::from_code(&language).ok_or_else(|| unreadable("a language"))?,
        confirmed: row.get("confirmed")?,
    })
}
