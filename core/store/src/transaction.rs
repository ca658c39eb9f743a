//! Transactions: what reads and writes are called on.

use std::ops::Deref;

use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::error::StoreError;

/// A transaction under way; what was not committed when it is dropped never was. Its statements are prepared once for each
/// connection, where rusqlite's own parses them for every transaction.
pub(crate) struct Begun<'c> {
    connection: &'c Connection,
    is_over: bool,
}

impl<'c> Begun<'c> {
    /// Begins to read.
    pub(crate) fn to_read(connection: &'c mut Connection) -> Result<Self, StoreError> {
        Self::by("BEGIN DEFERRED", connection)
    }

    /// Begins to write, after whoever writes now.
    pub(crate) fn to_write(connection: &'c mut Connection) -> Result<Self, StoreError> {
        Self::by("BEGIN IMMEDIATE", connection)
    }

    fn by(sql: &str, connection: &'c Connection) -> Result<Self, StoreError> {
        connection.prepare_cached(sql)?.execute([])?;
        Ok(Self { connection, is_over: false })
    }

    /// The connection it is on.
    pub(crate) const fn connection(&self) -> &'c Connection {
        self.connection
    }

    /// Keeps what was written.
    pub(crate) fn commit(mut self) -> Result<(), StoreError> {
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        self.is_over = true;
        Ok(())
    }
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        // A failed statement may have ended the transaction by itself.
        if !self.is_over && !self.connection.is_autocommit() {
            let ended = self.connection.prepare_cached("ROLLBACK").and_then(|mut end| end.execute([]));
            // What cannot be rolled back now is when the connection closes.
            drop(ended);
        }
    }
}

/// One consistent view of the file.
pub struct ReadTx<'c> {
    connection: &'c Connection,
}

/// The one writing transaction. All of it is kept, or nothing.
pub struct WriteTx<'c> {
    read: ReadTx<'c>,
}

impl<'c> ReadTx<'c> {
    pub(crate) const fn new(connection: &'c Connection) -> Self {
        Self { connection }
    }

    /// The row a query finds, where it finds one.
    pub(crate) fn one<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        map: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.connection.prepare_cached(sql)?.query_row(parameters, map).optional()?)
    }

    /// All rows of a query.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        map: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(parameters, map)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The number a query counts.
    pub(crate) fn count(&self, sql: &str, parameters: impl Params) -> Result<u64, StoreError> {
        let count: i64 = self.connection.prepare_cached(sql)?.query_row(parameters, |row| row.get(0))?;
        u64::try_from(count).map_err(|_| StoreError::Invalid { what: "count" })
    }
}

impl<'c> WriteTx<'c> {
    pub(crate) const fn new(connection: &'c Connection) -> Self {
        Self { read: ReadTx::new(connection) }
    }

    /// Runs a statement; the number of rows it changed.
    pub(crate) fn run(&self, sql: &str, parameters: impl Params) -> Result<usize, StoreError> {
        Ok(self.read.connection.prepare_cached(sql)?.execute(parameters)?)
    }

    /// Runs an INSERT; the row's number.
    pub(crate) fn insert(&self, sql: &str, parameters: impl Params) -> Result<i64, StoreError> {
        Ok(self.read.connection.prepare_cached(sql)?.insert(parameters)?)
    }
}

impl<'c> Deref for WriteTx<'c> {
    type Target = ReadTx<'c>;

    fn deref(&self) -> &Self::Target {
        &self.read
    }
}
