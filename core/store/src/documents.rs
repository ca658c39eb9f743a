//! Documents: a snapshot, and the changes after it.

use jobsheet_kernel::id::{ActorId, ChangeHash, DocumentId};
use jobsheet_kernel::refusal::Refusal;
use rusqlite::{Row, params};

use crate::columns::{heads, heads_column, json_column, maybe_refusal, signed, unsigned, uuid};
use crate::error::StoreError;
use crate::transaction::{ReadTx, WriteTx};

/// A change as it is kept: its bytes and where they belong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StoredChange {
    /// Its hash.
    pub hash: ChangeHash,
    /// Who made it.
    pub actor: ActorId,
    /// Its number among the actor's changes in the document.
    pub seq: u64,
    /// Whether every installation makes the same bytes, so that it needs neither signature nor sending.
    pub deterministic: bool,
    /// The raw change chunk, uncompressed.
    pub bytes: Vec<u8>,
}

/// What is known of a document without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentHead {
    /// Which document.
    pub id: DocumentId,
    /// What kind.
    pub kind: String,
    /// The version of its schema.
    pub schema: u32,
    /// Its newest version, sorted.
    pub heads: Vec<ChangeHash>,
    /// Changes since the snapshot; when they are many, a new snapshot is due.
    pub tail: u32,
    /// Why its own runs are not sent on until someone mends it (R50).
    pub wedge: Option<Refusal>,
    /// Whether the server has said that it leaves this installation (R52).
    pub leaving: bool,
}

/// A document with all that is needed to open it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocument {
    /// What is known without opening it.
    pub head: DocumentHead,
    /// The saved document, where there is one.
    pub snapshot: Option<Vec<u8>>,
    /// The changes after it, in the order they were added: causal order.
    pub tail: Vec<StoredChange>,
}

impl ReadTx<'_> {
    /// What is known of a document without opening it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn document_head(&self, id: DocumentId) -> Result<Option<DocumentHead>, StoreError> {
        self.one("SELECT * FROM document WHERE id = ?1", [id.0.as_bytes()], document_head)
    }

    /// A document with all that is needed to open it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn document(&self, id: DocumentId) -> Result<Option<StoredDocument>, StoreError> {
        let Some(head) = self.document_head(id)? else { return Ok(None) };
        let snapshot =
            self.one("SELECT bytes FROM snapshot WHERE document = ?1", [id.0.as_bytes()], |row| row.get(0))?;
        let tail = self.all(
            "SELECT * FROM change WHERE document = ?1 AND in_snapshot = 0 ORDER BY place",
            [id.0.as_bytes()],
            stored_change,
        )?;
        Ok(Some(StoredDocument { head, snapshot, tail }))
    }

    /// All documents of a kind, or of every kind, by id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn documents(&self, kind: Option<&str>) -> Result<Vec<DocumentHead>, StoreError> {
        self.all("SELECT * FROM document WHERE ?1 IS NULL OR kind = ?1 ORDER BY id", [kind], document_head)
    }

    /// A change that is not in the snapshot yet, or not on the server.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn change(&self, document: DocumentId, hash: ChangeHash) -> Result<Option<StoredChange>, StoreError> {
        self.one(
            "SELECT * FROM change WHERE document = ?1 AND hash = ?2",
            params![document.0.as_bytes(), hash.0],
            stored_change,
        )
    }
}

