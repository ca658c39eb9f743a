//! The schema of the file: append-only steps, each in a transaction of its own.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::StoreError;

/// Step n brings a file from schema n − 1 to n. A released step is never edited.
const STEPS: [&str; 1] = [include_str!("../migrations/001_schema.sql")];

/// The schema this program writes.
pub const SCHEMA_VERSION: u32 = STEPS.len() as u32;

/// The schema of the file; an error when it is newer than this program, which then must not touch it.
pub(crate) fn known_version(connection: &Connection) -> Result<u32, StoreError> {
    let found = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::NewerSchema { found, known: SCHEMA_VERSION });
    }
    Ok(found)
}

/// Brings the file to [`SCHEMA_VERSION`].
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    migrate_to(connection, SCHEMA_VERSION)
}

/// Brings the file to a schema.
pub(crate) fn migrate_to(connection: &mut Connection, to: u32) -> Result<(), StoreError> {
    let from = known_version(connection)?;
    for (version, step) in (1..=to).zip(STEPS).skip_while(|(version, _)| *version <= from) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}
