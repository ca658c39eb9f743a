//! Lists of customers.

use jobsheet_client::{ClientError, kept};
use jobsheet_domain::customer::{self, CustomerSummary};
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::time::{Position, Timestamp};
use jobsheet_store::{DocumentRow, Page, RowQuery, RowSort};

use crate::Screens;

/// What lists show of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// The customer.
    pub id: DocumentId,
    /// Their name.
    pub name: String,
    /// The name of the first contact.
    pub contact: String,
    /// All telephone numbers, as typed.
    pub phones: Vec<String>,
    /// Where the first site is, in words.
    pub address: String,
    /// The language of their reports, a BCP 47 code.
    pub language: String,
    /// Where the first site is, on the map.
    pub position: Option<Position>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl From<DocumentRow> for CustomerRow {
    fn from(row: DocumentRow) -> Self {
        let CustomerSummary { language, phone, contacts, .. } = kept(&row).summary;
        let phones = std::iter::once(&phone).chain(contacts.iter().map(|contact| &contact.phone));
        Self {
            phones: phones.filter(|phone| !phone.is_empty()).cloned().collect(),
            contact: contacts.first().map(|contact| contact.name.clone()).unwrap_or_default(),
            language: language.code().to_owned(),
            id: row.id,
            name: row.title,
            address: row.address,
            position: row.position,
            updated_at: row.updated_at,
        }
    }
}

impl Screens<'_> {
    /// Customers by name; with words, those that have all of them, the newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customers(&self, text: &str, page: Page) -> Result<Vec<CustomerRow>, ClientError> {
        let sort = if text.trim().is_empty() { RowSort::Title } else { RowSort::Updated };
        let query = RowQuery { text: text.to_owned(), sort, ..RowQuery::default() };
        let listed = self.client.documents(customer::KIND, &query, page)?;
        Ok(listed.into_iter().map(|listed| listed.row.into()).collect())
    }
}
