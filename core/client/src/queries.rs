//! What is read of this device: documents, lists and search from the read models, records, clocks.

use std::sync::Arc;

use jobsheet_domain::aggregates::Subject;
use jobsheet_domain::asker::Asker;
use jobsheet_domain::content::Content;
use jobsheet_domain::id::{DocumentId, EventKey};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::records::Records;
use jobsheet_domain::sla::Clock;
use jobsheet_domain::time::Timestamp;
use jobsheet_signing::Keyring;
use jobsheet_store::{ListedDocument, Page, ReadTx, RowQuery, StoreError, StoredStatement, Unsent};

use crate::anchor::{self, Anchor};
use crate::client::Client;
use crate::context;
use crate::documents::Opened;
use crate::error::ClientError;
use crate::rows;
use crate::sync::keys;

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

    /// A document of this device, at its present version.
    ///
    /// # Errors
    /// `document.unknown` when it is not on this device.
    pub fn opened(&self, id: DocumentId) -> Result<Arc<Opened>, ClientError> {
        self.inner.documents.open(self.store(), id)
    }

    /// What a document holds, when it is on this device.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn content(&self, id: DocumentId) -> Result<Option<Content>, ClientError> {
        context::content(self, id)
    }

    /// The newest records on this device.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn records(&self) -> Result<Arc<Records>, ClientError> {
        Ok(self.inner.records.newest(self.store())?.1)
    }

    /// The keys this device knows, with what each may sign for.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn keyring(&self) -> Result<Keyring, ClientError> {
        Ok(self.store().read(keys::stored)?)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// As the reading says.
    pub fn read<T>(&self, read: impl FnOnce(&ReadTx<'_>) -> Result<T, StoreError>) -> Result<T, ClientError> {
        Ok(self.store().read(read)?)
    }

    /// Every clock of a document as of a moment (R22–R28), by the device's policy and calendar and the contract of its
    /// customer.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn clocks(&self, subject: &Subject, now: Timestamp) -> Result<Vec<Clock>, ClientError> {
        rows::clocks(self, subject, &self.records()?.policy, now)
    }

    /// What whoever uses this file may be told as the one who asks, by what this device knows now.
    ///
    /// # Errors
    /// [`ClientError::NotEnrolled`] before there is anybody.
    pub fn asking<T>(&self, told: impl FnOnce(&Asker<'_>) -> T) -> Result<T, ClientError> {
        Ok(told(&self.circumstances(None)?.asker()))
    }

    /// Now, as well as this device can know it (R51).
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let stored = self.inner.store.read(|tx| tx.sync_state()).ok().and_then(|state| state.anchor);
        let anchor = stored.map(Anchor::from);
        anchor::event_time(anchor.as_ref(), self.inner.clock.as_ref(), None).corrected
    }
}
