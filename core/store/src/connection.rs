//! Connections to the file, with the settings every one of them needs.

use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::StoreError;
use crate::key::RawKey;

/// SQLCipher's page.
const PAGE_BYTES: u64 = 4_096;
/// How long a statement waits for another process: a share extension, a backup.
const BUSY: Duration = Duration::from_secs(5);
/// Prepared statements kept by a connection.
const STATEMENTS: usize = 128;

/// The settings of every connection. FULL loses nothing on power loss, NORMAL does; temporary tables would be written
/// in clear.
const SETTINGS: &str = "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; \
    PRAGMA journal_size_limit = 4194304;";

/// On iOS an ordinary sync stops at the drive's cache.
const SYNC_TO_THE_PLATTER: &str = "PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;";

/// Starts the encrypted database library of this process; opening a file does it by itself.
///
/// SQLite reports itself started before SQLCipher's own start has run, so a second thread could open a file in between
/// and be refused its key. One thread opens a connection here while the others wait. A process that also uses SQLite
/// outside this crate calls it before it does so.
pub fn start() {
    static STARTED: OnceLock<()> = OnceLock::new();
    // A start that fails is told by the opening of the file that follows.
    STARTED.get_or_init(|| drop(Connection::open_in_memory()));
}

/// The writer's connection to an existing file.
pub(crate) fn writer(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Absent);
    }
    let connection = open(path, &key.pragma(), OpenFlags::empty())?;
    settle(&connection)?;
    Ok(connection)
}

/// The writer's connection to a new file. The order matters: the key, then vacuuming and the journal, then tables.
pub(crate) fn creator(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    let connection = open(path, &key.pragma(), OpenFlags::SQLITE_OPEN_CREATE)?;
    arrange(&connection)?;
    Ok(connection)
}

/// As [`creator`], for a file that has the salt of another: equal pages are then equal bytes but for their nonces, and
/// can stand in for each other.
pub(crate) fn twin(path: &Path, key: &RawKey, salt: &[u8; 16]) -> Result<Connection, StoreError> {
    let connection = open(path, &key.pragma_with_salt(salt), OpenFlags::SQLITE_OPEN_CREATE)?;
    arrange(&connection)?;
    Ok(connection)
}

fn arrange(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch("PRAGMA auto_vacuum = INCREMENTAL;")?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    settle(connection)
}

/// A connection that only reads, beside the writer.
pub(crate) fn reader(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    let connection = open(path, &key.pragma(), OpenFlags::empty())?;
    settle(&connection)?;
    connection.execute_batch("PRAGMA query_only = ON;")?;
    Ok(connection)
}

/// A connection to a damaged file that leaves it as it is: closing it does not move the log into the file. Where the
/// schema itself is damaged, it knows the tables that could be read.
pub(crate) fn examiner(path: &Path, key: &RawKey) -> Result<Connection, StoreError> {
    let connection = open(path, &key.pragma(), OpenFlags::empty())?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection
        .execute_batch("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA writable_schema = ON;")?;
    // The first look at a damaged schema fails; after it, the tables that could be read are known.
    let _ = connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()));
    Ok(connection)
}

/// Moves what is in the log of a file into the file, without a look at its schema, which may be damaged.
pub(crate) fn empty_log(path: &Path, key: &RawKey) -> Result<(), StoreError> {
    open(path, &key.pragma(), OpenFlags::empty()).map(drop)
}

fn open(path: &Path, key: &str, extra: OpenFlags) -> Result<Connection, StoreError> {
    start();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | extra;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    connection.execute_batch(key)?;
    // The first page only: damage further on is not the key's fault.
    let opened = connection.query_row("PRAGMA user_version", [], |_| Ok(()));
    match opened.map_err(StoreError::from) {
        Err(damaged @ StoreError::Damaged { .. }) => {
            drop(connection);
            Err(if opens_a_page(path, key)? { damaged } else { StoreError::WrongKey })
        }
        other => other.map(|()| connection),
    }
}

/// Whether a key is that of a file whose first page cannot be read: each page has a code of its own by which a key proves
/// itself, and a wrong one proves itself on none.
fn opens_a_page(path: &Path, key: &str) -> Result<bool, StoreError> {
    let pages = path.metadata().map_or(0, |file| file.len() / PAGE_BYTES);
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    connection.execute_batch(key)?;
    let mut check = connection.prepare("PRAGMA cipher_integrity_check")?;
    let unread = check.query_map([], |_| Ok(()))?.count();
    Ok((unread as u64) < pages)
}

fn settle(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(SETTINGS)?;
    if cfg!(target_os = "ios") {
        connection.execute_batch(SYNC_TO_THE_PLATTER)?;
    }
    Ok(())
}
