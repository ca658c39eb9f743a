//! Open documents: loaded from the file once, kept while they are in use.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jobsheet_document::foreign::{self, Limits};
use jobsheet_document::{Change, Document, DocumentError};
use jobsheet_domain::aggregates::Subject;
use jobsheet_domain::content::Content;
use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::kind::{Kind, Kinds};
use jobsheet_domain::refusal::Refusal;
use jobsheet_report::Altered;
use jobsheet_store::{DocumentHead, Store, StoredChange, StoredDocument};

use crate::error::ClientError;

/// How many stay open. An open order takes 20–30 KB.
const KEPT: usize = 64;

/// Changes after the snapshot at which a new snapshot of a short document is due. Writing it, and the pages it frees and takes,
/// costs a tap about half of what the tap itself does; each change left after it costs the next opening 0.04 ms of about 2.
const SNAPSHOT_AFTER: u32 = 32;
/// Writing a snapshot costs as much as the document is long, so a long one waits until the changes after it are this part
/// of all: what is written for one change does not grow, and opening takes hardly longer.
const SNAPSHOT_SHARE: usize = 16;

/// Whether a new snapshot of a document is due, that many changes after the last.
#[must_use]
pub fn snapshot_is_due(document: &Document, tail: u32) -> bool {
    tail >= SNAPSHOT_AFTER && tail as usize >= document.length() / SNAPSHOT_SHARE
}

/// A document in memory, with what the rules see of its present version: made when somebody first asks, and once.
#[derive(Clone)]
pub struct Opened {
    document: Document,
    subject: OnceLock<Subject>,
}

impl Opened {
    /// A document of which nothing was asked yet.
    #[must_use]
    pub const fn new(document: Document) -> Self {
        Self { document, subject: OnceLock::new() }
    }

    /// A document whose present version was made a subject of already.
    #[must_use]
    pub fn with(document: Document, subject: Subject) -> Self {
        Self { document, subject: OnceLock::from(subject) }
    }

    /// The document.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// Its present version as the rules see it.
    ///
    /// # Errors
    /// When a version of the document cannot be read.
    pub fn subject(&self) -> Result<&Subject, ClientError> {
        if let Some(subject) = self.subject.get() {
            return Ok(subject);
        }
        let made = subject(&self.document)?;
        Ok(self.subject.get_or_init(|| made))
    }
}

/// The present version of a document as the rules see it.
///
/// # Errors
/// When a version of the document cannot be read.
pub fn subject(document: &Document) -> Result<Subject, ClientError> {
    #[cfg(test)]
    tests::MADE.set(tests::MADE.get() + 1);
    jobsheet_report::subject(document, &document.heads())
}

/// The same, some changes after a version whose content is known.
///
/// # Errors
/// When a version of the document cannot be read.
pub fn subject_since(
    document: &Document,
    heads: &[ChangeHash],
    content: Content,
) -> Result<Subject, ClientError> {
    #[cfg(test)]
    tests::MADE.set(tests::MADE.get() + 1);
    let content = document.content_since(heads, content)?;
    jobsheet_report::subject_of(document, &document.heads(), content, &mut Altered::default())
}

/// The documents in memory.
pub struct OpenDocuments {
    kinds: Kinds,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    documents: BTreeMap<DocumentId, (u64, Arc<Opened>)>,
    uses: u64,
}

impl Kept {
    fn insert(&mut self, opened: Arc<Opened>) {
        self.uses += 1;
        self.documents.insert(opened.document.id(), (self.uses, opened));
        if self.documents.len() > KEPT {
            let oldest = self.documents.iter().min_by_key(|(_, (used, _))| *used).map(|(id, _)| *id);
            oldest.and_then(|id| self.documents.remove(&id));
        }
    }
}

impl OpenDocuments {
    /// No document yet, for an installation that knows these kinds.
    #[must_use]
    pub fn new(kinds: Kinds) -> Self {
        Self { kinds, kept: Mutex::default() }
    }

    /// The kinds of document this installation knows.
    #[must_use]
    pub const fn kinds(&self) -> Kinds {
        self.kinds
    }

    /// The document, from memory or from the file.
    ///
    /// # Errors
    /// `document.unknown` when it is not on this device.
    pub fn open(&self, store: &Store, id: DocumentId) -> Result<Arc<Opened>, ClientError> {
        if let Some(opened) = self.find(id) {
            return Ok(opened);
        }
        let stored = store.read(|tx| tx.document(id))?;
        let stored = stored.ok_or_else(|| Refusal::new("document.unknown").with("document", id))?;
        let opened = Arc::new(Opened::new(load(self.kinds, &stored)?));
        self.keep_read(Arc::clone(&opened));
        Ok(opened)
    }

    /// The document, to be changed, with its content where it is known: it leaves memory, so that nothing is copied and
    /// nobody reads it half changed. Whoever reads meanwhile reads the file.
    ///
    /// # Errors
    /// As [`OpenDocuments::open`].
    pub fn take(&self, store: &Store, id: DocumentId) -> Result<(Document, Option<Content>), ClientError> {
        let opened = self.open(store, id)?;
        self.forget(id);
        let Opened { document, subject } = Arc::unwrap_or_clone(opened);
        Ok((document, subject.into_inner().map(|subject| subject.content)))
    }

