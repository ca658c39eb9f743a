//! What screens ask.

use jobsheet_client::domain::id::{Digest, DocumentId};
use jobsheet_client::domain::time::{Position, Timestamp};
use jobsheet_client::domain::work_order;
use jobsheet_client::store::{Page, RowQuery, Unsent};
use jobsheet_screens::{AssetRow, CustomerRow, ListedOrder, ReportPage, screens};

use crate::client::{FieldClient, language};
use crate::error::Answer;
use crate::lists::{ChecklistLine, JobRow, NearJob, OrderFilter, OrderSort};
use crate::order::OrderPage;

impl FieldClient {
    fn rows(&self, listed: Vec<ListedOrder>) -> Vec<JobRow> {
        listed.into_iter().map(|one| JobRow::of(one, self.language())).collect()
    }
}

#[uniffi::export]
impl FieldClient {
    /// The user's jobs of today, by the organisation's time zone.
    ///
    /// # Errors
    /// `FieldError::Storage` when the file cannot be read; so for every query here.
    pub fn my_jobs_today(&self, page: Page) -> Answer<Vec<JobRow>> {
        Ok(self.rows(self.told(screens(&self.client).my_jobs_today(page))?))
    }

    /// Orders by status, customer, machine and words.
    ///
    /// # Errors
    /// As [`FieldClient::my_jobs_today`].
    pub fn orders(&self, filter: OrderFilter, sort: OrderSort, page: Page) -> Answer<Vec<JobRow>> {
        let OrderFilter { statuses, mine, contested, customer, asset, text } = filter;
        let sort = sort.into();
        let query =
            RowQuery { statuses, mine, contested, customer, asset, text, sort, ..RowQuery::default() };
        Ok(self.rows(self.told(screens(&self.client).orders(&query, page))?))
    }

    /// Orders with work to do near a place, the nearest first (R45).
    ///
    /// # Errors
    /// As [`FieldClient::my_jobs_today`].
    pub fn orders_near(&self, here: Position, radius_m: u32, page: Page) -> Answer<Vec<NearJob>> {
        let near = self.told(screens(&self.client).orders_near(here, radius_m, page))?;
        Ok(near.into_iter().map(|one| NearJob::of(one, self.language())).collect())
    }

    /// Orders that have all the words; Chinese words of two characters are found.
    ///
    /// # Errors
    /// As [`FieldClient::my_jobs_today`].
    #[expect(clippy::needless_pass_by_value, reason = "arguments cross by value")]
    pub fn search_orders(&self, text: String, page: Page) -> Answer<Vec<DocumentId>> {
        let found = self.told(self.client.search(&text, Some(work_order::KIND), page))?;
        Ok(found.into_iter().map(|(document, _)| document).collect())
    }

    /// One order, as its page shows it.
    ///
    /// # Errors
    /// `FieldError::Refused` with `document.unknown` when it is not on this device.
    pub fn order(&self, id: DocumentId) -> Answer<OrderPage> {
        Ok(OrderPage::of(self.told(screens(&self.client).order(id))?, self.language()))
    }

    /// The report of any visit of an order, in a language or the customer's own: the version that was signed, with the
    /// signature, where there is one; else as it stands (R6).
    ///
    /// # Errors
    /// As [`FieldClient::order`], and `work_order.no_such_visit`.
    pub fn report_of(
        &self,
        order: DocumentId,
        visit: u32,
        in_language: Option<String>,
    ) -> Answer<ReportPage> {
        let chosen = in_language.as_deref().map(language);
        self.told(screens(&self.client).report_of(order, visit, chosen))
    }

    /// What is to be answered on this visit (R12), in the client's language.
    ///
    /// # Errors
    /// As [`FieldClient::order`].
    pub fn checklist(&self, id: DocumentId) -> Answer<Vec<ChecklistLine>> {
        let items = self.told(screens(&self.client).checklist(id))?;
        Ok(items.into_iter().map(|item| ChecklistLine::of(item, self.language())).collect())
    }

    /// Customers by name, contact or address.
    ///
    /// # Errors
    /// As [`FieldClient::my_jobs_today`].
    #[expect(clippy::needless_pass_by_value, reason = "arguments cross by value")]
    pub fn customers(&self, text: String, page: Page) -> Answer<Vec<CustomerRow>> {
        self.told(screens(&self.client).customers(&text, page))
    }

    /// A customer's machines.
    ///
    /// # Errors
    /// As [`FieldClient::my_jobs_today`].
    pub fn assets_of(&self, customer: DocumentId) -> Answer<Vec<AssetRow>> {
        self.told(screens(&self.client).assets_of(customer))
    }

    /// The bytes of a photo or a thumbnail that is on this device.
    ///
    /// # Errors
    /// `FieldError::Storage` with `store.unknown` when it is not here.
    pub fn photo(&self, digest: Digest) -> Answer<Vec<u8>> {
        self.told(self.client.photo(digest))
    }

    /// What is only on this device.
    ///
    /// # Errors
    /// As [`FieldClient::my_jobs_today`].
    pub fn unsent(&self) -> Answer<Unsent> {
        self.told(self.client.unsent())
    }

    /// Now, as well as this device can know it (R51).
    ///
    /// # Errors
    /// None; see the crate's header.
    pub fn now(&self) -> Answer<Timestamp> {
        Ok(self.client.now())
    }
}
