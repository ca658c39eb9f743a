//! Documents from elsewhere, verified and merged into what is here. One that cannot be read stops no other.

use std::collections::BTreeMap;
use std::sync::Arc;

use jobsheet_document::Document;
use jobsheet_domain::aggregates::Subject;
use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::refusal::Refusal;
use jobsheet_store::{StoreError, StoredRun, WriteTx};
use jobsheet_sync::{Changes, Down, Snapshot};
use uuid::Uuid;

use crate::client::Client;
use crate::documents;
use crate::error::ClientError;
use crate::sync::run::{self, Verifier};

/// A document the answer changed, as it will be kept.
pub struct Merged {
    /// The document with what came.
    pub document: Document,
    /// The same as the rules see it.
    pub subject: Subject,
    before: Vec<ChangeHash>,
    is_new: bool,
    snapshot: Option<Arc<[u8]>>,
    runs: Vec<StoredRun>,
}

/// A document of which the answer may tell more.
struct Begun {
    document: Document,
    before: Vec<ChangeHash>,
    is_new: bool,
    snapshot: Option<Arc<[u8]>>,
    runs: Vec<StoredRun>,
}

impl Begun {
    /// What it came to. What cannot be shown is not taken: its row is made in the transaction that keeps it.
    fn finish(self) -> Result<Merged, ClientError> {
        let Self { document, before, is_new, snapshot, runs } = self;
        let subject = documents::subject(&document)?;
        Ok(Merged { document, subject, before, is_new, snapshot, runs })
    }
}

impl Merged {
    /// Keeps it; how many own taps it told of that were unsent here.
    pub fn put(&self, tx: &mut WriteTx<'_>) -> Result<usize, StoreError> {
        let (id, after) = (self.document.id(), self.document.heads());
        if self.is_new {
            let (kind, schema) = (self.document.kind(), self.document.schema());
            tx.create_document(id, kind.name(), schema, &self.before, self.snapshot.as_deref())?;
        }
        let new: Vec<_> = self.document.changes_since(&self.before).iter().map(documents::stored).collect();
        if !new.is_empty() {
            let tail = tx.append_changes(id, &self.before, &after, &new)?;
            if documents::snapshot_is_due(&self.document, tail) {
                tx.put_snapshot(id, &after, &after, self.document.schema(), &self.document.save())?;
            }
        }
        // What a damaged file gave back in part and the server has whole was not lost.
        for change in tx.fragments_of(id)?.into_iter().filter(|change| self.document.contains(*change)) {
            tx.remove_fragment(id, change)?;
        }
        // What the server tells of is in this device's scope, whatever it said before.
        tx.set_leaving(id, false)?;
        let mut heard_own = 0;
        for run in &self.runs {
            match tx.settle_heard(id, run.actor, run.first, run.last)? {
                0 => tx.put_run(run)?,
                taps => {
                    heard_own += taps;
                    tx.put_covering_run(run)?;
                }
            }
        }
        Ok(heard_own)
    }
}

/// What an answer's documents came to.
pub struct Documents {
    /// Those that were merged.
    pub merged: BTreeMap<DocumentId, Merged>,
    /// Those that were not, with the reason.
    pub unread: BTreeMap<DocumentId, Refusal>,
}

/// Verifies and merges every document of an answer. Of one that `leaves` and is not here any more there is nothing to
/// keep.
///
/// # Errors
/// When the file cannot be read. What is wrong with a document is told with it.
pub fn all(
    client: &Client,
    verifier: &Verifier,
    said: &[Down],
    leaves: &[DocumentId],
) -> Result<Documents, ClientError> {
    let mut begun = BTreeMap::new();
    let mut unread = BTreeMap::new();
    for one in said {
        let (id, outcome) = match one {
            Down::Snapshot(snapshot) => {
                let id = DocumentId(Uuid::from_bytes(snapshot.document));
                (id, whole(client, verifier, id, snapshot))
            }
            Down::Changes(changes) => {
                let id = DocumentId(Uuid::from_bytes(changes.document));
                if leaves.contains(&id) && here(client, id)?.is_none() {
                    continue;
                }
                (id, more(client, verifier, id, begun.remove(&id), changes))
            }
            Down::Welcome(_)
            | Down::Verdict { .. }
            | Down::Record(_)
            | Down::Leave { .. }
            | Down::Admission { .. }
            | Down::Checkpoint { .. }
            | Down::Done(_) => continue,
        };
        keep_readable(&mut begun, &mut unread, id, outcome)?;
    }
    let mut merged = BTreeMap::new();
    begun.retain(|id, _| !unread.contains_key(id));
    for (id, document) in begun {
        keep_readable(&mut merged, &mut unread, id, document.finish())?;
    }
    Ok(Documents { merged, unread })
}

/// Sorts one document's outcome; a file that cannot be read ends everything.
fn keep_readable<T>(
    kept: &mut BTreeMap<DocumentId, T>,
    unread: &mut BTreeMap<DocumentId, Refusal>,
    id: DocumentId,
    outcome: Result<T, ClientError>,
) -> Result<(), ClientError> {
    match outcome {
        Ok(one) => drop(kept.insert(id, one)),
        Err(ClientError::Store(error)) => return Err(error.into()),
        Err(error) => {
            kept.remove(&id);
            unread.insert(id, error.refusal());
        }
    }
    Ok(())
}

/// A whole document. Where this device has it already, with unsent work perhaps, what is new in it is merged.
fn whole(
    client: &Client,
    verifier: &Verifier,
    id: DocumentId,
    snapshot: &Snapshot<jobsheet_sync::Author>,
) -> Result<Begun, ClientError> {
    let (document, runs) = run::snapshot(verifier, client.inner.documents.kinds(), snapshot)?;
    let Some(here) = here(client, id)? else {
        return Ok(Begun { runs, ..fresh(document, Some(Arc::clone(&snapshot.bytes))) });
    };
    let merged = run::merged(verifier, &here.document, &document)?;
    Ok(Begun { document: documents::with_unsent(&client.inner.store, merged)?, runs, ..here })
}

/// More changes of a document.
fn more(
    client: &Client,
    verifier: &Verifier,
    id: DocumentId,
    begun: Option<Begun>,
    changes: &Changes<jobsheet_sync::Author>,
) -> Result<Begun, ClientError> {
    let mut one = match begun {
        Some(one) => one,
        None => begin(client, id, changes.kind.as_deref())?,
    };
    let (document, runs) = run::changes(verifier, &one.document, &changes.runs)?;
    one.document = documents::with_unsent(&client.inner.store, document)?;
    one.runs.extend(runs);
    Ok(one)
}

fn begin(client: &Client, id: DocumentId, kind: Option<&str>) -> Result<Begun, ClientError> {
    if let Some(here) = here(client, id)? {
        return Ok(here);
    }
    let kind = kind
        .and_then(|name| client.inner.documents.kinds().find(name))
        .ok_or_else(|| Refusal::new("document.unknown").with("document", id))?;
    Ok(fresh(Document::create(kind, id), None))
}

/// The document as this device has it.
fn here(client: &Client, id: DocumentId) -> Result<Option<Begun>, ClientError> {
    if client.inner.store.read(|tx| tx.document_head(id))?.is_none() {
        return Ok(None);
    }
    let document = client.opened(id)?.document().clone();
    let before = document.heads();
    Ok(Some(Begun { document, before, is_new: false, snapshot: None, runs: Vec::new() }))
}

fn fresh(document: Document, snapshot: Option<Arc<[u8]>>) -> Begun {
    let before = document.heads();
    Begun { document, before, is_new: true, snapshot, runs: Vec::new() }
}
