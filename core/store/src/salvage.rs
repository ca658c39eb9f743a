//! Damage: what can be read goes into a new file, the damaged one is moved aside, nothing is deleted (R50).
//!
//! The new file is complete and named so before the first part of the old one is moved. From then on an interruption is
//! finished when the store is next opened: a file without its log would have lost what was acknowledged, and would
//! issue its numbers again.
//!
//! Read models are not salvaged: they are rebuilt from the documents. The cursor is not either, so that the next sync
//! brings again what was lost of others' work; the position of the records is, so that work goes on before.

mod schema;
mod table;

use std::collections::BinaryHeap;
use std::fs;
use std::path::{Path, PathBuf};

use jobsheet_kernel::id::{ChangeHash, DocumentId};
use jobsheet_kernel::time::Timestamp;
use rusqlite::{Connection, Row};

use crate::aside::{self, beside, remove_file, sync_folder};
use crate::columns::{maybe_time, uuid};
use crate::connection;
use crate::error::StoreError;
use crate::file::create;
use crate::key::RawKey;
use crate::outbox::StoredCommand;
use crate::salvage::table::Table;
use crate::transaction::{ReadTx, WriteTx};

/// Unsent work that a damaged file gave back only in part.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fragment {
    /// The document it changed.
    pub document: DocumentId,
    /// The change.
    pub hash: ChangeHash,
    /// When it was made, where that could be read.
    pub made_at: Option<Timestamp>,
    /// What was asked, where that could be read.
    pub command: Option<StoredCommand>,
    /// The change's bytes, where they could be read.
    pub change: Option<Vec<u8>>,
}

impl ReadTx<'_> {
    /// Unsent work that a damaged file gave back only in part, for a person to do again or hand over.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fragments(&self) -> Result<Vec<Fragment>, StoreError> {
        self.all("SELECT * FROM fragment ORDER BY place", [], fragment)
    }

    /// Changes of a document that a damaged file gave back only in part.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fragments_of(&self, document: DocumentId) -> Result<Vec<ChangeHash>, StoreError> {
        self.all("SELECT hash FROM fragment WHERE document = ?1", [document.0.as_bytes()], |row| {
            row.get(0).map(ChangeHash)
        })
    }

    /// Whether this file is what was salvaged of a damaged one, and its read models have not been rebuilt yet.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_salvaged(&self) -> Result<bool, StoreError> {
        Ok(self.count("SELECT count(*) FROM setting WHERE name = 'salvaged'", [])? > 0)
    }
}

impl WriteTx<'_> {
    /// Lets go of what is left of a tap: it was done again, or given up.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove_fragment(&mut self, document: DocumentId, change: ChangeHash) -> Result<(), StoreError> {
        let called = rusqlite::params![document.0.as_bytes(), change.0];
        self.run("DELETE FROM fragment WHERE document = ?1 AND hash = ?2", called).map(|_| ())
    }

    /// Notes that the read models of a salvaged file have been rebuilt.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_rebuilt(&mut self) -> Result<(), StoreError> {
        self.run("DELETE FROM setting WHERE name = 'salvaged'", []).map(|_| ())
    }
}

/// Tables whose rows have numbers. What only repeats the documents is not among them.
const NUMBERED: [&str; 12] = [
    "profile",
    "sync_state",
    "document",
    "snapshot",
    "change",
    "outbox",
    "fragment",
    "record",
    "keyring_entry",
    "statement",
    "blob",
    "blob_chunk",
];

/// Tables whose rows have keys only, with their order backwards.
const KEYED: [(&str, &str); 5] = [
    ("unread", "document DESC"),
    ("setting", "name DESC"),
    ("run", "document DESC, actor DESC, first DESC, last DESC"),
    ("blob_use", "document DESC, blob DESC"),
    ("original", "blob DESC, normal DESC"),
];

/// How often in succession a table is looked into, between the first row that cannot be read and the last, without a row.
const IN_VAIN: u32 = 512;

/// The ending of a salvaged file that is complete and not in its place yet.
const READY: &str = ".ready";

