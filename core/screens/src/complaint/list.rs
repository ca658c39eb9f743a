//! Lists of complaints (R41).

use jobsheet_client::{ClientError, kept};
use jobsheet_domain::complaint::{self, ComplaintSummary};
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;
use jobsheet_store::{DocumentRow, ListedDocument, Page, RowQuery};

use crate::Screens;
use crate::page::status_text;

/// A complaint in a list, with where its work stands on the way to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedComplaint {
    /// What every list shows.
    pub row: DocumentRow,
    /// What lists of complaints show beside it.
    pub summary: ComplaintSummary,
    /// The status in the reader's words.
    pub status_text: String,
    /// Own taps the server has not confirmed.
    pub unsent: u32,
    /// Why its taps are not sent on.
    pub wedge: Option<Refusal>,
}

impl ListedComplaint {
    /// The complaint of a row.
    pub(super) fn of(listed: ListedDocument, language: Language) -> Self {
        let ListedDocument { row, unsent, wedge } = listed;
        let status_text = status_text(&row.kind, &row.status, language);
        Self { summary: kept(&row).summary, status_text, row, unsent, wedge }
    }
}

impl Screens<'_> {
    /// The complaints a query asks for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn complaints(&self, query: &RowQuery, page: Page) -> Result<Vec<ListedComplaint>, ClientError> {
        let listed = self.client.documents(complaint::KIND, query, page)?;
        let language = self.client.language();
        Ok(listed.into_iter().map(|one| ListedComplaint::of(one, language)).collect())
    }
}
