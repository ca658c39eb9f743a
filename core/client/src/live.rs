//! The loop of a running app: sync when there is something to send or to hear, wait longer after each failure.

use std::time::Duration;

use jobsheet_sync::backoff::Backoff;
use tokio::sync::broadcast::error::RecvError;

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
                Err(error) if is_temporary(&error) => {
                    failures = failures.saturating_add(1);
                    let retry_in_ms = backoff.wait_ms(failures, u64::from_le_bytes(entropy::bytes()?), None);
                    self.tell(ClientEvent::Offline { retry_in_ms });
                    Duration::from_millis(retry_in_ms)
                }
                Err(error) => return Err(error),
            };
            let rest = async {
                // A tap ends a quiet wait early; after a failure the wait is kept.
                let tapped = async { while !self.has_tap(events.recv().await) {} };
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

    /// Whether something waits to be sent after this event, or after those this loop was too slow to hear.
    fn has_tap(&self, event: Result<ClientEvent, RecvError>) -> bool {
        let tapped = matches!(event, Ok(ClientEvent::Changed { .. }) | Err(RecvError::Lagged(_)));
        tapped && self.store().read(|tx| tx.sendable()).is_ok_and(|taps| !taps.is_empty())
    }
}

/// Whether the same again may do better: no network, a busy or faulty server, an answer that was cut.
const fn is_temporary(error: &ClientError) -> bool {
    use ClientError::{Offline, Protocol, Server};
    matches!(error, Offline(_) | Protocol(_) | Server { status: 408 | 425 | 429 | 500.., .. })
}
