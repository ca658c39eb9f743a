//! Rows as they were kept.

use jobsheet_domain::aggregates;
use jobsheet_domain::listing::Listing;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::arrivals::{Arrivals, Heard};
use crate::ledger::ListRow;
use crate::office::{Error, Opened};

/// A row as it is kept beside the document: what is listed, and when the server heard of what stopped its clocks, so that a
/// list tells the time, and what had only seemed late, and opens no document (R31). A row that an earlier version kept in
/// another form, of a document that cannot be read any more, is blank and spoils no list.
#[derive(Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "S: Deserialize<'de> + Default"))]
pub(crate) struct Kept<S> {
    #[serde(default)]
    pub listing: Listing<S>,
    #[serde(default)]
    pub heard: Heard,
}

impl<S: DeserializeOwned + Default> Kept<S> {
    /// A row as it was kept.
    pub fn read(row: &ListRow) -> Result<Self, Error> {
        Ok(serde_json::from_slice(&row.summary)?)
    }

    /// The row of a document that is open, by its runs.
    pub fn at_hand(opened: &Opened, arrivals: &Arrivals<'_>) -> Self {
        let listing = aggregates::listing(&opened.subject);
        let heard = arrivals.heard(opened.content(), &listing.clocks);
        // What was just written of a kind reads back as what it is.
        let typed = |summary| serde_json::from_value(summary).unwrap_or_default();
        Self { listing: listing.with(typed), heard }
    }
}

/// The name a unit variant is serialised under; empty for what is no text.
pub(crate) fn name_of<T: Serialize>(value: &T) -> String {
    let name = serde_json::to_value(value).ok();
    name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
