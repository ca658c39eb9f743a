//! Damage: what can be read goes into a new file, the damaged one is moved aside, nothing is deleted (R50).
//!
//! The new file is complete before the old one is moved, and an interruption between the two is finished when the store
//! is next opened. Read models are not salvaged: they are rebuilt from the documents. The cursor is not either, so that
//! the next sync brings again what was lost of others' work.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::time::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use crate::columns::{maybe_time, uuid};
use crate::connection;
use crate::error::StoreError;
use crate::key::RawKey;
use crate::outbox::StoredCommand;
use crate::store::create;
use crate::transaction::ReadTx;

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
}

/// Tables in the order their rows can be written. What only repeats the documents is not among them.
const TABLES: [Table; 14] = [
    Table::by_row("profile"),
    Table::by_key("setting"),
    Table::by_row("document"),
    Table::by_row("snapshot"),
    Table::by_row("change"),
    Table::by_key("run"),
    Table::by_row("outbox"),
    Table::by_row("fragment"),
    Table::by_row("record"),
    Table::by_row("keyring_entry"),
    Table::by_row("statement"),
    Table::by_row("blob"),
    Table::by_row("blob_chunk"),
    Table::by_key("blob_use"),
];

/// Rows between two readable ones that are tried one by one.
const GAP: i64 = 20_000;

struct Table {
    name: &'static str,
    has_rowid: bool,
}

impl Table {
    const fn by_row(name: &'static str) -> Self {
        Self { name, has_rowid: true }
    }

    const fn by_key(name: &'static str) -> Self {
        Self { name, has_rowid: false }
    }
}

/// Replaces the file by what can be read of it; where the damaged one is kept.
pub(crate) fn salvage(path: &Path, key: &RawKey) -> Result<PathBuf, StoreError> {
    let fresh = beside(path, ".salvaged");
    for name in with_companions(&fresh) {
        // An attempt that was cut: it held copies only.
        remove_if_there(&name)?;
    }
    let complete = fill(path, &fresh, key);
    if let Err(error) = complete {
        for name in with_companions(&fresh) {
            remove_if_there(&name)?;
        }
        return Err(error);
    }
    let aside = free_name(path);
    // The file last: as long as it is in its place, the next open starts over.
    for (from, to) in with_companions(path).iter().zip(with_companions(&aside)).rev() {
        if from.exists() {
            fs::rename(from, to)?;
        }
    }
    fs::rename(&fresh, path)?;
    Ok(aside)
}

/// Puts a salvaged file in its place when the program was cut before it could.
pub(crate) fn finish_interrupted(path: &Path) -> Result<(), StoreError> {
    let fresh = beside(path, ".salvaged");
    if !path.exists() && fresh.exists() {
        fs::rename(fresh, path)?;
    }
    Ok(())
}

/// The file and the two that SQLite keeps beside it.
pub(crate) fn with_companions(path: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|ending| beside(path, ending))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(ending);
    PathBuf::from(name)
}

fn free_name(path: &Path) -> PathBuf {
    let names = (1_u32..).map(|n| beside(path, &format!(".damaged-{n}")));
    names.skip_while(|name| name.exists()).next().unwrap_or_else(|| beside(path, ".damaged"))
}

fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Makes the new file at `fresh` and closes it, so that nothing is left in its log.
fn fill(damaged: &Path, fresh: &Path, key: &RawKey) -> Result<(), StoreError> {
    let new = create(fresh, key)?;
    new.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;")?;
    let mut source = Source { path: damaged, key, connection: None };
    for table in &TABLES {
        copy(&mut source, &new, table)?;
    }
    copy_unsent_changes(&mut source, &new)?;
    new.execute_batch(TIDY)?;
    new.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(())
}

/// Takes out what has lost its other half. Unsent work becomes a fragment; a blob that is on the server is downloaded
/// again; one that is only here keeps the chunks it has.
const TIDY: &str = "
    INSERT OR IGNORE INTO fragment (document, hash, made_at, command_version, command, change)
        SELECT o.document, o.hash, o.made_at, o.command_version, o.command, c.bytes
        FROM outbox o LEFT JOIN change c ON c.document = o.document AND c.hash = o.hash
        WHERE c.place IS NULL OR o.document NOT IN (SELECT id FROM document);
    DELETE FROM outbox WHERE (document, hash) IN (SELECT document, hash FROM fragment);
    DELETE FROM change WHERE document NOT IN (SELECT id FROM document);
    DELETE FROM snapshot WHERE document NOT IN (SELECT id FROM document);
    DELETE FROM run WHERE document NOT IN (SELECT id FROM document);
    DELETE FROM blob_chunk WHERE blob NOT IN (SELECT n FROM blob);
    DELETE FROM blob_use WHERE blob NOT IN (SELECT n FROM blob) OR document NOT IN (SELECT id FROM document);
    UPDATE blob SET stored = 0
        WHERE stored <> (SELECT coalesce(sum(length(bytes)), 0) FROM blob_chunk WHERE blob_chunk.blob = blob.n);
    DELETE FROM blob_use WHERE blob IN (SELECT n FROM blob WHERE stored = 0 AND length > 0 AND upload = 2);
    DELETE FROM blob_chunk WHERE blob IN (SELECT n FROM blob WHERE stored = 0 AND length > 0 AND upload = 2);
    DELETE FROM blob WHERE stored = 0 AND length > 0 AND upload = 2;
