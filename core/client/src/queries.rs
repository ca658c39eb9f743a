//! What screens ask of documents of any kind: lists and search from the read models.

use jobsheet_domain::id::{DocumentId, EventKey};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::records::ChecklistItem;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order;
use jobsheet_store::{ListedDocument, Page, RowQuery, StoredStatement, Unsent};

use crate::anchor::{self, Anchor};
use crate::client::Client;
use crate::error::ClientError;

impl Client {
    /// The documents of a kind that a query asks for: what every list shows of them.
    ///
    /// # Errors
    /// When the file cannot be read; so for every query here.
    pub fn documents(
        &self,
        kind: Kind,
        query: &RowQuery,
        page: Page,
    ) -> Result<Vec<ListedDocument>, ClientError> {
        Ok(self.store().read(|tx| tx.rows(kind.name(), query, page))?)
    }

    /// How many documents of a kind there are of each status, by status.
    ///
    /// # Errors
    /// As [`Client::documents`].
    pub fn counts(&self, kind: Kind) -> Result<Vec<(String, u64)>, ClientError> {
        Ok(self.store().read(|tx| tx.counts(kind.name()))?)
    }

    /// Documents that have all the words; Chinese words of two characters are found.
    ///
    /// # Errors
    /// As [`Client::documents`].
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

    /// What is only on this device.
    ///
    /// # Errors
    /// As [`Client::documents`].
    pub fn unsent(&self) -> Result<Unsent, ClientError> {
        Ok(self.store().read(|tx| tx.unsent())?)
    }

    /// The statement behind a sign-off, with its receipt once it has come.
    ///
    /// # Errors
    /// As [`Client::documents`].
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
