//! The loop of a running app: sync when there is something to send or to hear, wait longer after each failure.

use std::time::Duration;

use jobsheet_store::StoreError;
use jobsheet_sync::backoff::Backoff;
use tokio::sync::broadcast::error::RecvError;

use crate::cancel::CancelHandle;
use crate::client::Client;
use crate::entropy;
use crate::error::ClientError;
use crate::event::ClientEvent;

/// How long a quiet loop waits before it asks again.
const QUIET: Duration = Duration::from_secs(30);
/// The server's code until the office has confirmed the fingerprint.
const UNCONFIRMED: &str = "device.unconfirmed";

impl Client {
    /// Syncs and uploads until cancelled: at once after a tap, every half minute otherwise, later and later while the
    /// server cannot be reached. It may begin right after enrolment: until the office has confirmed the fingerprint it
    /// asks again every half minute.
    ///
    /// # Errors
    /// Whatever waiting does not mend: a damaged file, no enrolment, a revoked device. [`ClientError::Cancelled`] at the
    /// end.
    pub async fn run(&self, cancel: &CancelHandle) -> Result<(), ClientError> {
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
                    let seed = u64::from_le_bytes(entropy::bytes()?);
                    let wait =
                        Duration::from_millis(backoff_of(&error).wait_ms(failures, seed, asked_ms(&error)));
                    self.tell(failed(&error, wait));
                    wait
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
            self.guard(cancel, rest).await?;
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

/// Whether the same again may do better: no network, a busy or faulty server, an answer that was cut; a device the
/// office has yet to confirm, a nonce that aged on a slow way; a file that was busy or full.
fn is_temporary(error: &ClientError) -> bool {
    use ClientError::{
        Cancelled, Document, File, NotEnrolled, Offline, Protocol, Refused, Server, Signer, Signing, Store,
    };
    match error {
        Offline(_) | Protocol(_) | Server { status: 408 | 425 | 429 | 500.., .. } => true,
        Server { refusal, .. } => {
            matches!(refusal.code.as_str(), UNCONFIRMED | "request.nonce_stale" | "request.replayed")
        }
        Store(error) => matches!(error, StoreError::Full | StoreError::Busy | StoreError::Conflict),
        Refused(_) | Document(_) | Signing(_) | Signer(_) | NotEnrolled | File(_) | Cancelled => false,
    }
}

/// The wait that a server asked for.
const fn asked_ms(error: &ClientError) -> Option<u64> {
    if let ClientError::Server { retry_after_ms, .. } = error { *retry_after_ms } else { None }
}

/// Somebody is about to compare the fingerprint while the technician waits, so the next attempt is never far.
fn backoff_of(error: &ClientError) -> Backoff {
    let backoff = Backoff::default();
    let quiet_ms = u64::try_from(QUIET.as_millis()).unwrap_or(u64::MAX);
    if error.code() == UNCONFIRMED { Backoff { cap_ms: quiet_ms, ..backoff } } else { backoff }
}

/// What a screen is told of a failure that passes.
fn failed(error: &ClientError, wait: Duration) -> ClientEvent {
    let retry_in_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
    match error {
        ClientError::Store(_) | ClientError::Server { status: ..500, .. } => {
            ClientEvent::Delayed { code: error.code(), retry_in_ms }
        }
        ClientError::Refused(_)
        | ClientError::Document(_)
        | ClientError::Signing(_)
        | ClientError::Signer(_)
        | ClientError::Offline(_)
        | ClientError::Protocol(_)
        | ClientError::Server { .. }
        | ClientError::NotEnrolled
        | ClientError::File(_)
        | ClientError::Cancelled => ClientEvent::Offline { retry_in_ms },
    }
}
