//! Open documents: loaded from the file once, kept while they are in use.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use jobsheet_document::foreign::{self, Limits};
use jobsheet_document::{Change, Document, DocumentError};
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::refusal::Refusal;
use jobsheet_store::{Store, StoredChange, StoredDocument};

use crate::error::ClientError;

/// How many stay open. An open order takes 20–30 KB.
const KEPT: usize = 64;

/// Changes after the snapshot at which a new snapshot is due: reading them again costs about as much as writing it.
pub const SNAPSHOT_AFTER: u32 = 16;

/// The documents in memory.
#[derive(Default)]
pub struct OpenDocuments {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    documents: BTreeMap<DocumentId, (u64, Document)>,
    uses: u64,
}

impl OpenDocuments {
    /// The document, from memory or from the file.
    ///
    /// # Errors
    /// `document.unknown` when it is not on this device.
    pub fn open(&self, store: &Store, id: DocumentId) -> Result<Document, ClientError> {
        if let Some(document) = self.find(id) {
            return Ok(document);
        }
        let stored = store.read(|tx| tx.document(id))?;
        let stored = stored.ok_or_else(|| Refusal::new("document.unknown").with("document", id))?;
        let document = load(&stored)?;
        self.keep(document.clone());
        Ok(document)
    }

    /// Keeps a document as it is now.
    pub fn keep(&self, document: Document) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.uses += 1;
        let use_number = kept.uses;
        kept.documents.insert(document.id(), (use_number, document));
        if kept.documents.len() > KEPT {
            let oldest = kept.documents.iter().min_by_key(|(_, (used, _))| *used).map(|(id, _)| *id);
            oldest.and_then(|id| kept.documents.remove(&id));
        }
    }

    /// Forgets a document; the file still has it.
    pub fn forget(&self, id: DocumentId) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).documents.remove(&id);
    }

    fn find(&self, id: DocumentId) -> Option<Document> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.uses += 1;
        let use_number = kept.uses;
        let (used, document) = kept.documents.get_mut(&id)?;
        *used = use_number;
        Some(document.clone())
    }
}

/// The document a stored one is.
///
/// # Errors
/// When the stored bytes cannot be read.
pub fn load(stored: &StoredDocument) -> Result<Document, ClientError> {
    let begun = match &stored.snapshot {
        Some(bytes) => Document::load(stored.head.id, bytes)?,
        None => Document::create(stored.head.kind, stored.head.id),
    };
    if stored.tail.is_empty() {
        return Ok(begun);
    }
    let limits = Limits::default();
    let decode = |change: &StoredChange| foreign::decode(stored.head.id, &change.bytes, &limits);
    let changes =
        stored.tail.iter().map(decode).collect::<Result<Vec<_>, _>>().map_err(DocumentError::from)?;
    Ok(foreign::apply(&begun, &changes, &limits).map_err(DocumentError::from)?)
}

/// A change as the file keeps it.
#[must_use]
pub fn stored(change: &Change) -> StoredChange {
    StoredChange {
        hash: change.header.hash,
        actor: change.header.actor,
        seq: change.header.seq,
        deterministic: change.header.deterministic,
        bytes: change.bytes.to_vec(),
    }
}
