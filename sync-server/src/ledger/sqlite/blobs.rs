//! Uploads and blobs in SQLite. The bytes themselves are files beside it.

use jobsheet_domain::id::{DeviceId, Digest, DocumentId, OrganisationId};
use jobsheet_domain::time::Timestamp;
use rusqlite::params;

use super::SqliteLedger;
use super::columns::{Key, all, bytes, first, signed, unsigned, uuid};
use crate::ledger::{Blobs, LedgerResult, Upload};

/// Bytes of blob ?2 where device ?3 may read it.
const READABLE: &str = "
  SELECT length FROM blob WHERE organisation = ?1 AND digest = ?2 AND (
    EXISTS (SELECT 1 FROM blob_sender AS sender
            WHERE sender.organisation = ?1 AND sender.digest = ?2 AND sender.device = ?3)
    OR EXISTS (SELECT 1 FROM document_blob AS named
      JOIN scope ON scope.organisation = ?1 AND scope.device = ?3 AND scope.document = named.document
        AND scope.left_at IS NULL
      JOIN blob_sender AS sender ON sender.organisation = ?1 AND sender.digest = ?2
      JOIN device ON device.organisation = ?1 AND device.id = sender.device AND device.user = named.user
      WHERE named.organisation = ?1 AND named.digest = ?2))";

/// Blobs from before ?2 that nothing names and for which no name can be under way: from a device that has not synced since,
/// or whose work waits for a person. The office names what it sent at once or never.
const FORGET: &str = "
  DELETE FROM blob WHERE organisation = ?1 AND stored_at < ?2
    AND NOT EXISTS (SELECT 1 FROM document_blob AS named
                    WHERE named.organisation = ?1 AND named.digest = blob.digest)
    AND NOT EXISTS (SELECT 1 FROM blob_sender AS sender
      JOIN device ON device.organisation = ?1 AND device.id = sender.device
      WHERE sender.organisation = ?1 AND sender.digest = blob.digest
        AND (device.revoked_at IS NULL AND device.kind <> 'office' AND device.seen_at <= blob.stored_at
             OR EXISTS (SELECT 1 FROM refused WHERE refused.organisation = ?1 AND refused.device = device.id)))
  RETURNING digest";

impl Blobs for SqliteLedger {
    fn put_upload(&self, organisation: OrganisationId, upload: &Upload) -> LedgerResult<()> {
        self.write(|tx| {
            tx.execute(
                "INSERT INTO upload (organisation, id, device, digest, length, received, purpose, begun_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    organisation.column(),
                    upload.id,
                    upload.device.column(),
                    upload.digest.column(),
                    signed(upload.length),
                    signed(upload.received),
                    upload.purpose,
                    upload.begun_at.0
                ],
            )?;
            Ok(())
        })
    }

    fn charge_upload(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        day: i64,
        bytes: u64,
        most: u64,
    ) -> LedgerResult<bool> {
        self.write(|tx| {
            let key = params![organisation.column(), device.column(), day];
            tx.execute(
                "INSERT INTO upload_day (organisation, device, day, bytes) VALUES (?1, ?2, ?3, 0)
                 ON CONFLICT (organisation, device) DO UPDATE SET day = excluded.day, bytes = 0 WHERE day <> excluded.day",
                key,
            )?;
            let charged = tx.execute(
                "UPDATE upload_day SET bytes = bytes + ?3 WHERE organisation = ?1 AND device = ?2 AND bytes + ?3 <= ?4",
                params![organisation.column(), device.column(), signed(bytes), signed(most)],
            )?;
            Ok(charged == 1)
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
                    begun_at: Timestamp(row.get("begun_at")?),
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
                 ON CONFLICT (organisation, digest) DO UPDATE SET stored_at = excluded.stored_at",
                params![organisation.column(), upload.digest.column(), signed(upload.length), now.0],
            )?;
            tx.execute(
                "INSERT INTO blob_sender (organisation, digest, device) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO NOTHING",
                params![organisation.column(), upload.digest.column(), upload.device.column()],
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

    fn named_by(&self, organisation: OrganisationId, digest: Digest) -> LedgerResult<Vec<DocumentId>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT DISTINCT document FROM document_blob WHERE organisation = ?1 AND digest = ?2",
            )?;
            all(&mut statement.query(params![organisation.column(), digest.column()])?, |row| {
                Ok(DocumentId(uuid(row, "document")?))
            })
        })
    }

    fn blob_of(
        &self,
        organisation: OrganisationId,
        document: DocumentId,
        digest: Digest,
    ) -> LedgerResult<Option<u64>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(
                "SELECT length FROM blob WHERE organisation = ?1 AND digest = ?2 AND EXISTS
                 (SELECT 1 FROM document_blob AS named
                  WHERE named.organisation = ?1 AND named.digest = ?2 AND named.document = ?3)",
            )?;
            let asked = params![organisation.column(), digest.column(), document.column()];
            first(&mut statement.query(asked)?, |row| unsigned(row, "length"))
        })
    }

    fn blob_for(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        digest: Digest,
    ) -> LedgerResult<Option<u64>> {
        self.read(|tx| {
            let mut statement = tx.prepare_cached(READABLE)?;
            let asked = params![organisation.column(), digest.column(), device.column()];
            first(&mut statement.query(asked)?, |row| unsigned(row, "length"))
        })
    }

    fn forget_blobs(&self, organisation: OrganisationId, before: Timestamp) -> LedgerResult<Vec<Digest>> {
        self.write(|tx| {
            let gone = {
                let mut statement = tx.prepare_cached(FORGET)?;
                let mut rows = statement.query(params![organisation.column(), before.0])?;
                all(&mut rows, |row| Ok(Digest(bytes(row, "digest")?)))?
            };
            for digest in &gone {
                tx.execute(
                    "DELETE FROM blob_sender WHERE organisation = ?1 AND digest = ?2",
                    params![organisation.column(), digest.column()],
                )?;
            }
            Ok(gone)
        })
    }

    fn forget_uploads(&self, organisation: OrganisationId, before: Timestamp) -> LedgerResult<Vec<[u8; 16]>> {
        self.write(|tx| {
            let mut statement = tx.prepare_cached(
                "DELETE FROM upload WHERE organisation = ?1 AND begun_at < ?2 RETURNING id",
            )?;
            let mut rows = statement.query(params![organisation.column(), before.0])?;
            all(&mut rows, |row| bytes(row, "id"))
        })
    }
}
