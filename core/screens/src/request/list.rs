//! The register of requests (R1).

use jobsheet_client::{ClientError, kept};
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::request::{self, RequestSummary};
use jobsheet_domain::time::Timestamp;
use jobsheet_store::{DocumentRow, Page, RowQuery, RowSort};

use crate::Screens;

/// What lists show of a request (R1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// The request.
    pub id: DocumentId,
    /// Its number, or the provisional one of its device.
    pub number: String,
    /// When it came.
    pub received_at: Timestamp,
    /// How it came: `phone`.
    pub channel: String,
    /// The customer, where one is known.
    pub customer: Option<DocumentId>,
    /// The customer's name, where this device has their file.
    pub customer_name: String,
    /// Who called.
    pub contact: String,
    /// From which number.
    pub phone: String,
    /// Where, in words.
    pub address: String,
    /// The product model, as given.
    pub model: String,
    /// The serial number, as given.
    pub serial: String,
    /// The beginning of the fault, in the customer's words.
    pub fault: String,
    /// What it ended in; none while it is open (R2).
    pub outcome: Option<String>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl From<DocumentRow> for RequestRow {
    fn from(row: DocumentRow) -> Self {
        let summary = kept::<RequestSummary>(&row).summary;
        Self {
            received_at: summary.logged_at.or(row.at).unwrap_or(row.updated_at),
            channel: summary.channel,
            contact: summary.caller,
            phone: summary.phone,
            model: summary.product_model,
            serial: summary.serial,
            fault: summary.fault,
            outcome: summary.outcome,
            id: row.id,
            number: row.number,
            customer: row.customer,
            customer_name: row.customer_name,
            address: row.address,
            updated_at: row.updated_at,
        }
    }
}

impl Screens<'_> {
    /// The register, the newest first; only open requests, or all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn requests(&self, only_open: bool, page: Page) -> Result<Vec<RequestRow>, ClientError> {
        let query = RowQuery { open: only_open, sort: RowSort::Begun, ..RowQuery::default() };
        let listed = self.client.documents(request::KIND, &query, page)?;
        Ok(listed.into_iter().map(|listed| listed.row.into()).collect())
    }
}
