//! Installations and their proofs in SQLite.

use std::collections::BTreeSet;

use jobsheet_domain::id::{DeviceId, OrganisationId, UserId};
use jobsheet_domain::time::Timestamp;
use jobsheet_signing::Custody;
use rusqlite::{Row, params};
use uuid::Uuid;

use super::SqliteLedger;
use super::columns::{Key, all, bytes, first, optional_bytes, optional_unsigned, signed, unsigned, uuid};
use super::position::next_position;
use super::scope;
use super::transaction::Transaction;
use crate::ledger::{
    Device, DeviceKind, Devices, Enrolment, EnrolmentUse, LedgerError, LedgerResult, ProofUse,
};

/// Nonces of a device that can be used.
const NONCES: i64 = 64;
/// Proofs with one nonce: each answer brings a new one, so that only requests under way together share one.
const PROOFS: i64 = 64;

impl Devices for SqliteLedger {
    fn put_enrolment(&self, organisation: OrganisationId, enrolment: &Enrolment) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "INSERT INTO enrolment (organisation, code, user, issued_by, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![
                    organisation.column(),
                    enrolment.code,
                    enrolment.user.column(),
                    enrolment.issued_by.column(),
                    enrolment.expires_at.0
                ],
            )?;
            Ok(())
        })
    }

    fn enrolment_user(&self, organisation: OrganisationId, code: &[u8; 32]) -> LedgerResult<Option<UserId>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT user FROM enrolment WHERE organisation = ?1 AND code = ?2")?;
            first(&mut statement.query(params![organisation.column(), code])?, |row| {
                Ok(UserId(uuid(row, "user")?))
            })
        })
    }

    fn enrol(
        &self,
        organisation: OrganisationId,
        code: &[u8; 32],
        device: &Device,
        attestation: Option<&[u8]>,
        now: Timestamp,
    ) -> LedgerResult<EnrolmentUse> {
        self.write(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT expires_at, used_at, issued_by FROM enrolment WHERE organisation = ?1 AND code = ?2",
            )?;
            let known = first(&mut statement.query(params![organisation.column(), code])?, |row| {
                let used_at: Option<i64> = row.get("used_at")?;
                Ok((row.get::<_, i64>("expires_at")?, used_at, optional_user(row, "issued_by")?))
            })?;
            let issued_by = match known {
                None => return Ok(EnrolmentUse::Unknown),
                Some((_, Some(_), _)) => return Ok(EnrolmentUse::Used),
                Some((expires_at, None, _)) if expires_at <= now.0 => return Ok(EnrolmentUse::Expired),
                Some((_, None, issued_by)) => issued_by,
            };
            tx.execute(
                "UPDATE enrolment SET used_at = ?3 WHERE organisation = ?1 AND code = ?2",
                params![organisation.column(), code, now.0],
            )?;
            let position = next_position(tx, organisation)?;
            insert(tx, organisation, &Device { issued_by, ..device.clone() }, position)?;
            if let (Some(digest), Some(bytes)) =
                (device.custody.as_ref().and_then(Custody::attestation), attestation)
            {
                tx.execute(
                    "INSERT OR IGNORE INTO attestation (organisation, digest, bytes) VALUES (?1, ?2, ?3)",
                    params![organisation.column(), digest, bytes],
                )?;
            }
            scope::recompute_user(tx, organisation, device.user, position)?;
            Ok(EnrolmentUse::Enrolled(position))
        })
    }

    fn attestation(&self, organisation: OrganisationId, digest: &[u8; 32]) -> LedgerResult<Option<Vec<u8>>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT bytes FROM attestation WHERE organisation = ?1 AND digest = ?2")?;
            first(&mut statement.query(params![organisation.column(), digest])?, |row| Ok(row.get("bytes")?))
        })
    }

    fn put_office(&self, organisation: OrganisationId, device: &Device) -> LedgerResult<u64> {
        self.write(|tx| {
            let position = next_position(tx, organisation)?;
            insert(tx, organisation, device, position)?;
            Ok(position)
        })
    }

    fn devices(&self, organisation: OrganisationId) -> LedgerResult<Vec<Device>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT * FROM device WHERE organisation = ?1 ORDER BY valid_from DESC, id",
            )?;
            all(&mut statement.query([organisation.column()])?, device)
        })
    }

    fn device(&self, organisation: OrganisationId, id: DeviceId) -> LedgerResult<Option<Device>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT * FROM device WHERE organisation = ?1 AND id = ?2")?;
            first(&mut statement.query(params![organisation.column(), id.column()])?, device)
        })
    }

    fn device_by_key(&self, organisation: OrganisationId, key_id: &[u8; 32]) -> LedgerResult<Option<Device>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT * FROM device WHERE organisation = ?1 AND key_id = ?2")?;
            first(&mut statement.query(params![organisation.column(), key_id])?, device)
        })
    }

    fn confirm_device(&self, organisation: OrganisationId, id: DeviceId, by: UserId) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "UPDATE device SET confirmed = 1, confirmed_by = ?3
                 WHERE organisation = ?1 AND id = ?2 AND confirmed = 0",
                params![organisation.column(), id.column(), by.column()],
            )?;
            Ok(())
        })
    }

    fn revoke_device(&self, organisation: OrganisationId, id: DeviceId) -> LedgerResult<u64> {
        self.write(|tx| {
            let position = next_position(tx, organisation)?;
            tx.execute(
                "UPDATE device SET revoked_at = ?3 WHERE organisation = ?1 AND id = ?2 AND revoked_at IS NULL",
                params![organisation.column(), id.column(), signed(position)],
            )?;
            Ok(position)
        })
    }

    fn revoked_keys(&self, organisation: OrganisationId) -> LedgerResult<BTreeSet<[u8; 32]>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT key_id FROM device WHERE organisation = ?1 AND revoked_at IS NOT NULL",
            )?;
            let keys = all(&mut statement.query([organisation.column()])?, |row| bytes(row, "key_id"))?;
            Ok(keys.into_iter().collect())
        })
    }

    fn key_records(&self, organisation: OrganisationId) -> LedgerResult<Vec<Vec<u8>>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT bytes FROM key_record WHERE organisation = ?1 ORDER BY number")?;
            all(&mut statement.query([organisation.column()])?, |row| Ok(row.get("bytes")?))
        })
    }

    fn add_key_records(
        &self,
        organisation: OrganisationId,
        number: u64,
        records: &[Vec<u8>],
    ) -> LedgerResult<()> {
        self.write(|tx| {
            let known: i64 = tx.query_row(
                "SELECT count(*) FROM key_record WHERE organisation = ?1",
                [organisation.column()],
                |row| row.get(0),
            )?;
            if known != signed(number) {
                return Err(LedgerError::Conflict);
            }
            for (number, bytes) in (known..).zip(records) {
                tx.execute(
                    "INSERT INTO key_record (organisation, number, bytes) VALUES (?1, ?2, ?3)",
                    params![organisation.column(), number, bytes],
                )?;
            }
            Ok(())
        })
    }

    fn note_seen(
        &self,
        organisation: OrganisationId,
        id: DeviceId,
        seen: u64,
        seen_at: Timestamp,
        floor: u64,
    ) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "UPDATE device SET seen = ?3, seen_at = ?4, floor = ?5 WHERE organisation = ?1 AND id = ?2",
                params![organisation.column(), id.column(), signed(seen), seen_at.0, signed(floor)],
            )?;
            Ok(())
        })
    }

    fn note_delivered(&self, organisation: OrganisationId, id: DeviceId, position: u64) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "UPDATE device SET delivered = max(delivered, ?3) WHERE organisation = ?1 AND id = ?2",
                params![organisation.column(), id.column(), signed(position)],
            )?;
            Ok(())
        })
    }

    fn put_nonce(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        nonce: &[u8; 16],
        expires_at: Timestamp,
    ) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "INSERT INTO nonce (organisation, device, nonce, number, expires_at) VALUES (?1, ?2, ?3,
                 (SELECT coalesce(max(number), 0) + 1 FROM nonce WHERE organisation = ?1 AND device = ?2), ?4)",
                params![organisation.column(), device.column(), nonce, expires_at.0],
            )?;
            // A device needs the newest, or an earlier one of which the answer was lost.
            let older = "SELECT nonce FROM nonce WHERE organisation = ?1 AND device = ?2 AND number <=
                         (SELECT max(number) - ?3 FROM nonce WHERE organisation = ?1 AND device = ?2)";
            let of_device = params![organisation.column(), device.column(), NONCES];
            tx.execute(
                &format!("DELETE FROM proof WHERE organisation = ?1 AND device = ?2 AND nonce IN ({older})"),
                of_device,
            )?;
            tx.execute(
                &format!("DELETE FROM nonce WHERE organisation = ?1 AND device = ?2 AND nonce IN ({older})"),
                of_device,
            )?;
            Ok(())
        })
    }

    fn use_proof(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        nonce: &[u8; 16],
        id: &str,
        now: Timestamp,
        older_end: Timestamp,
    ) -> LedgerResult<ProofUse> {
        self.write(|tx| {
            let of_device = params![organisation.column(), device.column(), now.0];
            tx.execute(
                "DELETE FROM proof WHERE organisation = ?1 AND device = ?2 AND nonce IN
                 (SELECT nonce FROM nonce WHERE organisation = ?1 AND device = ?2 AND expires_at <= ?3)",
                of_device,
            )?;
            tx.execute("DELETE FROM nonce WHERE organisation = ?1 AND device = ?2 AND expires_at <= ?3", of_device)?;
            let older = tx.execute(
                "UPDATE nonce SET expires_at = min(expires_at, ?4) WHERE organisation = ?1 AND device = ?2 AND number <
                 (SELECT number FROM nonce WHERE organisation = ?1 AND device = ?2 AND nonce = ?3)",
                params![organisation.column(), device.column(), nonce, older_end.0],
            )?;
            let known: bool = tx.query_row(
                "SELECT EXISTS (SELECT 1 FROM nonce WHERE organisation = ?1 AND device = ?2 AND nonce = ?3)",
                params![organisation.column(), device.column(), nonce],
                |row| row.get(0),
            )?;
            if !known {
                debug_assert_eq!(older, 0);
                return Ok(ProofUse::UnknownNonce);
            }
            let used: i64 = tx.query_row(
                "SELECT count(*) FROM proof WHERE organisation = ?1 AND device = ?2 AND nonce = ?3",
                params![organisation.column(), device.column(), nonce],
                |row| row.get(0),
            )?;
            if used >= PROOFS {
                return Ok(ProofUse::UnknownNonce);
            }
            let fresh = tx.execute(
                "INSERT INTO proof (organisation, device, nonce, id) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                params![organisation.column(), device.column(), nonce, id],
            )?;
            Ok(if fresh == 1 { ProofUse::Fresh } else { ProofUse::Replayed })
        })
    }
}

