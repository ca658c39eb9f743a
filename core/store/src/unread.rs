//! Documents that could not be taken in when the server told them. The cursor has passed them, so they are noted until
//! they were told again, whole.

use jobsheet_kernel::id::DocumentId;
use jobsheet_kernel::refusal::Refusal;
use rusqlite::{Row, params};

use crate::columns::{json, json_column, uuid};
use crate::error::StoreError;
use crate::transaction::{ReadTx, WriteTx};

impl ReadTx<'_> {
    /// Every document that could not be taken in, with the reason, by id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unread(&self) -> Result<Vec<(DocumentId, Refusal)>, StoreError> {
        self.all("SELECT * FROM unread ORDER BY document", [], unread)
    }

    /// The documents to ask for again now: those asked for least often, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn unread_to_ask(&self, limit: u32) -> Result<Vec<DocumentId>, StoreError> {
        let row = |row: &Row<'_>| uuid(row, "document").map(DocumentId);
        self.all("SELECT document FROM unread ORDER BY asked, document LIMIT ?1", [limit], row)
    }
}

impl WriteTx<'_> {
    /// Notes a document that could not be taken in, or why it still cannot; whether it was noted already.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_unread(&mut self, document: DocumentId, reason: &Refusal) -> Result<bool, StoreError> {
        let id = document.0.as_bytes();
        let noted = self.one("SELECT 1 FROM unread WHERE document = ?1", [id], |_| Ok(()))?.is_some();
        self.run(
            "INSERT INTO unread (document, code, parameters) VALUES (?1, ?2, ?3) ON CONFLICT (document) \
             DO UPDATE SET code = excluded.code, parameters = excluded.parameters",
            params![id, reason.code, json_column(&reason.parameters)?],
        )?;
        Ok(noted)
    }

    /// Notes that the server answered for these documents: the others come first next time.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn mark_asked(&mut self, documents: &[DocumentId]) -> Result<(), StoreError> {
        for document in documents {
            self.run("UPDATE unread SET asked = asked + 1 WHERE document = ?1", [document.0.as_bytes()])?;
        }
        Ok(())
    }

    /// Forgets the note on a document: it was taken in whole, or it left.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget_unread(&mut self, document: DocumentId) -> Result<(), StoreError> {
        self.run("DELETE FROM unread WHERE document = ?1", [document.0.as_bytes()])?;
        Ok(())
    }
}

fn unread(row: &Row<'_>) -> rusqlite::Result<(DocumentId, Refusal)> {
    let parameters: String = row.get("parameters")?;
    let refusal = Refusal { code: row.get("code")?, parameters: json(&parameters)? };
    Ok((DocumentId(uuid(row, "document")?), refusal))
}