/// Replaces the file by what can be read of it; where the damaged one is kept.
pub(crate) fn salvage(path: &Path, key: &RawKey) -> Result<PathBuf, StoreError> {
    if !is_ready(path) {
        let fresh = beside(path, ".salvaged");
        // What an attempt that was cut has left behind is copies only.
        remove_file(&fresh)?;
        if let Err(error) = fill(path, &fresh, key) {
            remove_file(&fresh)?;
            return Err(error);
        }
        fs::rename(&fresh, beside(path, READY))?;
        sync_folder(path)?;
    }
    put_in_place(path)
}

/// Puts a salvaged file in its place when the program was cut before it could.
pub(crate) fn finish_interrupted(path: &Path) -> Result<(), StoreError> {
    if is_ready(path) { put_in_place(path).map(|_| ()) } else { Ok(()) }
}

fn is_ready(path: &Path) -> bool {
    beside(path, READY).exists()
}

/// Moves the damaged file aside and the complete one to where it was.
fn put_in_place(path: &Path) -> Result<PathBuf, StoreError> {
    let moved_to = aside::put(path, "damaged")?;
    fs::rename(beside(path, READY), path)?;
    Ok(moved_to)
}

/// Makes the new file at `fresh` and closes it, so that nothing is left in its log.
fn fill(damaged: &Path, fresh: &Path, key: &RawKey) -> Result<(), StoreError> {
    let new = create(fresh, key)?;
    new.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE; DELETE FROM sync_state;")?;
    let mended = schema::mended_copy(damaged, key)?;
    let mut source = Source { path: mended.as_deref().unwrap_or(damaged), key, connection: None };
    for table in NUMBERED {
        copy_numbered(&mut source, &new, table)?;
    }
    for (table, key) in KEYED {
        copy_keyed(&mut source, &new, table, key)?;
    }
    copy_taps_of_changes(&mut source, &new)?;
    copy_unsent_changes(&mut source, &new)?;
    new.execute_batch(TIDY)?;
    new.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);")?;
    drop(source);
    mended.map_or(Ok(()), |copy| remove_file(&copy))
}

/// Takes out what has lost its other half. Unsent work becomes a fragment, and an own change whose outbox row is lost is
/// offered to the server again, which may have it; a file of before schema 6 has the signatures of its taps among its runs. A blob that is on the server is downloaded again; one that is only
/// here keeps the chunks it has.
const TIDY: &str = "
    INSERT OR IGNORE INTO fragment (document, hash, made_at, command_version, command, change)
        SELECT o.document, o.hash, o.made_at, o.command_version, o.command, c.bytes
        FROM outbox o LEFT JOIN change c ON c.document = o.document AND c.hash = o.hash
        WHERE c.place IS NULL OR o.document NOT IN (SELECT id FROM document);
    DELETE FROM outbox WHERE (document, hash) IN (SELECT document, hash FROM fragment);
    INSERT OR IGNORE INTO fragment (document, hash, change)
        SELECT document, hash, bytes FROM change WHERE own = 1 AND document NOT IN (SELECT id FROM document);
    DELETE FROM change WHERE document NOT IN (SELECT id FROM document);
    CREATE TEMP TABLE offered AS
        SELECT c.place, c.document, c.hash, c.actor, c.seq, coalesce(o.made_at, 0) AS made_at,
            coalesce(o.command_version, 0) AS command_version, coalesce(o.command, x'') AS command,
            coalesce(o.state, 0) AS state, o.refused_code, o.refused_parameters,
            coalesce(o.previous, r.previous) AS previous, coalesce(o.as_of, r.as_of) AS as_of,
            coalesce(o.checkpoint, r.checkpoint) AS checkpoint, coalesce(o.key, r.key) AS key,
            coalesce(o.signature, r.signature) AS signature
        FROM change c
        LEFT JOIN outbox o ON o.document = c.document AND o.hash = c.hash
        LEFT JOIN run r ON r.document = c.document AND r.actor = c.actor AND r.first = c.seq AND r.last = c.seq
        WHERE c.own = 1;
    DELETE FROM outbox;
    INSERT OR IGNORE INTO outbox (place, document, hash, actor, seq, made_at, command_version, command, state,
        refused_code, refused_parameters, previous, as_of, checkpoint, key, signature) SELECT * FROM offered;
    DROP TABLE offered;
    DELETE FROM snapshot WHERE document NOT IN (SELECT id FROM document);
    DELETE FROM run WHERE document NOT IN (SELECT id FROM document);
    DELETE FROM blob_chunk WHERE blob NOT IN (SELECT n FROM blob);
    DELETE FROM original WHERE blob NOT IN (SELECT n FROM blob);
    DELETE FROM blob_use WHERE blob NOT IN (SELECT n FROM blob) OR document NOT IN (SELECT id FROM document);
    UPDATE blob SET stored = 0
        WHERE stored <> (SELECT coalesce(sum(length(bytes)), 0) FROM blob_chunk WHERE blob_chunk.blob = blob.n);
    DELETE FROM blob_use WHERE blob IN (SELECT n FROM blob WHERE stored = 0 AND length > 0 AND upload = 2);
    DELETE FROM blob_chunk WHERE blob IN (SELECT n FROM blob WHERE stored = 0 AND length > 0 AND upload = 2);
    DELETE FROM blob WHERE stored = 0 AND length > 0 AND upload = 2;
    INSERT OR IGNORE INTO sync_state (only) VALUES (1);
    UPDATE sync_state SET cursor = x'';
    INSERT OR REPLACE INTO setting (name, value) VALUES ('salvaged', '');