fn insert(
    tx: &Transaction<'_>,
    organisation: OrganisationId,
    device: &Device,
    position: u64,
) -> LedgerResult<()> {
    let unreadable = |_| LedgerError::Damaged("custody");
    tx.execute(
        "INSERT INTO device (organisation, id, user, kind, name, platform, key, key_id, statement_jwk, certificate,
         fingerprint, confirmed, valid_from, revoked_at, delivered, seen, seen_at, floor, enrolled_at, issued_by, custody)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, NULL, 0, 0, ?14, 0, ?14, ?15, ?16)",
        params![
            organisation.column(),
            device.id.column(),
            device.user.column(),
            kind_name(device.kind),
            device.name,
            device.platform,
            device.key,
            device.key_id,
            device.statement_jwk,
            device.certificate,
            device.fingerprint,
            device.confirmed,
            signed(position),
            device.enrolled_at.0,
            device.issued_by.as_ref().map(Key::column),
            device.custody.as_ref().map(serde_json::to_string).transpose().map_err(unreadable)?
        ],
    )?;
    Ok(())
}

fn device(row: &Row<'_>) -> LedgerResult<Device> {
    let kind: String = row.get("kind")?;
    let custody: Option<String> = row.get("custody")?;
    let unreadable = |_| LedgerError::Damaged("custody");
    Ok(Device {
        id: DeviceId(uuid(row, "id")?),
        user: UserId(uuid(row, "user")?),
        kind: match kind.as_str() {
            "device" => DeviceKind::Device,
            "office" => DeviceKind::Office,
            _ => return Err(LedgerError::Damaged("kind")),
        },
        name: row.get("name")?,
        platform: row.get("platform")?,
        key: bytes(row, "key")?,
        key_id: bytes(row, "key_id")?,
        statement_jwk: row.get("statement_jwk")?,
        certificate: row.get("certificate")?,
        custody: custody.as_deref().map(serde_json::from_str).transpose().map_err(unreadable)?,
        fingerprint: row.get("fingerprint")?,
        issued_by: optional_user(row, "issued_by")?,
        confirmed: row.get("confirmed")?,
        confirmed_by: optional_user(row, "confirmed_by")?,
        valid_from: unsigned(row, "valid_from")?,
        revoked_at: optional_unsigned(row, "revoked_at")?,
        delivered: unsigned(row, "delivered")?,
        seen: unsigned(row, "seen")?,
        seen_at: Timestamp(row.get("seen_at")?),
        floor: unsigned(row, "floor")?,
        enrolled_at: Timestamp(row.get("enrolled_at")?),
    })
}

fn optional_user(row: &Row<'_>, column: &'static str) -> LedgerResult<Option<UserId>> {
    Ok(optional_bytes(row, column)?.map(|bytes| UserId(Uuid::from_bytes(bytes))))
}

const fn kind_name(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Device => "device",
        DeviceKind::Office => "office",
    }
}