";

/// The damaged file. A page that cannot be read spoils its connection, so the next read takes a new one.
struct Source<'s> {
    path: &'s Path,
    key: &'s RawKey,
    connection: Option<Connection>,
}

impl Source<'_> {
    /// Hands the rows of a query to `take` until one cannot be read; whether all could.
    fn rows(
        &mut self,
        sql: &str,
        mut take: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<bool, StoreError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => connection::examiner(self.path, self.key)?,
        };
        let whole = {
            let Ok(mut statement) = connection.prepare(sql) else { return Ok(false) };
            let Ok(mut rows) = statement.query([]) else { return Ok(false) };
            loop {
                match rows.next() {
                    Ok(Some(row)) => take(row)?,
                    Ok(None) => break true,
                    Err(_) => break false,
                }
            }
        };
        if whole {
            self.connection = Some(connection);
        }
        Ok(whole)
    }
}

/// Copies a table: from its beginning, and where that is cut, from its end, and then each row between.
fn copy(source: &mut Source<'_>, new: &Connection, table: &Table) -> Result<(), StoreError> {
    let name = table.name;
    if !table.has_rowid {
        let insert = insertion(new, name, false)?;
        let mut put = |row: &Row<'_>| put(new, &insert, row, 0).map(|_| ());
        if !source.rows(&format!("SELECT * FROM {name}"), &mut put)? {
            let key = if name == "run" { "document DESC, actor DESC, first DESC, last DESC" } else { "1 DESC, 2 DESC" };
            source.rows(&format!("SELECT * FROM {name} ORDER BY {key}"), &mut put)?;
        }
        return Ok(());
    }
    let insert = insertion(new, name, true)?;
    let (mut last, mut first) = (0, i64::MAX);
    let whole = source.rows(&format!("SELECT rowid, * FROM {name} ORDER BY rowid"), |row| {
        last = put(new, &insert, row, 1)?;
        Ok(())
    })?;
    if whole {
        return Ok(());
    }
    source.rows(&format!("SELECT rowid, * FROM {name} WHERE rowid > {last} ORDER BY rowid DESC"), |row| {
        first = put(new, &insert, row, 1)?;
        Ok(())
    })?;
    for rowid in (last + 1..first).take(usize::try_from(GAP).unwrap_or_default()) {
        source.rows(&format!("SELECT rowid, * FROM {name} WHERE rowid = {rowid}"), |row| {
            put(new, &insert, row, 1).map(|_| ())
        })?;
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
    let insert = insertion(new, "change", true)?;
    for (document, hash) in missing {
        let (document, hash) = (literal(&document), literal(&hash));
        let one = format!("SELECT rowid, * FROM change WHERE document = {document} AND hash = {hash}");
        source.rows(&one, |row| put(new, &insert, row, 1).map(|_| ()))?;
    }
    Ok(())
}

fn literal(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("x'{hex}'")
}

fn insertion(new: &Connection, table: &str, with_rowid: bool) -> Result<String, StoreError> {
    let columns = new.prepare(&format!("SELECT * FROM {table}"))?;
    let names: Vec<&str> = columns.column_names().collect();
    let rowid = if with_rowid { "rowid, " } else { "" };
    let marks = vec!["?"; names.len() + usize::from(with_rowid)].join(", ");
    Ok(format!("INSERT OR IGNORE INTO {table} ({rowid}{}) VALUES ({marks})", names.join(", ")))
}

/// Writes a row as it is; its number where it has one.
fn put(new: &Connection, insert: &str, row: &Row<'_>, with_rowid: usize) -> Result<i64, StoreError> {
    let columns = row.as_ref().column_count();
    let values = (0..columns).map(|column| row.get::<_, Value>(column)).collect::<Result<Vec<_>, _>>()?;
    new.prepare_cached(insert)?.execute(params_from_iter(&values))?;
    if with_rowid == 0 { Ok(0) } else { Ok(row.get(0)?) }
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
