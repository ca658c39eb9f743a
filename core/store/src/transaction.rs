//! Transactions: what reads and writes are called on.

use std::ops::Deref;

use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::error::StoreError;

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
