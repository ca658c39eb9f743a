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

impl Kept {
    fn insert(&mut self, document: Document) {
        self.uses += 1;
        self.documents.insert(document.id(), (self.uses, document));
        if self.documents.len() > KEPT {
            let oldest = self.documents.iter().min_by_key(|(_, (used, _))| *used).map(|(id, _)| *id);
            oldest.and_then(|id| self.documents.remove(&id));
        }
    }
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
        self.keep_read(document.clone());
        Ok(document)
    }

    /// Keeps a document that was read, unless a writer kept a newer version meanwhile.
    fn keep_read(&self, document: Document) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.documents.contains_key(&document.id()) {
            kept.insert(document);
        }
    }

    /// Forgets every document: the file was replaced by what could be salvaged of it.
    pub fn forget_all(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).documents.clear();
    }

    /// Keeps a document as it is now.
    pub fn keep(&self, document: Document) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(document);
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
    // Deterministic changes are not read but made again, where something builds on them.
    let made_by_somebody = stored.tail.iter().filter(|change| !change.deterministic);
    let decode = |change: &StoredChange| foreign::decode(stored.head.id, &change.bytes, &limits);
    let changes = made_by_somebody.map(decode).collect::<Result<Vec<_>, _>>().map_err(DocumentError::from)?;
    Ok(foreign::apply(&begun, &changes, &limits).map_err(DocumentError::from)?)
}

/// As much of a stored document as can still be read, for what was salvaged of a damaged file.
#[must_use]
pub fn load_readable(stored: &StoredDocument) -> Document {
    let saved = stored.snapshot.as_ref().and_then(|bytes| Document::load(stored.head.id, bytes).ok());
    let begun = saved.unwrap_or_else(|| Document::create(stored.head.kind, stored.head.id));
    stored.tail.iter().filter(|change| !change.deterministic).fold(begun, with_readable)
}

/// The document with what is unsent of it, where something was salvaged apart from what it builds on.
///
/// # Errors
/// When the file cannot be read.
pub fn with_unsent(store: &Store, document: Document) -> Result<Document, ClientError> {
    let id = document.id();
    let lost = store.read(|tx| {
        let taps = tx.outbox_of(id)?.into_iter().filter(|tap| !document.contains(tap.tap.hash));
        taps.filter_map(|tap| tx.change(id, tap.tap.hash).transpose()).collect::<Result<Vec<_>, _>>()
    })?;
    Ok(lost.iter().fold(document, with_readable))
}

fn with_readable(document: Document, change: &StoredChange) -> Document {
    let limits = Limits::default();
    let decoded = foreign::decode(document.id(), &change.bytes, &limits);
    decoded.and_then(|change| foreign::apply(&document, &[change], &limits)).unwrap_or(document)
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

#[cfg(test)]
mod tests {
    use jobsheet_domain::content::Kind;
    use jobsheet_domain::edit::Edit;
    use jobsheet_domain::id::ActorId;
    use jobsheet_domain::value::Value;
    use jobsheet_store::DocumentHead;
    use uuid::Uuid;

    use super::*;

    /// A document with a change that opened a visit, as the file keeps it.
    fn with_a_visit() -> (Document, StoredDocument) {
        let mut document = Document::create(Kind::WorkOrder, DocumentId(Uuid::from_u128(1)));
        let phone = Edit::Fact { name: "phone".to_owned(), value: Value::Text("1".to_owned()) };
        let written = document.edit(ActorId([1; 16]), &[Edit::OpenVisit { visit: 2 }, phone]).unwrap();
        assert_eq!(written.deterministic.len(), 1);
        let head = DocumentHead {
            id: document.id(),
            kind: document.kind(),
            schema: document.schema(),
            heads: document.heads(),
            tail: 2,
            wedge: None,
            leaving: false,
        };
        let tail = written.deterministic.iter().chain(&written.change).map(stored).collect();
        (document, StoredDocument { head, snapshot: None, tail })
    }

    #[test]
    fn a_visit_opened_on_this_device_is_read_back() {
        let (document, kept) = with_a_visit();
        assert_eq!(load(&kept).unwrap().heads(), document.heads());
    }

    #[test]
    fn r50_of_a_damaged_document_what_can_be_read_is() {
        let (document, mut kept) = with_a_visit();
        kept.snapshot = Some(b"spoilt".to_vec());
        assert!(load(&kept).is_err());
        assert_eq!(load_readable(&kept).heads(), document.heads());
        kept.tail.iter_mut().for_each(|change| change.bytes.truncate(9));
        assert!(load_readable(&kept).changes().is_empty());
    }

    #[test]
    fn a_reader_that_comes_late_does_not_take_a_newer_version_out_of_memory() {
        let documents = OpenDocuments::default();
        let (newer, _) = with_a_visit();
        let older = Document::create(newer.kind(), newer.id());
        documents.keep(newer.clone());
        documents.keep_read(older);
        assert_eq!(documents.find(newer.id()).unwrap().heads(), newer.heads());
    }
}
