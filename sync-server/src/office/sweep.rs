//! Throwing away what nobody named: blobs that were sent and never came to stand in a document, uploads that were never
//! finished. What a document names, or ever named, stays for ever (R14).

use jobsheet_domain::time::Timestamp;

use crate::office::Error;
use crate::office::server::Server;

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
/// [`Error::Failed`] when the ledger or the folder fails.
pub(crate) fn sweep(server: &Server, now: Timestamp) -> Result<Swept, Error> {
    let _alone = server.sweep_blobs();
    let organisation = server.organisation.id;
    let before = now.plus_ms(-server.config.times.unnamed_blob_ms);
    let blobs = server.ledger.forget_blobs(organisation, before)?;
    blobs.iter().try_for_each(|digest| server.blobs.remove(*digest))?;
    let uploads = server.ledger.forget_uploads(organisation, before)?;
    uploads.iter().try_for_each(|id| server.blobs.discard(id))?;
    Ok(Swept { blobs: blobs.len(), uploads: uploads.len() })
}
