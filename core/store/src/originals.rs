//! Photos as the camera gave them: kept until policy lets them go (R14), and never while anything rests on them (R50).

use jobsheet_kernel::id::Digest;
use jobsheet_kernel::time::Timestamp;
use rusqlite::params;

use crate::error::StoreError;
use crate::transaction::WriteTx;

/// Originals of evidence whose normal forms the server has confirmed, all of them; that were captured at or before ?1; and
/// whose documents have nothing that is only here. The oldest first, ?2 at most. While salvaged work waits, whose documents
/// may be lost, none.
const RIPE: &str = "
    SELECT o.n FROM blob o
    WHERE o.purpose = 3 AND o.referred = 1 AND NOT EXISTS (SELECT 1 FROM fragment)
      AND (SELECT min(f.on_server) FROM original f WHERE f.blob = o.n) = 1
      AND (SELECT max(f.captured_at) FROM original f WHERE f.blob = o.n) <= ?1
      AND NOT EXISTS (SELECT 1 FROM blob_use u JOIN change c ON c.document = u.document
                      JOIN outbox x ON x.place = c.place WHERE u.blob = o.n)
      AND NOT EXISTS (SELECT 1 FROM blob_use u JOIN blob_use v ON v.document = u.document
                      JOIN blob b ON b.n = v.blob
                      WHERE u.blob = o.n AND b.upload < 2 AND b.referred = 1 AND b.purpose < 3)
    ORDER BY o.n LIMIT ?2";

impl WriteTx<'_> {
    /// Says of which original a normal form was made, and when it was captured; nothing where the device's time was not
    /// sure then. Done with the capture, after both were put. A photo that is its own normal form has no original.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn note_original(
        &mut self,
        original: Digest,
        normal: Digest,
        captured_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO original (blob, normal, captured_at, on_server) \
             SELECT o.n, ?2, ?3, coalesce((SELECT upload = 2 FROM blob WHERE digest = ?2), 0) \
             FROM blob o WHERE o.digest = ?1 AND o.purpose = 3 \
             ON CONFLICT DO UPDATE SET captured_at = excluded.captured_at",
            params![original.0, normal.0, captured_at.map(|at| at.0)],
        )?;
        Ok(())
    }

    /// The server has said that it has a normal form. It stays said when the form itself has left this device.
    pub(crate) fn confirm_normal_form(&mut self, normal: Digest) -> Result<(), StoreError> {
        self.run("UPDATE original SET on_server = 1 WHERE normal = ?1", [normal.0])?;
        Ok(())
    }

    /// Deletes originals that were captured `keep_ms` before `now`, the corrected time, where the server has confirmed the
    /// normal form and their documents have nothing unsent: `most` of them, the oldest first; how many. Where the time of
    /// the capture was not sure, or lies in the future, it counts as captured now.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn let_originals_go(&mut self, now: Timestamp, keep_ms: i64, most: u32) -> Result<usize, StoreError> {
        self.run(
            "UPDATE original SET captured_at = ?1 WHERE captured_at IS NULL OR captured_at > ?1",
            [now.0],
        )?;
        let before = now.0.saturating_sub(keep_ms.max(0));
        let ripe = self.all(RIPE, params![before, most], |row| row.get::<_, i64>(0))?;
        for n in &ripe {
            self.run("DELETE FROM blob_use WHERE blob = ?1", [n])?;
            self.run("DELETE FROM blob WHERE n = ?1", [n])?;
        }
        Ok(ripe.len())
    }
}