";

/// The damaged file, or its mended copy. A page that cannot be read spoils its connection, so the next read takes a new one.
struct Source<'s> {
    path: &'s Path,
    key: &'s RawKey,
    connection: Option<Connection>,
}

/// How far a query came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// To the last row.
    Whole,
    /// To a row that cannot be read.
    Cut,
}

impl Source<'_> {
    /// Hands the rows of a query to `take`, as far as they can be read.
    fn rows(
        &mut self,
        sql: &str,
        mut take: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<Reading, StoreError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => connection::examiner(self.path, self.key)?,
        };
        let reading = {
            let Ok(mut statement) = connection.prepare(sql) else { return Ok(Reading::Cut) };
            let Ok(mut rows) = statement.query([]) else { return Ok(Reading::Cut) };
            loop {
                match rows.next() {
                    Ok(Some(row)) => take(row)?,
                    Ok(None) => break Reading::Whole,
                    Err(_) => break Reading::Cut,
                }
            }
        };
        if reading == Reading::Whole {
            self.connection = Some(connection);
        }
        Ok(reading)
    }
}

/// Copies a table whose rows have numbers: from its beginning, where that is cut from its end, and then what lies between.
fn copy_numbered(source: &mut Source<'_>, new: &Connection, name: &str) -> Result<(), StoreError> {
    let mut table = Table::of(new, name)?;
    let whole = Gap { above: i64::MIN, below: i64::MAX };
    let Some(rest) = copy_upwards(source, &mut table, whole, i64::MIN)? else { return Ok(()) };
    let Some(between) = copy_downwards(source, &mut table, rest)? else { return Ok(()) };
    copy_islands(source, &mut table, between)
}

/// Numbers above one and below another, with a row at either end of them that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Gap {
    above: i64,
    below: i64,
}

impl Gap {
    /// How many numbers it has.
    const fn width(self) -> u64 {
        self.below.abs_diff(self.above).saturating_sub(1)
    }
}

/// Copies what can be read in a gap, wherever it is: the widest part is looked into in its middle until nothing is left
/// or it was in vain too often. Numbers may lie far apart, so what counts is how much room there is, not how many rows.
fn copy_islands(source: &mut Source<'_>, table: &mut Table<'_>, gap: Gap) -> Result<(), StoreError> {
    let mut gaps = BinaryHeap::from([(gap.width(), gap)]);
    let mut in_vain = 0;
    while in_vain < IN_VAIN {
        let Some((1.., gap)) = gaps.pop() else { break };
        let middle = gap.above.midpoint(gap.below).max(gap.above + 1);
        let upper = copy_upwards(source, table, gap, middle)?;
        let met = upper.is_none_or(|left| left.above >= middle);
        in_vain = if met { 0 } else { in_vain + 1 };
        let lower = Gap { below: middle, ..gap };
        // Where the middle itself cannot be read, the row before it most likely cannot either.
        let lower = if met { copy_downwards(source, table, lower)? } else { Some(lower) };
        let upper = upper.map(|left| Gap { above: left.above.max(middle), ..left });
        gaps.extend([lower, upper].into_iter().flatten().map(|left| (left.width(), left)));
    }
    Ok(())
}

