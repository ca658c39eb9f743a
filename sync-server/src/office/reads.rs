//! Versions of other documents that decisions look at: the newest for whoever decides here, the named ones for a change
//! that comes in.

use jobsheet_domain::event::Read;
use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::reads::Reads;

use crate::office::Error;
use crate::office::memory::Opened;
use crate::office::server::Server;

/// The newest versions of documents; those that are not here are left out.
pub(crate) fn newest(server: &Server, documents: &[DocumentId]) -> Result<Reads, Error> {
    let mut reads = Reads::default();
    for id in documents {
        if let Some(opened) = Opened::newest(server, *id)? {
            reads.insert(opened.document.heads(), opened.content().clone());
        }
    }
    Ok(reads)
}

/// A version that is not here.
pub(crate) struct NotHere {
    /// Of this document.
    pub document: DocumentId,
    /// The changes of it that are not here.
    pub hashes: Vec<ChangeHash>,
}

/// Reads the versions an event names.
///
/// # Errors
/// The server's own failures; in the answer, the first version that is not here.
pub(crate) fn named(server: &Server, named: &[Read]) -> Result<Result<Reads, NotHere>, Error> {
    let mut reads = Reads::default();
    for Read { document, heads } in named {
        let opened = Opened::newest(server, *document)?;
        let is_here =
            |hash: &&ChangeHash| opened.as_ref().is_some_and(|opened| opened.document.contains(**hash));
        let hashes: Vec<ChangeHash> = heads.iter().filter(|hash| !is_here(hash)).copied().collect();
        let Some(opened) = opened.filter(|_| hashes.is_empty()) else {
            return Ok(Err(NotHere { document: *document, hashes }));
        };
        let is_newest = opened.document.heads() == *heads;
        let content = if is_newest { opened.content().clone() } else { opened.document.content_at(heads)? };
        reads.insert(heads.clone(), content);
    }
    Ok(Ok(reads))
}
