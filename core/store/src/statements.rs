//! Signed statements, with the exact report each is about (R59, R60).

use jobsheet_kernel::id::{DocumentId, EventKey};
use rusqlite::{Row, params};

use crate::columns::uuid;
use crate::error::StoreError;
use crate::transaction::{ReadTx, WriteTx};

/// A statement: a sign-off, an approval, a consent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StoredStatement {
    /// The event it belongs to.
    pub event: EventKey,
    /// The document of the event.
    pub document: DocumentId,
    /// The statement as a compact JWS (RFC 7515).
    pub jws: String,
    /// The report model that was shown, canonical JSON (RFC 8785).
    pub report_model: Vec<u8>,
    /// The server's countersignature, once it has come (R62).
    pub receipt: Option<String>,
}

impl ReadTx<'_> {
    /// The statement of an event.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statement(&self, event: EventKey) -> Result<Option<StoredStatement>, StoreError> {
        self.one("SELECT * FROM statement WHERE event = ?1", [event.0], stored_statement)
    }

    /// All statements of a document.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statements(&self, document: DocumentId) -> Result<Vec<StoredStatement>, StoreError> {
        self.all(
            "SELECT * FROM statement WHERE document = ?1 ORDER BY event",
            [document.0.as_bytes()],
            stored_statement,
        )
    }
}

impl WriteTx<'_> {
    /// Keeps a statement. What was signed is never replaced: one that is here already stays, and only its receipt is
    /// filled in.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_statement(&mut self, statement: &StoredStatement) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO statement (event, document, jws, report_model, receipt) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (event) DO UPDATE SET receipt = coalesce(receipt, excluded.receipt)",
            params![
                statement.event.0,
                statement.document.0.as_bytes(),
                statement.jws,
                statement.report_model,
                statement.receipt
            ],
        )?;
        Ok(())
    }

    /// Keeps the server's receipt of a statement.
    ///
    /// # Errors
    /// `Unknown` when the statement is not here.
    pub fn put_receipt(&mut self, event: EventKey, receipt: &str) -> Result<(), StoreError> {
        let found =
            self.run("UPDATE statement SET receipt = ?1 WHERE event = ?2", params![receipt, event.0])?;
        if found == 0 { Err(StoreError::Unknown { what: "statement" }) } else { Ok(()) }
    }
}

fn stored_statement(row: &Row<'_>) -> rusqlite::Result<StoredStatement> {
    Ok(StoredStatement {
        event: EventKey(row.get("event")?),
        document: DocumentId(uuid(row, "document")?),
        jws: row.get("jws")?,
        report_model: row.get("report_model")?,
        receipt: row.get("receipt")?,
    })
}
