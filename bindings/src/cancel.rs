//! Giving up a long call from the shell.

use std::sync::Arc;

use crate::error::Answer;

/// Cancels the calls it was given to. A cancelled Swift task does not stop the work in here by itself.
#[derive(Debug, Default, uniffi::Object)]
pub struct CancelHandle {
    pub(crate) inner: jobsheet_client::CancelHandle,
}

#[uniffi::export]
impl CancelHandle {
    /// A handle that has not been used.
    ///
    /// # Errors
    /// None; see the crate's header.
    #[uniffi::constructor]
    pub fn new() -> Answer<Arc<Self>> {
        Ok(Arc::default())
    }

    /// Ends the calls; each leaves what it stored so far, whole.
    ///
    /// # Errors
    /// None.
    pub fn cancel(&self) -> Answer {
        self.inner.cancel();
        Ok(())
    }
}
