//! Transactions whose statements, their own beginning and end included, are parsed once for each connection.

use rusqlite::{CachedStatement, Connection, Params, Result, Row};

/// A transaction under way; what was not committed when it is dropped never was.
pub(super) struct Transaction<'c> {
    connection: &'c Connection,
    is_over: bool,
}

impl<'c> Transaction<'c> {
    /// Begins to read: it sees one moment.
    pub fn to_read(connection: &'c mut Connection) -> Result<Self> {
        Self::begin(connection, "BEGIN DEFERRED")
    }

    /// Begins to write, after whoever writes now.
    pub fn to_write(connection: &'c mut Connection) -> Result<Self> {
        Self::begin(connection, "BEGIN IMMEDIATE")
    }

    fn begin(connection: &'c Connection, sql: &str) -> Result<Self> {
        connection.prepare_cached(sql)?.execute([])?;
        Ok(Self { connection, is_over: false })
    }

    /// A statement.
    pub fn prepare_cached(&self, sql: &str) -> Result<CachedStatement<'c>> {
        self.connection.prepare_cached(sql)
    }

    /// Runs a statement; the number of rows it changed.
    pub fn execute(&self, sql: &str, parameters: impl Params) -> Result<usize> {
        self.prepare_cached(sql)?.execute(parameters)
    }

    /// The one row of a query.
    pub fn query_row<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        map: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        self.prepare_cached(sql)?.query_row(parameters, map)
    }

    /// Keeps what was written.
    pub fn commit(mut self) -> Result<()> {
        self.prepare_cached("COMMIT")?.execute([])?;
        self.is_over = true;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // A failed statement may have ended the transaction by itself.
        if !self.is_over && !self.connection.is_autocommit() {
            let ended = self.prepare_cached("ROLLBACK").and_then(|mut end| end.execute([]));
            // What cannot be rolled back now is when the connection closes.
            drop(ended);
        }
    }
}
