//! Rows as they were kept.

use jobsheet_domain::aggregates;
use jobsheet_domain::listing::Listing;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arrivals::{Arrivals, Heard};
use crate::ledger::ListRow;
use crate::office::{Error, Opened};

/// A row as it is kept beside the document: what is listed, and when the server heard of what stopped its clocks, so that a
/// list tells the time, and what had only seemed late, and opens no document (R31). A row in another form spoils no list: that
/// of a document which cannot be read, kept as an earlier version kept it, is blank; of a later version's, what only its kind
/// shows may be.
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
        if let Ok(kept) = serde_json::from_slice(&row.summary) {
            return Ok(kept);
        }
        let Kept::<Value> { listing, heard } = serde_json::from_slice(&row.summary)?;
        Ok(Self { listing: listing.with(typed), heard })
    }

    /// The row of a document that is open, by its runs.
    pub fn at_hand(opened: &Opened, arrivals: &Arrivals<'_>) -> Self {
        let listing = aggregates::listing(&opened.subject);
        let heard = arrivals.heard(opened.content(), &listing.clocks);
        Self { listing: listing.with(typed), heard }
    }
}

/// What only lists of a kind show; nothing where it has a form that this version does not know.
fn typed<S: DeserializeOwned + Default>(summary: Value) -> S {
    serde_json::from_value(summary).unwrap_or_default()
}

/// The name a unit variant is serialised under; empty for what is no text.
pub(crate) fn name_of<T: Serialize>(value: &T) -> String {
    let name = serde_json::to_value(value).ok();
    name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::complaint::{self, ComplaintSummary};
    use jobsheet_domain::id::DocumentId;
    use jobsheet_domain::time::Timestamp;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_row_of_a_later_version_shows_what_this_one_knows_of_it() {
        let kept = json!({ "listing": { "number": "CP-2026-0001", "open": true, "colour": "red",
            "summary": { "channel": "carrier_pigeon" } }, "heard": {} });
        let (id, summary) = (DocumentId(uuid::Uuid::nil()), kept.to_string().into_bytes());
        let row = ListRow { id, kind: complaint::KIND, position: 1, updated_at: Timestamp(0), summary };
        let read = Kept::<ComplaintSummary>::read(&row).unwrap();
        assert_eq!((read.listing.number.as_str(), read.listing.open), ("CP-2026-0001", true));
        assert_eq!(read.listing.summary, ComplaintSummary::default());
    }
}