impl WriteTx<'_> {
    /// Adds a document that is new to this installation, with its snapshot where there is one.
    ///
    /// # Errors
    /// `Conflict` when it is here already.
    pub fn create_document(
        &mut self,
        id: DocumentId,
        kind: &str,
        schema: u32,
        heads: &[ChangeHash],
        snapshot: Option<&[u8]>,
    ) -> Result<(), StoreError> {
        let heads = heads_column(heads);
        let added = self.run(
            "INSERT INTO document (id, kind, schema, heads) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            params![id.0.as_bytes(), kind, schema, heads],
        )?;
        if added == 0 {
            return Err(StoreError::Conflict);
        }
        if let Some(bytes) = snapshot {
            self.run("INSERT INTO snapshot VALUES (?1, ?2, ?3)", params![id.0.as_bytes(), heads, bytes])?;
        }
        Ok(())
    }

    /// Adds changes to a document and moves its heads; the length of its tail afterwards. A change that is here already
    /// is not added again.
    ///
    /// # Errors
    /// `Conflict` when the document is no longer at `expected`: read it and do it again.
    pub fn append_changes(
        &mut self,
        document: DocumentId,
        expected: &[ChangeHash],
        heads: &[ChangeHash],
        changes: &[StoredChange],
    ) -> Result<u32, StoreError> {
        let mut added: i64 = 0;
        for change in changes {
            let rows = self.run(
                "INSERT INTO change (document, hash, actor, seq, deterministic, bytes) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
                params![
                    document.0.as_bytes(),
                    change.hash.0,
                    change.actor.0,
                    signed(change.seq)?,
                    change.deterministic,
                    change.bytes
                ],
            )?;
            added += i64::from(rows > 0);
        }
        let tail = self.one(
            "UPDATE document SET heads = ?1, tail = tail + ?2 WHERE id = ?3 AND heads = ?4 RETURNING tail",
            params![heads_column(heads), added, document.0.as_bytes(), heads_column(expected)],
            |row| row.get(0),
        )?;
        tail.ok_or(StoreError::Conflict)
    }

    /// Replaces a document's snapshot by one that contains its whole tail, and moves its heads where the snapshot brings
    /// more than that. Changes in the snapshot go, but for those the server has not confirmed.
    ///
    /// # Errors
    /// `Conflict` when the document is no longer at `expected`.
    pub fn put_snapshot(
        &mut self,
        document: DocumentId,
        expected: &[ChangeHash],
        heads: &[ChangeHash],
        schema: u32,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let heads = heads_column(heads);
        let moved = self.run(
            "UPDATE document SET heads = ?1, schema = ?2, tail = 0 WHERE id = ?3 AND heads = ?4",
            params![heads, schema, document.0.as_bytes(), heads_column(expected)],
        )?;
        if moved == 0 {
            return Err(StoreError::Conflict);
        }
        self.run(
            "INSERT OR REPLACE INTO snapshot VALUES (?1, ?2, ?3)",
            params![document.0.as_bytes(), heads, bytes],
        )?;
        self.run(
            "DELETE FROM change WHERE document = ?1 AND NOT EXISTS \
             (SELECT 1 FROM outbox WHERE outbox.place = change.place)",
            [document.0.as_bytes()],
        )?;
        self.run("UPDATE change SET in_snapshot = 1 WHERE document = ?1", [document.0.as_bytes()])?;
        Ok(())
    }

    /// Marks a document as wedged, or no longer: its own runs are not sent, taps still work, no other document is
    /// affected (R50).
    ///
    /// # Errors
    /// `Unknown` when the document is not here.
    pub fn set_wedge(&mut self, document: DocumentId, wedge: Option<&Refusal>) -> Result<(), StoreError> {
        let parameters = wedge.map(|refusal| json_column(&refusal.parameters)).transpose()?;
        let found = self.run(
            "UPDATE document SET wedged_code = ?1, wedged_parameters = ?2 WHERE id = ?3",
            params![wedge.map(|refusal| &refusal.code), parameters, document.0.as_bytes()],
        )?;
        if found == 0 { Err(StoreError::Unknown { what: "document" }) } else { Ok(()) }
    }
}

fn document_head(row: &Row<'_>) -> rusqlite::Result<DocumentHead> {
    Ok(DocumentHead {
        id: DocumentId(uuid(row, "id")?),
        kind: row.get("kind")?,
        schema: row.get("schema")?,
        heads: heads(row, "heads")?,
        tail: row.get("tail")?,
        wedge: maybe_refusal(row, "wedged_code", "wedged_parameters")?,
        leaving: row.get("leaving")?,
    })
}

fn stored_change(row: &Row<'_>) -> rusqlite::Result<StoredChange> {
    Ok(StoredChange {
        hash: ChangeHash(row.get("hash")?),
        actor: ActorId(row.get("actor")?),
        seq: unsigned(row, "seq")?,
        deterministic: row.get("deterministic")?,
        bytes: row.get("bytes")?,
    })
}