    /// Keeps a document that was read, unless a writer kept a newer version meanwhile.
    fn keep_read(&self, opened: Arc<Opened>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.documents.contains_key(&opened.document.id()) {
            kept.insert(opened);
        }
    }

    /// Forgets every document: the file was replaced by what could be salvaged of it.
    pub fn forget_all(&self) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).documents.clear();
    }

    /// Keeps a document as it is now.
    pub fn keep(&self, opened: Opened) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(Arc::new(opened));
    }

    /// Forgets a document; the file still has it.
    pub fn forget(&self, id: DocumentId) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).documents.remove(&id);
    }

    fn find(&self, id: DocumentId) -> Option<Arc<Opened>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.uses += 1;
        let use_number = kept.uses;
        let (used, opened) = kept.documents.get_mut(&id)?;
        *used = use_number;
        Some(Arc::clone(opened))
    }
}

/// The kind a stored document says it is of.
///
/// # Errors
/// `document.unknown_kind` when this installation does not know it.
pub fn kind_of(kinds: Kinds, stored: &DocumentHead) -> Result<Kind, ClientError> {
    kinds.find(&stored.kind).ok_or_else(|| Refusal::new("document.unknown_kind").into())
}

/// The document a stored one is.
///
/// # Errors
/// When the stored bytes cannot be read.
pub fn load(kinds: Kinds, stored: &StoredDocument) -> Result<Document, ClientError> {
    let begun = match &stored.snapshot {
        Some(bytes) => Document::load(kinds, stored.head.id, bytes)?,
        None => Document::create(kind_of(kinds, &stored.head)?, stored.head.id),
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

/// As much of a stored document as can still be read, for what was salvaged of a damaged file; nothing of a kind this
/// installation does not know.
#[must_use]
pub fn load_readable(kinds: Kinds, stored: &StoredDocument) -> Option<Document> {
    let saved = stored.snapshot.as_ref().and_then(|bytes| Document::load(kinds, stored.head.id, bytes).ok());
    let made = || Some(Document::create(kind_of(kinds, &stored.head).ok()?, stored.head.id));
    let begun = saved.or_else(made)?;
    Some(stored.tail.iter().filter(|change| !change.deterministic).fold(begun, with_readable))
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
    use std::cell::Cell;

    use jobsheet_domain::aggregates::KINDS;
    use jobsheet_domain::edit::Edit;
    use jobsheet_domain::id::ActorId;
    use jobsheet_domain::value::Value;
    use jobsheet_domain::work_order;
    use uuid::Uuid;

    use super::*;
    use crate::device::{Folder, note, order};

    thread_local! {
        /// How often this thread folded a document.
        pub(super) static MADE: Cell<usize> = const { Cell::new(0) };
    }

    #[test]
    fn a_tap_folds_its_document_once_before_and_once_after_and_the_next_tap_takes_over_what_was_after() {
        let folder = Folder::enrolled();
        let client = folder.client();
        let order = order(&client);
        client.inner.documents.forget_all();
        MADE.set(0);
        note(&client, order, "one").unwrap();
        assert_eq!(MADE.get(), 2, "one before, one after");
        MADE.set(0);
        note(&client, order, "two").unwrap();
        assert_eq!(MADE.get(), 1, "what was after the tap before is what is before this one");
    }

    /// A document with a change that opened a visit, as the file keeps it.
    fn with_a_visit() -> (Document, StoredDocument) {
        let mut document = Document::create(work_order::KIND, DocumentId(Uuid::from_u128(1)));
        let phone = Edit::Fact { name: "phone".to_owned(), value: Value::Text("1".to_owned()) };
        let written = document.edit(ActorId([1; 16]), &[Edit::OpenSection { number: 2 }, phone]).unwrap();
        assert_eq!(written.deterministic.len(), 1);
        let head = DocumentHead {
            id: document.id(),
            kind: document.kind().name().to_owned(),
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
        assert_eq!(load(KINDS, &kept).unwrap().heads(), document.heads());
    }

    #[test]
    fn r50_of_a_damaged_document_what_can_be_read_is() {
        let (document, mut kept) = with_a_visit();
        kept.snapshot = Some(b"spoilt".to_vec());
        assert!(load(KINDS, &kept).is_err());
        assert_eq!(load_readable(KINDS, &kept).unwrap().heads(), document.heads());
        kept.tail.iter_mut().for_each(|change| change.bytes.truncate(9));
        assert!(load_readable(KINDS, &kept).unwrap().changes().is_empty());
    }

    #[test]
    fn a_reader_that_comes_late_does_not_take_a_newer_version_out_of_memory() {
        let documents = OpenDocuments::new(KINDS);
        let (newer, _) = with_a_visit();
        let older = Document::create(newer.kind(), newer.id());
        documents.keep(Opened::new(newer.clone()));
        documents.keep_read(Arc::new(Opened::new(older)));
        assert_eq!(documents.find(newer.id()).unwrap().document().heads(), newer.heads());
    }
}
