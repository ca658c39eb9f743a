//! Uploads and blobs in SQLite. The bytes themselves are files ([`crate::blobs`]).

use jobsheet_domain::id::{DeviceId, Digest, OrganisationId};
use jobsheet_domain::time::Timestamp;
use rusqlite::params;

use super::SqliteLedger;
use super::columns::{Key, bytes, first, signed, unsigned, uuid};
use crate::ledger::{Blobs, LedgerResult, Upload};

impl Blobs for SqliteLedger {
    fn put_upload(&self, organisation: OrganisationId, upload: &Upload) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "INSERT INTO upload (organisation, id, device, digest, length, received, purpose)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    organisation.column(),
                    upload.id,
                    upload.device.column(),
                    upload.digest.column(),
                    signed(upload.length),
                    signed(upload.received),
                    upload.purpose
                ],
            )?;
            Ok(())
        })
    }

    fn upload(&self, organisation: OrganisationId, id: &[u8; 16]) -> LedgerResult<Option<Upload>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT * FROM upload WHERE organisation = ?1 AND id = ?2")?;
            first(&mut statement.query(params![organisation.column(), id])?, |row| {
                Ok(Upload {
                    id: bytes(row, "id")?,
                    device: DeviceId(uuid(row, "device")?),
                    digest: Digest(bytes(row, "digest")?),
                    length: unsigned(row, "length")?,
                    received: unsigned(row, "received")?,
                    purpose: row.get("purpose")?,
                })
            })
        })
    }

    fn advance_upload(&self, organisation: OrganisationId, id: &[u8; 16], received: u64) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "UPDATE upload SET received = ?3 WHERE organisation = ?1 AND id = ?2",
                params![organisation.column(), id, signed(received)],
            )?;
            Ok(())
        })
    }

    fn finish_upload(
        &self,
        organisation: OrganisationId,
        upload: &Upload,
        now: Timestamp,
    ) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "INSERT INTO blob (organisation, digest, length, stored_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO NOTHING",
                params![organisation.column(), upload.digest.column(), signed(upload.length), now.0],
            )?;
            tx.execute(
                "UPDATE upload SET received = length WHERE organisation = ?1 AND id = ?2",
                params![organisation.column(), upload.id],
            )?;
            Ok(())
        })
    }

    fn drop_upload(&self, organisation: OrganisationId, id: &[u8; 16]) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "DELETE FROM upload WHERE organisation = ?1 AND id = ?2",
                params![organisation.column(), id],
            )?;
            Ok(())
        })
    }

    fn blob(&self, organisation: OrganisationId, digest: Digest) -> LedgerResult<Option<u64>> {
        self.read(|tx| {
            let mut statement =
                tx.prepare_cached("SELECT length FROM blob WHERE organisation = ?1 AND digest = ?2")?;
            first(&mut statement.query(params![organisation.column(), digest.column()])?, |row| {
                unsigned(row, "length")
            })
        })
    }
}
