//! Closing: calls that wait for the network end, and every connection to the file is closed before the process ends.

use std::future::Future;

use jobsheet_store::StoreError;

use crate::cancel::CancelHandle;
use crate::client::Client;
use crate::error::ClientError;

impl Client {
    /// Closes the file, for every clone. Calls that wait for the network end with `client.closed`, those that are writing
    /// or reading end first; later ones are `client.closed`. When this returns, nothing of the library holds the file.
    /// Nothing is lost, and closing twice does nothing.
    ///
    /// A process closes its clients before it ends: the encrypted database library frees its memory while the process
    /// exits, and a connection that is closed after that crashes it.
    pub async fn close(&self) {
        self.inner.closing.cancel();
        let _syncing = self.inner.syncing.lock().await;
        let _uploading = self.inner.uploading.lock().await;
        self.inner.store.close();
        self.inner.documents.forget_all();
        self.inner.records.forget();
    }

    /// A handle that is used when the client is closed: for whoever waits for its events.
    #[must_use]
    pub fn closing(&self) -> CancelHandle {
        self.inner.closing.clone()
    }

    /// Runs a call until it ends, the caller gives it up, or the client is closed.
    pub(crate) async fn guard<T>(
        &self,
        cancel: &CancelHandle,
        call: impl Future<Output = Result<T, ClientError>>,
    ) -> Result<T, ClientError> {
        match self.inner.closing.guard(cancel.guard(call)).await {
            Err(ClientError::Cancelled) if self.inner.closing.is_used() => Err(StoreError::Closed.into()),
            outcome => outcome,
        }
    }
}
