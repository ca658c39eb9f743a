//! Giving up a long call. A cancelled task on iOS does not drop the future in here, so the handle is explicit.

use std::future::Future;
use std::sync::Arc;

use tokio::sync::watch;

use crate::error::ClientError;

/// Cancels the calls it was given to. Clones cancel together.
#[derive(Clone, Debug)]
pub struct CancelHandle {
    cancelled: Arc<watch::Sender<bool>>,
}

impl CancelHandle {
    /// A handle that has not been used.
    #[must_use]
    pub fn new() -> Self {
        Self { cancelled: Arc::new(watch::Sender::new(false)) }
    }

    /// Ends the calls; each leaves what it stored so far, whole.
    pub fn cancel(&self) {
        self.cancelled.send_replace(true);
    }

    /// Whether the calls were given up.
    #[must_use]
    pub fn is_used(&self) -> bool {
        *self.cancelled.borrow()
    }

    /// Runs a call until it ends or the handle is used.
    ///
    /// # Errors
    /// [`ClientError::Cancelled`], or the call's own.
    pub async fn guard<T>(
        &self,
        call: impl Future<Output = Result<T, ClientError>>,
    ) -> Result<T, ClientError> {
        let mut cancelled = self.cancelled.subscribe();
        tokio::select! {
            biased;
            _ = cancelled.wait_for(|cancelled| *cancelled) => Err(ClientError::Cancelled),
            outcome = call => outcome,
        }
    }
}

impl Default for CancelHandle {
    fn default() -> Self {
        Self::new()
    }
}