/// Copies rows of a gap from a number on; what is left of it above the last that could be read.
fn copy_upwards(
    source: &mut Source<'_>,
    table: &mut Table<'_>,
    gap: Gap,
    from: i64,
) -> Result<Option<Gap>, StoreError> {
    let Gap { mut above, below } = gap;
    let sql = format!(
        "SELECT rowid, * FROM {} WHERE rowid >= {from} AND rowid < {below} ORDER BY rowid",
        table.name()
    );
    let reading = source.rows(&sql, |row| {
        above = row.get(0)?;
        table.put(row)
    })?;
    Ok((reading == Reading::Cut).then_some(Gap { above, below }))
}

/// Copies rows of a gap from its end; what is left of it below the last that could be read.
fn copy_downwards(
    source: &mut Source<'_>,
    table: &mut Table<'_>,
    gap: Gap,
) -> Result<Option<Gap>, StoreError> {
    let Gap { above, mut below } = gap;
    let sql = format!(
        "SELECT rowid, * FROM {} WHERE rowid > {above} AND rowid < {below} ORDER BY rowid DESC",
        table.name()
    );
    let reading = source.rows(&sql, |row| {
        below = row.get(0)?;
        table.put(row)
    })?;
    Ok((reading == Reading::Cut).then_some(Gap { above, below }))
}

/// Copies a table whose rows have keys only: from its beginning and, where that is cut, from its end.
fn copy_keyed(source: &mut Source<'_>, new: &Connection, name: &str, key: &str) -> Result<(), StoreError> {
    let mut table = Table::of(new, name)?;
    if source.rows(&format!("SELECT * FROM {name}"), |row| table.put(row))? == Reading::Cut {
        source.rows(&format!("SELECT * FROM {name} ORDER BY {key}"), |row| table.put(row))?;
    }
    Ok(())
}

/// Taps once more, each by the number of its change: what the walks along the table did not reach. Their numbers lie far apart.
fn copy_taps_of_changes(source: &mut Source<'_>, new: &Connection) -> Result<(), StoreError> {
    let alone: Vec<i64> = new
        .prepare("SELECT place FROM change WHERE own = 1 AND place NOT IN (SELECT place FROM outbox)")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut table = Table::of(new, "outbox")?;
    for place in alone {
        source.rows(&format!("SELECT rowid, * FROM outbox WHERE rowid = {place}"), |row| table.put(row))?;
    }
    Ok(())
}

/// Unsent changes once more, each by its own key: what the walks along the table did not reach.
fn copy_unsent_changes(source: &mut Source<'_>, new: &Connection) -> Result<(), StoreError> {
    let missing: Vec<(Vec<u8>, Vec<u8>)> = new
        .prepare(
            "SELECT document, hash FROM outbox o WHERE NOT EXISTS \
             (SELECT 1 FROM change c WHERE c.document = o.document AND c.hash = o.hash)",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut table = Table::of(new, "change")?;
    for (document, hash) in missing {
        let (document, hash) = (literal(&document), literal(&hash));
        let one = format!("SELECT rowid, * FROM change WHERE document = {document} AND hash = {hash}");
        source.rows(&one, |row| table.put(row))?;
    }
    Ok(())
}

fn literal(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("x'{hex}'")
}

fn fragment(row: &Row<'_>) -> rusqlite::Result<Fragment> {
    let version: Option<u16> = row.get("command_version")?;
    let bytes: Option<Vec<u8>> = row.get("command")?;
    Ok(Fragment {
        document: DocumentId(uuid(row, "document")?),
        hash: ChangeHash(row.get("hash")?),
        made_at: maybe_time(row, "made_at")?,
        command: version.zip(bytes).map(|(version, bytes)| StoredCommand { version, bytes }),
        change: row.get("change")?,
    })
}
