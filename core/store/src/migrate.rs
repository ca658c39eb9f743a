//! The schema of the file: append-only steps, each in a transaction of its own.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::StoreError;

/// Step n brings a file from schema n − 1 to n. A released step is never edited.
const STEPS: [&str; 6] = [
    include_str!("../migrations/001_schema.sql"),
    include_str!("../migrations/002_document_rows.sql"),
    include_str!("../migrations/003_tables_of_the_first_schema.sql"),
    include_str!("../migrations/004_one_listing.sql"),
    include_str!("../migrations/005_fewer_indexes.sql"),
    include_str!("../migrations/006_a_tap_in_few_pages.sql"),
];

/// Other texts the first step has had. Files made by them are about; what they lack comes with step 3.
const EARLIER_FIRST: [&str; 2] = [
    include_str!("../migrations/001_schema_before_originals.sql"),
    include_str!("../migrations/001_schema_before_unread.sql"),
];

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

/// A way in which a file can have been made: by the first step of its day, and at once with those up to a schema.
#[derive(Clone, Copy)]
pub(crate) struct Birth {
    first: &'static str,
    /// The schema the file had from its beginning.
    pub(crate) version: u32,
}

impl Birth {
    /// Every way in which a file can have been made that now has a schema, likely ones first.
    pub(crate) fn of(version: u32) -> impl Iterator<Item = Self> {
        let by_today = (1..=version).rev().map(|version| Self { first: STEPS[0], version });
        by_today.chain(EARLIER_FIRST.map(|first| Self { first, version: 1 }))
    }

    /// Makes the tables of a new file as they were at its birth.
    pub(crate) fn bear(self, connection: &mut Connection) -> Result<(), StoreError> {
        let steps = [self.first].into_iter().chain(STEPS.into_iter().skip(1));
        take(connection, 0, (1..=self.version).zip(steps))
    }
}

/// Brings the file to a schema.
pub(crate) fn migrate_to(connection: &mut Connection, to: u32) -> Result<(), StoreError> {
    let from = known_version(connection)?;
    take(connection, from, (1..=to).zip(STEPS))
}

/// Takes the steps the file has not taken: each wholly or not at all, in order.
fn take<'a>(
    connection: &mut Connection,
    from: u32,
    steps: impl Iterator<Item = (u32, &'a str)>,
) -> Result<(), StoreError> {
    for (version, step) in steps.skip_while(|(version, _)| *version <= from) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::connection;
    use crate::key::RawKey;

    fn key() -> RawKey {
        RawKey::new([42; 32])
    }

    /// Everything in the file: its version, its schema and its unsent work.
    fn contents(file: &Path) -> (u32, Vec<String>, Vec<Vec<u8>>) {
        let connection = connection::reader(file, &key()).unwrap();
        let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        let mut schema = connection.prepare("SELECT coalesce(sql, name) FROM sqlite_master").unwrap();
        let mut unsent = connection
            .prepare("SELECT c.bytes FROM outbox o JOIN change c USING (document, hash) ORDER BY o.place")
            .unwrap();
        let schema = schema.query_map([], |row| row.get(0)).unwrap().map(|row| row.unwrap()).collect();
        let unsent = unsent.query_map([], |row| row.get(0)).unwrap().map(|row| row.unwrap()).collect();
        (version, schema, unsent)
    }

    /// R50: a migration that breaks off in the middle leaves the file as it was, and the next start can take it.
    #[test]
    fn r50_a_step_that_fails_halfway_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("jobsheet.db");
        std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/schema-1.db"), &file).unwrap();
        let before = contents(&file);
        assert_eq!((before.0, before.2.len()), (1, 2), "a file of the first schema with unsent work");

        let drops = "ALTER TABLE change RENAME TO old_change; CREATE TABLE change (place INTEGER) STRICT; \
            PRAGMA foreign_keys = OFF; DELETE FROM outbox; UPDATE setting SET value = no_such_column;";
        let mut connection = connection::writer(&file, &key()).unwrap();
        take(&mut connection, 1, [(1, STEPS[0]), (2, drops)].into_iter()).unwrap_err();
        assert_eq!(contents(&file), before, "while the same connection goes on");
        drop(connection);
        assert_eq!(contents(&file), before, "after the next start");

        let adds = "ALTER TABLE document ADD COLUMN colour TEXT;";
        let mut connection = connection::writer(&file, &key()).unwrap();
        take(&mut connection, 1, [(1, STEPS[0]), (2, adds), (3, drops)].into_iter()).unwrap_err();
        let after = contents(&file);
        assert_eq!((after.0, &after.2), (2, &before.2), "a step before it was taken for good");
    }
}
