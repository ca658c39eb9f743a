//! Lists of complaints (R41).

use jobsheet_client::{ClientError, kept};
use jobsheet_domain::complaint::{self, ComplaintSummary};
use jobsheet_domain::refusal::Refusal;
use jobsheet_store::{DocumentRow, ListedDocument, Page, RowQuery};

use crate::Screens;

/// A complaint in a list, with where its work stands on the way to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedComplaint {
    /// What every list shows.
    pub row: DocumentRow,
    /// What lists of complaints show beside it.
    pub summary: ComplaintSummary,
    /// Own taps the server has not confirmed.
    pub unsent: u32,
    /// Why its taps are not sent on.
    pub wedge: Option<Refusal>,
}

impl From<ListedDocument> for ListedComplaint {
    fn from(listed: ListedDocument) -> Self {
        let summary = kept(&listed.row).summary;
        Self { row: listed.row, summary, unsent: listed.unsent, wedge: listed.wedge }
    }
}

impl Screens<'_> {
    /// The complaints a query asks for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn complaints(&self, query: &RowQuery, page: Page) -> Result<Vec<ListedComplaint>, ClientError> {
        let listed = self.client.documents(complaint::KIND, query, page)?;
        Ok(listed.into_iter().map(ListedComplaint::from).collect())
    }
}
