//! What the server keeps in memory of what the ledger holds: the documents that were opened or written last, and the records.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jobsheet_document::Document;
use jobsheet_domain::aggregates::Subject;
use jobsheet_domain::content::Content;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::records::Records;
use jobsheet_domain::work_order::WorkOrder;
use jobsheet_report::Altered;
use jobsheet_signing::{Jwks, KeyList};

use crate::office::Error;

/// How many stay open. An order of many visits takes about a megabyte, most take 30 KB.
const KEPT: usize = 64;

/// One version of a document.
#[derive(Clone)]
pub(crate) struct Opened {
    /// What is in it, with its history.
    pub document: Document,
    /// The same as the rules see it.
    pub subject: Subject,
    /// What is known of the changes after its sign-offs.
    pub altered: Altered,
}

impl Opened {
    /// A document at its newest version.
    pub fn of(document: Document) -> Result<Self, Error> {
        let (heads, content, mut altered) = (document.heads(), document.content()?, Altered::default());
        let subject = jobsheet_report::subject_of::<_, Error>(&document, &heads, content, &mut altered)?;
        Ok(Self { document, subject, altered })
    }

    /// A document at its newest version, some changes after an earlier one.
    pub fn since(before: &Self, document: Document) -> Result<Self, Error> {
        let content = document.content_since(&before.document.heads(), before.content().clone())?;
        let (heads, mut altered) = (document.heads(), before.altered.clone());
        let subject = jobsheet_report::subject_of::<_, Error>(&document, &heads, content, &mut altered)?;
        Ok(Self { document, subject, altered })
    }

    /// What is in it.
    pub const fn content(&self) -> &Content {
        &self.subject.content
    }

    /// The work order it is.
    ///
    /// # Errors
    /// [`Error::Missing`] when it is something else.
    pub fn order(&self) -> Result<WorkOrder<'_>, Error> {
        self.subject.work_order().ok_or(Error::Missing("order"))
    }
}

/// The documents that are open, each at the feed position of its version and with the time of its last use. The ledger
/// is asked for the position first whenever one is read, so that what another process wrote is never missed.
#[derive(Default)]
pub(crate) struct OpenDocuments(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    documents: BTreeMap<DocumentId, Held>,
    uses: u64,
}

struct Held {
    position: u64,
    used: u64,
    opened: Arc<Opened>,
}

impl OpenDocuments {
    /// Keeps a document as it was stored at a position, unless a newer version is here.
    pub fn keep(&self, position: u64, opened: &Arc<Opened>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.uses += 1;
        let (id, used) = (opened.document.id(), kept.uses);
        if kept.documents.get(&id).is_some_and(|held| held.position > position) {
            return;
        }
        kept.documents.insert(id, Held { position, used, opened: Arc::clone(opened) });
        if kept.documents.len() > KEPT {
            let oldest = kept.documents.iter().min_by_key(|(_, held)| held.used).map(|(id, _)| *id);
            oldest.and_then(|id| kept.documents.remove(&id));
        }
    }

    /// Forgets every document; the ledger still has them.
    #[cfg(test)]
    pub fn forget_all(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).documents.clear();
    }

    /// The document as it was stored at a position, where it is here.
    pub fn find(&self, id: DocumentId, position: u64) -> Option<Arc<Opened>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.uses += 1;
        let now = kept.uses;
        let held = kept.documents.get_mut(&id)?;
        held.used = now;
        (held.position == position).then(|| Arc::clone(&held.opened))
    }
}

/// Versions of the records kept read: devices that come home have decided by those of different days.
const VERSIONS: usize = 8;

/// The records as they stood from some feed positions on, those used last first. Nothing is answered from them before the
/// ledger said where the version stands that is asked for.
#[derive(Default)]
pub(crate) struct ReadRecords(Mutex<Vec<(u64, Arc<Records>)>>);

impl ReadRecords {
    /// The version that stands at a position, where it is here.
    pub fn of(&self, since: u64) -> Option<Arc<Records>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(position, _)| *position == since)?;
        kept[..=place].rotate_right(1);
        kept.first().map(|(_, records)| Arc::clone(records))
    }

    /// Keeps a version.
    pub fn keep(&self, since: u64, records: &Arc<Records>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(position, _)| *position != since);
        kept.insert(0, (since, Arc::clone(records)));
        kept.truncate(VERSIONS);
    }
}

/// What is published of the keys.
#[derive(Clone)]
pub(crate) struct PublishedKeys {
    /// The list with the server's word for it.
    pub list: Arc<KeyList>,
    /// The set.
    pub set: Arc<Jwks>,
}

/// What was said of the keys last, with where the feed stood and in which minute.
#[derive(Default)]
pub(crate) struct SaidKeys(Mutex<Option<((u64, i64), PublishedKeys)>>);

impl SaidKeys {
    /// What was said then.
    pub fn at(&self, stands: (u64, i64)) -> Option<PublishedKeys> {
        let said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        said.as_ref().filter(|(then, _)| *then == stands).map(|(_, said)| said.clone())
    }

    /// Keeps it in place of what was said before.
    pub fn keep(&self, stands: (u64, i64), said: &PublishedKeys) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((stands, said.clone()));
    }
}
