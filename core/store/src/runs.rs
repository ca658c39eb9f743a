//! Signed runs: who wrote which changes.

use jobsheet_kernel::id::{ActorId, ChangeHash, DocumentId};
use rusqlite::{Row, params};

use crate::columns::{signed, unsigned, uuid};
use crate::error::StoreError;
use crate::transaction::{ReadTx, WriteTx};

/// A signed, contiguous range of an actor's changes in a document. Own taps are runs of one, and stand in the outbox until the
/// server has them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StoredRun {
    /// Which document.
    pub document: DocumentId,
    /// Who made the changes.
    pub actor: ActorId,
    /// The number of the first change.
    pub first: u64,
    /// The number of the last change.
    pub last: u64,
    /// The actor's change before the first, where there is one.
    pub previous: Option<ChangeHash>,
    /// The last change.
    pub head: ChangeHash,
    /// The feed position of the records the author had.
    pub as_of: u64,
    /// The last server checkpoint the author had seen.
    pub checkpoint: u64,
    /// The thumbprint of the key that signed (RFC 7638).
    pub key: [u8; 32],
    /// The Ed25519 signature.
    pub signature: [u8; 64],
}

impl ReadTx<'_> {
    /// All runs kept of a document, by actor and first change.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn runs(&self, document: DocumentId) -> Result<Vec<StoredRun>, StoreError> {
        self.all(
            "SELECT * FROM run WHERE document = ?1 ORDER BY actor, first, last",
            [document.0.as_bytes()],
            stored_run,
        )
    }

    /// The run that covers an actor's change, the widest where there are several.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn run_over(
        &self,
        document: DocumentId,
        actor: ActorId,
        seq: u64,
    ) -> Result<Option<StoredRun>, StoreError> {
        self.one(
            "SELECT * FROM run WHERE document = ?1 AND actor = ?2 AND first <= ?3 AND last >= ?3 \
             ORDER BY last - first DESC LIMIT 1",
            params![document.0.as_bytes(), actor.0, signed(seq)?],
            stored_run,
        )
    }
}

impl WriteTx<'_> {
    /// Keeps a run.
    ///
    /// # Errors
    /// When the document is not here, or the file cannot be written.
    pub fn put_run(&mut self, run: &StoredRun) -> Result<(), StoreError> {
        self.run(
            "INSERT OR REPLACE INTO run (document, actor, first, last, previous, head, as_of, checkpoint, key, signature) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                run.document.0.as_bytes(),
                run.actor.0,
                signed(run.first)?,
                signed(run.last)?,
                run.previous.map(|hash| hash.0),
                run.head.0,
                signed(run.as_of)?,
                signed(run.checkpoint)?,
                run.key,
                run.signature
            ],
        )?;
        Ok(())
    }

    /// Keeps a run the server has stored, in place of the narrower ones within it.
    ///
    /// # Errors
    /// When the document is not here, or the file cannot be written.
    pub fn put_covering_run(&mut self, run: &StoredRun) -> Result<(), StoreError> {
        self.run(
            "DELETE FROM run WHERE document = ?1 AND actor = ?2 AND first >= ?3 AND last <= ?4",
            params![run.document.0.as_bytes(), run.actor.0, signed(run.first)?, signed(run.last)?],
        )?;
        self.put_run(run)
    }
}

fn stored_run(row: &Row<'_>) -> rusqlite::Result<StoredRun> {
    Ok(StoredRun {
        document: DocumentId(uuid(row, "document")?),
        actor: ActorId(row.get("actor")?),
        first: unsigned(row, "first")?,
        last: unsigned(row, "last")?,
        previous: row.get::<_, Option<[u8; 32]>>("previous")?.map(ChangeHash),
        head: ChangeHash(row.get("head")?),
        as_of: unsigned(row, "as_of")?,
        checkpoint: unsigned(row, "checkpoint")?,
        key: row.get("key")?,
        signature: row.get("signature")?,
    })
}
