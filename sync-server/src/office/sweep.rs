//! Throwing away what nobody named: blobs that were sent and never came to stand in a document, uploads that were never
//! finished. What a document names, or ever named, stays for ever (R14).

use std::sync::Arc;
use std::time::Duration;

use jobsheet_domain::time::Timestamp;

use crate::api::error::ApiError;
use crate::office::server::Server;

/// How often a running server sweeps.
const EVERY: Duration = Duration::from_secs(3_600);

/// What a sweep threw away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Blobs nobody named.
    pub blobs: usize,
    /// Uploads that had ended, or that nobody went on with.
    pub uploads: usize,
}

/// Sweeps as of a time. Blocks.
///
/// # Errors
/// 500 when the ledger or the folder fails.
pub(crate) fn sweep(server: &Server, now: Timestamp) -> Result<Swept, ApiError> {
    let _alone = server.sweep_blobs();
    let organisation = server.organisation.id;
    let before = now.plus_ms(-server.config.times.unnamed_blob_ms);
    let failed = |error: std::io::Error| ApiError::failed(&error);
    let blobs = server.ledger.forget_blobs(organisation, before)?;
    blobs.iter().try_for_each(|digest| server.blobs.remove(*digest)).map_err(failed)?;
    let uploads = server.ledger.forget_uploads(organisation, before)?;
    uploads.iter().try_for_each(|id| server.blobs.discard(id)).map_err(failed)?;
    Ok(Swept { blobs: blobs.len(), uploads: uploads.len() })
}

/// Sweeps now and every hour until the server stops.
pub(crate) async fn keep_swept(server: Arc<Server>) {
    loop {
        let swept = server.blocking(|server| sweep(server, server.now())).await;
        // A failure is in the log; the next hour tries again.
        if let Ok(swept) = swept
            && swept != Swept::default()
        {
            tracing::info!(blobs = swept.blobs, uploads = swept.uploads, "swept");
        }
        tokio::select! {
            () = server.stopping() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}
