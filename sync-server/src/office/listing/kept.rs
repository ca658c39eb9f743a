//! Rows as they were kept, and what rows of other documents lend to one.

use jobsheet_domain::id::DocumentId;
use jobsheet_domain::sla::ClockInputs;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::arrivals::Heard;
use crate::ledger::ListRow;
use crate::office::Error;
use crate::office::server::Server;
use crate::office::views::CustomerView;

/// A row as it is kept beside the document: with what its clocks look at and when the server heard of it, so that a
/// list tells the time, and what had only seemed late, and opens no document (R31).
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept<R> {
    pub row: R,
    pub clocks: ClockInputs,
    pub heard: Heard,
}

/// A customer's name; empty for nobody.
pub(crate) fn customer_name(server: &Server, id: Option<DocumentId>) -> Result<String, Error> {
    Ok(customer(server, id)?.map(|customer| customer.name).unwrap_or_default())
}

/// What lists show of a customer.
pub(crate) fn customer(server: &Server, id: Option<DocumentId>) -> Result<Option<CustomerView>, Error> {
    let Some(id) = id else { return Ok(None) };
    server.ledger.row(server.organisation.id, id)?.as_ref().map(row).transpose()
}

/// The name a unit variant is serialised under; empty for what is no text.
pub(crate) fn name_of<T: Serialize>(value: &T) -> String {
    let name = serde_json::to_value(value).ok();
    name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A list's row as it was kept.
pub(crate) fn row<T: DeserializeOwned>(row: &ListRow) -> Result<T, Error> {
    Ok(serde_json::from_slice(&row.summary)?)
}
