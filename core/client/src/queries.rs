//! What screens ask: lists and search from the read models, one order from its document.

use jobsheet_domain::id::{DocumentId, EventKey};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::records::ChecklistItem;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::time::{Position, Timestamp};
use jobsheet_domain::work_order;
use jobsheet_store::{
    AssetRow, Caller, CustomerRow, ListedOrder, NearOrder, OrderQuery, Page, StoredStatement, Unsent,
};

use crate::anchor::{self, Anchor};
use crate::client::Client;
use crate::error::ClientError;

impl Client {
    /// The orders a query asks for.
    ///
    /// # Errors
    /// When the file cannot be read; so for every query here.
    pub fn orders(&self, query: &OrderQuery) -> Result<Vec<ListedOrder>, ClientError> {
        Ok(self.store().read(|tx| tx.orders(query))?)
    }

    /// The user's jobs of today, by the organisation's time zone.
    ///
    /// # Errors
    /// As [`Client::orders`].
    pub fn my_jobs_today(&self, page: Page) -> Result<Vec<ListedOrder>, ClientError> {
        let zone = self.inner.records.newest(self.store())?.1.policy.zone();
        let today = zone.date(self.now());
        let (from, to) = (zone.day_start(today), zone.day_end(today));
        Ok(self.store().read(|tx| tx.my_jobs(from, to, page))?)
    }

    /// Orders with work to do near a place, the nearest first (R45).
    ///
    /// # Errors
    /// As [`Client::orders`].
    pub fn orders_near(
        &self,
        here: Position,
        radius_m: u32,
        page: Page,
    ) -> Result<Vec<NearOrder>, ClientError> {
        Ok(self.store().read(|tx| tx.orders_near(here, radius_m, page))?)
    }

    /// Documents that have all the words; Chinese words of two characters are found.
    ///
    /// # Errors
    /// As [`Client::orders`].
    pub fn search(
        &self,
        text: &str,
        kind: Option<Kind>,
        page: Page,
    ) -> Result<Vec<(DocumentId, Kind)>, ClientError> {
        let found = self.store().read(|tx| tx.find(text, kind.map(Kind::name), page))?;
        let kinds = self.inner.documents.kinds();
        Ok(found.into_iter().filter_map(|(id, kind)| Some((id, kinds.find(&kind)?))).collect())
    }

    /// Customers recognised by what a caller says or by the number shown (R3).
    ///
    /// # Errors
    /// As [`Client::orders`].
    pub fn callers(&self, said: &str) -> Result<Vec<Caller>, ClientError> {
        Ok(self.store().read(|tx| tx.callers(said))?)
    }

    /// Customers by name.
    ///
    /// # Errors
    /// As [`Client::orders`].
    pub fn customers(&self, text: &str, page: Page) -> Result<Vec<CustomerRow>, ClientError> {
        Ok(self.store().read(|tx| tx.customers(text, page))?)
    }

    /// A customer's machines.
    ///
    /// # Errors
    /// As [`Client::orders`].
    pub fn assets_of(&self, customer: DocumentId) -> Result<Vec<AssetRow>, ClientError> {
        Ok(self.store().read(|tx| tx.assets_of(customer))?)
    }

    /// What is only on this device.
    ///
    /// # Errors
    /// As [`Client::orders`].
    pub fn unsent(&self) -> Result<Unsent, ClientError> {
        Ok(self.store().read(|tx| tx.unsent())?)
    }

    /// The statement behind a sign-off, with its receipt once it has come.
    ///
    /// # Errors
    /// As [`Client::orders`].
    pub fn statement(&self, event: EventKey) -> Result<Option<StoredStatement>, ClientError> {
        Ok(self.store().read(|tx| tx.statement(event))?)
    }

    /// The checklist of an order: what is to be answered on this visit, for its product family (R12).
    ///
    /// # Errors
    /// As [`Client::order`].
    pub fn checklist(&self, order: DocumentId) -> Result<Vec<ChecklistItem>, ClientError> {
        let opened = self.inner.documents.open(&self.inner.store, order)?;
        let records = self.inner.records.newest(self.store())?.1;
        let view = opened.subject()?.work_order();
        Ok(view.map(|view| work_order::checklist(&view, &records).cloned().collect()).unwrap_or_default())
    }

    /// What this visit still lacks before its work can be finished, for the list beside the button (R12–R14).
    ///
    /// # Errors
    /// As [`Client::order`].
    pub fn missing_to_finish(&self, order: DocumentId) -> Result<Vec<Refusal>, ClientError> {
        let opened = self.inner.documents.open(&self.inner.store, order)?;
        let records = self.inner.records.newest(self.store())?.1;
        let view = opened.subject()?.work_order();
        Ok(view.map(|view| work_order::missing_to_finish(&view, &records)).unwrap_or_default())
    }

    /// Now, as well as this device can know it (R51).
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let stored = self.inner.store.read(|tx| tx.sync_state()).ok().and_then(|state| state.anchor);
        let anchor = stored.map(Anchor::from);
        anchor::event_time(anchor.as_ref(), self.inner.clock.as_ref(), None).corrected
    }
}
