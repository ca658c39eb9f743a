//! A table of the new file, into which rows go by the names of their columns.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, Row, params_from_iter};

use crate::error::StoreError;

/// A table of the new file. The damaged file may be of another schema: a column it does not have takes its default, and
/// one that is no more is left behind.
pub(super) struct Table<'n> {
    new: &'n Connection,
    name: &'n str,
    columns: BTreeSet<String>,
    /// How rows are written, once the first is seen: the places of what goes over, and the statement.
    written: Option<(Vec<usize>, String)>,
}

impl<'n> Table<'n> {
    /// A table of the new file. The rows of one that has numbers keep them, as the column `rowid`.
    pub(super) fn of(new: &'n Connection, name: &'n str) -> Result<Self, StoreError> {
        let statement = new.prepare(&format!("SELECT * FROM {name}"))?;
        let own = statement.column_names().map(str::to_owned);
        Ok(Self { new, name, columns: own.chain(["rowid".to_owned()]).collect(), written: None })
    }

    pub(super) const fn name(&self) -> &'n str {
        self.name
    }

    /// Writes a row of the damaged file as it is. One that is there already stays.
    pub(super) fn put(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        let (places, insert) = match self.written.take() {
            Some(written) => written,
            None => self.shared_with(row),
        };
        let values = places.iter().map(|place| row.get(*place)).collect::<Result<Vec<Value>, _>>()?;
        let outcome = self.new.prepare_cached(&insert)?.execute(params_from_iter(&values));
        self.written = Some((places, insert));
        match outcome {
            // What breaks the rules of the table is no row of it: a damaged schema led to another's.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => Ok(()),
            Err(error) => Err(error.into()),
            Ok(_) => Ok(()),
        }
    }

    fn shared_with(&self, row: &Row<'_>) -> (Vec<usize>, String) {
        let names = row.as_ref().column_names();
        let mut taken = BTreeSet::new();
        // A table whose key is its number gives that twice, as `rowid` and by its name.
        let shared: Vec<(usize, &str)> = names
            .enumerate()
            .filter(|(_, name)| self.columns.contains(*name) && taken.insert(*name))
            .collect();
        let (places, names): (Vec<usize>, Vec<&str>) = shared.into_iter().unzip();
        let marks = vec!["?"; names.len()].join(", ");
        (places, format!("INSERT OR IGNORE INTO {} ({}) VALUES ({marks})", self.name, names.join(", ")))
    }
}
