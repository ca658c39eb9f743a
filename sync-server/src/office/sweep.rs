//! Throwing away what nobody named: blobs that were sent and never came to stand in a document, uploads that were never
//! finished, answers that nobody asks for again. What a document names, or ever named, stays for ever (R14).

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
    /// Answers that were kept to be repeated.
    pub answers: usize,
}

/// Sweeps as of a time. Blocks.
///
/// # Errors
/// [`Error::Busy`] while somebody sends or names blobs, who are never kept waiting; [`Error::Failed`] when the ledger or the
/// folder fails.
pub(crate) fn sweep(server: &Server, now: Timestamp) -> Result<Swept, Error> {
    let _alone = server.sweep_blobs().ok_or(Error::Busy { code: "server.busy" })?;
    let organisation = server.organisation.id;
    let before = now.plus_ms(-server.config.times.unnamed_blob_ms);
    let blobs = server.ledger.forget_blobs(organisation, before)?;
    blobs.iter().try_for_each(|digest| server.blobs.remove(*digest))?;
    let uploads = server.ledger.forget_uploads(organisation, before)?;
    uploads.iter().try_for_each(|id| server.blobs.discard(id))?;
    let answers =
        server.ledger.forget_answers(organisation, now.plus_ms(-server.config.times.repeatable_ms))?;
    Ok(Swept { blobs: blobs.len(), uploads: uploads.len(), answers })
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::id::DocumentId;

    use super::*;
    use crate::config::Config;

    /// A sync keeps blobs and then holds a document; an upload holds and then keeps. A sweep between the two never makes one
    /// wait for the other.
    #[test]
    fn a_sweep_waits_for_nobody_and_nobody_waits_for_one_that_waits() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().to_owned(), ..Config::default() };
        let server = crate::open(config).unwrap();
        let document = DocumentId(uuid::Uuid::from_u128(1));
        let syncing = server.keep_blobs();
        std::thread::scope(|scope| {
            let uploading = scope.spawn(|| {
                let held = server.admission.hold(document);
                let swept = sweep(&server, server.now());
                let kept = server.keep_blobs();
                drop((held, kept));
                swept
            });
            assert!(matches!(uploading.join().unwrap(), Err(Error::Busy { .. })));
        });
        drop(server.admission.hold(document));
        drop(syncing);
        assert_eq!(sweep(&server, server.now()).unwrap(), Swept::default());
    }
}
