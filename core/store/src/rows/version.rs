//! By which version of the listing the rows were made, and making all of them again.

use crate::error::StoreError;
use crate::transaction::{ReadTx, WriteTx};

/// The setting that says by which version of the listing all rows were made.
const MADE_BY: &str = "listing_version";

impl ReadTx<'_> {
    /// The version of the listing by which every row was made; 0 where rows may be missing or older than any.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn listing_version(&self) -> Result<u32, StoreError> {
        Ok(self.setting(MADE_BY)?.and_then(|version| version.parse().ok()).unwrap_or(0))
    }
}

impl WriteTx<'_> {
    /// Notes that every document has its row, made by this version of the listing.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_listing_version(&mut self, version: u32) -> Result<(), StoreError> {
        self.put_setting(MADE_BY, &version.to_string())
    }

    /// Empties the read models and lets `fill` write every row anew from the documents.
    ///
    /// # Errors
    /// Those of `fill`; the rows are then as they were.
    pub fn rebuild_read_models(
        &mut self,
        fill: impl FnOnce(&mut Self) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        for table in ["document_row", "phone", "search_entry"] {
            self.run(&format!("DELETE FROM {table}"), [])?;
        }
        self.run("INSERT INTO search_words (search_words) VALUES ('delete-all')", [])?;
        fill(self)
    }
}
