//! The user's own of a day.

use jobsheet_kernel::time::Timestamp;
use rusqlite::params;

use super::query::{ListedDocument, listed};
use crate::columns::listed_from;
use crate::error::StoreError;
use crate::page::Page;
use crate::transaction::ReadTx;

/// The two halves are found, put in order and cut by an index each; only the rows that are shown are read.
const MY_JOBS: &str = concat!(
    listed_from!(
        "( \
        SELECT rowid AS place, 1 AS first, window_from IS NULL AS undated, window_from, id FROM document_row \
            WHERE kind = ?5 AND to_do = 1 AND my_role > 0 AND (window_from IS NULL OR window_from < ?2) UNION \
        SELECT rowid, to_do, 0, window_from, id FROM document_row \
            WHERE kind = ?5 AND my_role > 0 AND window_to IS NOT NULL AND window_to > ?1 AND window_from < ?2 \
        ORDER BY first DESC, undated, window_from, id LIMIT ?3 OFFSET ?4 \
        ) j CROSS JOIN document_row o ON o.rowid = j.place"
    ),
    " ORDER BY j.first DESC, j.undated, j.window_from, j.id"
);

impl ReadTx<'_> {
    /// The user's documents of a kind for the day `[from, to)`: what is promised for it, and what is still to be done from
    /// before or has no date. What is to be done comes first, by its window.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn my_jobs(
        &self,
        kind: &str,
        from: Timestamp,
        to: Timestamp,
        page: Page,
    ) -> Result<Vec<ListedDocument>, StoreError> {
        self.all(MY_JOBS, params![from.0, to.0, page.limit, page.offset, kind], listed)
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::types::Value;

    use super::super::query::plan;
    use super::*;

    #[test]
    fn my_jobs_are_found_by_an_index_for_each_half() {
        let values = [vec![Value::Integer(0); 4], vec![Value::Text("work_order".to_owned())]].concat();
        let plan = plan(MY_JOBS, values);
        for index in ["document_row_to_do", "document_row_by_window"] {
            assert!(plan.contains(&format!("COVERING INDEX {index}")), "{plan}");
        }
    }
}
