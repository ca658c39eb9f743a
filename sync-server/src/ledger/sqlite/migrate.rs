//! The schema of the ledger: append-only steps, taken all or none.

use rusqlite::{Connection, TransactionBehavior};

use crate::ledger::{LedgerError, LedgerResult};

/// Step n brings a ledger from schema n − 1 to n. A released step is never edited.
const STEPS: [&str; 10] = [
    include_str!("../../../migrations/sqlite/001.sql"),
    include_str!("../../../migrations/sqlite/002.sql"),
    include_str!("../../../migrations/sqlite/003.sql"),
    include_str!("../../../migrations/sqlite/004.sql"),
    include_str!("../../../migrations/sqlite/005.sql"),
    include_str!("../../../migrations/sqlite/006.sql"),
    include_str!("../../../migrations/sqlite/007.sql"),
    include_str!("../../../migrations/sqlite/008.sql"),
    include_str!("../../../migrations/sqlite/009.sql"),
    include_str!("../../../migrations/sqlite/010.sql"),
];

/// Brings the ledger to the schema this program writes.
pub(super) fn migrate(connection: &mut Connection) -> LedgerResult<()> {
    migrate_by(connection, &STEPS)
}

fn migrate_by(connection: &mut Connection, steps: &[&str]) -> LedgerResult<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    let found: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = (1..).zip(steps).last().map_or(0, |(version, _)| version);
    if found > known {
        return Err(LedgerError::Newer { found, known });
    }
    for (version, step) in (1_i64..).zip(steps).filter(|(version, _)| *version > found) {
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
    }
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> Connection {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        connection
    }

    /// The version and everything the schema says.
    fn schema(connection: &Connection) -> (i64, String) {
        let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        let mut objects = connection
            .prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC, name")
            .unwrap();
        let objects = objects.query_map([], |row| row.get::<_, String>(0)).unwrap();
        (version, objects.map(|object| object.unwrap() + ";\n").collect::<Vec<_>>().join("\n"))
    }

    /// What the steps come to. `JOBSHEET_BLESS=1` renews it when a step was added; the diff is reviewed.
    #[test]
    fn the_schema_is_the_committed_one() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite/schema.sql");
        let (_, current) = schema(&ledger());
        if std::env::var_os("JOBSHEET_BLESS").is_some() {
            std::fs::write(file, &current).unwrap();
        }
        let committed = std::fs::read_to_string(file).unwrap_or_default();
        assert!(current == committed, "the ledger's schema changed: run with JOBSHEET_BLESS=1");
    }

    #[test]
    fn a_step_that_fails_halfway_leaves_the_ledger_as_it_was() {
        let mut connection = ledger();
        let before = schema(&connection);
        let fails = "DROP TABLE user; CREATE TABLE colour (name TEXT); UPDATE no_such_table SET x = 1;";
        let size = "CREATE TABLE size (name TEXT);";
        migrate_by(&mut connection, &[&STEPS[..], &[size, fails]].concat()).unwrap_err();
        assert_eq!(schema(&connection), before);
        migrate_by(&mut connection, &[&STEPS[..], &[size]].concat()).unwrap();
        assert_eq!(schema(&connection).0, STEPS.len() as i64 + 1);
    }

    #[test]
    fn a_ledger_of_a_newer_program_is_left_as_it_was() {
        let mut connection = ledger();
        let (newer, newest) = (STEPS.len() as i64 + 1, STEPS.len() as i64);
        connection.pragma_update(None, "user_version", newer).unwrap();
        let before = schema(&connection);
        let refused = migrate(&mut connection).unwrap_err();
        assert!(matches!(refused, LedgerError::Newer { found, known } if (found, known) == (newer, newest)));
        assert_eq!(schema(&connection), before);
    }
}
