//! The embedded ledger: one SQLite file, WAL, `synchronous=FULL`, one writer, readers beside it.

mod accounts;
mod blobs;
mod columns;
mod commit;
mod devices;
mod documents;
mod lists;
mod migrate;
mod position;
mod reviews;
mod scope;
mod transaction;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use super::{LedgerError, LedgerResult};
use transaction::Transaction;

/// How long a connection waits for another process's lock.
const BUSY: Duration = Duration::from_secs(10);

/// The embedded ledger.
pub struct SqliteLedger {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

impl SqliteLedger {
    /// Opens the file, makes it when it is not there, and brings its schema up to date.
    ///
    /// # Errors
    /// [`LedgerError::Engine`] when the file cannot be opened or is no SQLite database, [`LedgerError::Newer`] when a newer
    /// program wrote it; it is left as it was.
    pub fn open(path: &Path) -> LedgerResult<Self> {
        let mut writer = connect(path)?;
        migrate::migrate(&mut writer)?;
        Ok(Self { path: path.to_owned(), writer: Mutex::new(writer), readers: Mutex::default() })
    }

    /// One writing transaction: all of it or nothing.
    fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> LedgerResult<T>) -> LedgerResult<T> {
        let mut connection = hold(&self.writer);
        let transaction = Transaction::to_write(&mut connection)?;
        let answer = work(&transaction)?;
        transaction.commit()?;
        Ok(answer)
    }

    /// A writing transaction that leaves nothing of what it replaces in the ledger's files.
    fn erase<T>(&self, work: impl FnOnce(&Transaction<'_>) -> LedgerResult<T>) -> LedgerResult<T> {
        let mut connection = hold(&self.writer);
        connection.pragma_update(None, "secure_delete", true)?;
        let transaction = Transaction::to_write(&mut connection)?;
        let answer = work(&transaction)?;
        transaction.commit()?;
        connection.pragma_update(None, "secure_delete", false)?;
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(answer)
    }

    /// One reading transaction: it sees one moment.
    fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> LedgerResult<T>) -> LedgerResult<T> {
        let idle = hold(&self.readers).pop();
        let mut connection = idle.map_or_else(|| connect(&self.path), Ok)?;
        let answer = {
            let transaction = Transaction::to_read(&mut connection)?;
            work(&transaction)
        };
        hold(&self.readers).push(connection);
        answer
    }
}

/// A panic elsewhere leaves a connection usable: its transaction was rolled back when it was dropped.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(path: &Path) -> LedgerResult<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Engine(Box::new(error))
    }
}
