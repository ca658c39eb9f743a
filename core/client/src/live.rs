//! The loop of a running app: sync when there is something to send or to hear, wait longer after each failure.

use std::time::Duration;

use jobsheet_sync::backoff::Backoff;

use crate::cancel::CancelHandle;
use crate::client::Client;
use crate::entropy;
use crate::error::ClientError;
use crate::event::ClientEvent;

/// How long a quiet loop waits before it asks again.
const QUIET: Duration = Duration::from_secs(30);

impl Client {
    /// Syncs and uploads until cancelled: at once after a tap, every half minute otherwise, later and later while the
    /// server cannot be reached.
    ///
    /// # Errors
    /// Whatever is not a matter of the network: a damaged file, no enrolment. [`ClientError::Cancelled`] at the end.
    pub async fn run(&self, cancel: &CancelHandle) -> Result<(), ClientError> {
        let backoff = Backoff::default();
        let mut failures: u32 = 0;
        let mut events = self.events();
        loop {
            let wait = match self.sync_and_upload(cancel).await {
                Ok(()) => {
                    failures = 0;
                    QUIET
                }
                Err(
                    ClientError::Offline(_)
                    | ClientError::Protocol(_)
                    | ClientError::Server { status: 500.., .. },
                ) => {
                    failures = failures.saturating_add(1);
                    let retry_in_ms = backoff.wait_ms(failures, u64::from_le_bytes(entropy::bytes()?), None);
                    self.tell(ClientEvent::Offline { retry_in_ms });
                    Duration::from_millis(retry_in_ms)
                }
                Err(error) => return Err(error),
            };
            let rest = async {
                // A tap ends a quiet wait early; after a failure the wait is kept.
                let tapped = async { while !self.has_tap(events.recv().await.ok()) {} };
                tokio::select! {
                    () = tokio::time::sleep(wait) => {}
                    () = tapped, if failures == 0 => {}
                }
                Ok(())
            };
            cancel.guard(rest).await?;
        }
    }

    async fn sync_and_upload(&self, cancel: &CancelHandle) -> Result<(), ClientError> {
        self.sync(cancel).await?;
        self.upload(cancel).await?;
        Ok(())
    }

    /// Whether something waits to be sent after this event.
    fn has_tap(&self, event: Option<ClientEvent>) -> bool {
        matches!(event, Some(ClientEvent::Changed { .. }))
            && self.unsent().is_ok_and(|unsent| unsent.changes > 0)
    }
}
