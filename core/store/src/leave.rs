//! Leaving: a document goes from this installation once everything of it is safe (R50, R52).

use jobsheet_kernel::id::DocumentId;

use crate::columns::uuid;
use crate::error::StoreError;
use crate::transaction::{ReadTx, WriteTx};

/// What is only here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unsent {
    /// Changes the server has not confirmed, waiting, sent or refused.
    pub changes: u64,
    /// Of these, how many rest on changes the server does not have: they are offered with every sync and not taken.
    pub missing: u64,
    /// Signatures, thumbnails and photos not on the server. Originals are not counted: policy lets them go.
    pub blobs: u64,
}

impl Unsent {
    fn none(self) -> Result<(), StoreError> {
        if self == Self::default() {
            return Ok(());
        }
        Err(StoreError::Unsent { changes: self.changes, blobs: self.blobs })
    }
}

impl ReadTx<'_> {
    /// What is only here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unsent(&self) -> Result<Unsent, StoreError> {
        Ok(Unsent {
            changes: self
                .count("SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM fragment)", [])?,
            missing: self.count("SELECT count(*) FROM outbox WHERE state = 3", [])?,
            blobs: self
                .count("SELECT count(*) FROM blob WHERE upload < 2 AND referred = 1 AND purpose < 3", [])?,
        })
    }

    /// What of a document is only here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unsent_of(&self, document: DocumentId) -> Result<Unsent, StoreError> {
        let id = document.0.as_bytes();
        let taps =
            "SELECT count(*) FROM change c CROSS JOIN outbox o ON o.place = c.place WHERE c.document = ?1";
        Ok(Unsent {
            changes: self.count(taps, [id])?,
            missing: self.count(&format!("{taps} AND o.state = 3"), [id])?,
            blobs: self.count(
                "SELECT count(*) FROM blob_use u JOIN blob b ON b.n = u.blob \
                 WHERE u.document = ?1 AND b.upload < 2 AND b.purpose < 3",
                [id],
            )?,
        })
    }

    pub(crate) fn nothing_unsent(&self) -> Result<(), StoreError> {
        self.unsent()?.none()
    }

    /// Whether the server has said that a document leaves this installation, and it is still here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_leaving(&self, document: DocumentId) -> Result<bool, StoreError> {
        let sql = "SELECT leaving FROM document WHERE id = ?1";
        Ok(self.one(sql, [document.0.as_bytes()], |row| row.get(0))?.unwrap_or(false))
    }

    /// Documents the server has said leave this installation, and that are still here.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn leaving(&self) -> Result<Vec<DocumentId>, StoreError> {
        self.all("SELECT id FROM document WHERE leaving = 1 ORDER BY id", [], |row| {
            Ok(DocumentId(uuid(row, "id")?))
        })
    }
}

impl WriteTx<'_> {
    /// Keeps that the server has said a document leaves, or stays after all. It is obeyed by [`WriteTx::leave`].
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_leaving(&mut self, document: DocumentId, leaving: bool) -> Result<(), StoreError> {
        self.run("UPDATE document SET leaving = ?1 WHERE id = ?2", (leaving, document.0.as_bytes()))?;
        Ok(())
    }

    /// Removes a document with all that belongs to it.
    ///
    /// # Errors
    /// `Unsent` while anything of it is not on the server; nothing was removed.
    pub fn leave(&mut self, document: DocumentId) -> Result<(), StoreError> {
        self.unsent_of(document)?.none()?;
        let id = document.0.as_bytes();
        self.forget_words(document)?;
        self.run("DELETE FROM document_row WHERE id = ?1", [id])?;
        for table in ["phone", "statement", "blob_use", "change"] {
            self.run(&format!("DELETE FROM {table} WHERE document = ?1"), [id])?;
        }
        self.forget_unread(document)?;
        self.run("DELETE FROM document WHERE id = ?1", [id])?;
        Ok(())
    }
}
