//! What the server said, verified and kept: every document, record and verdict with the cursor in one transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use jobsheet_document::Document;
use jobsheet_domain::content::Kind;
use jobsheet_domain::customer::CustomerView;
use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::Keyring;
use jobsheet_store::{StoreError, StoredRecord, StoredRun, WriteTx};
use jobsheet_sync::{Done, Down, Record, Verdict, Welcome};
use uuid::Uuid;

use crate::client::Client;
use crate::documents;
use crate::error::ClientError;
use crate::identity::Identity;
use crate::records;
use crate::rows::{self, Lookup, Row};
use crate::sync::keys;
use crate::sync::outgoing::Offered;
use crate::sync::run::{self, Verifier};

/// What keeping an answer changed.
#[derive(Default)]
pub struct Kept {
    /// Documents that changed.
    pub documents: Vec<DocumentId>,
    /// Documents that left.
    pub left: Vec<DocumentId>,
    /// Whether records changed.
    pub records: bool,
    /// Refused work by document.
    pub refused: Vec<(DocumentId, Refusal)>,
}

/// A document the answer changed, as it will be kept.
struct Merged {
    document: Document,
    before: Vec<ChangeHash>,
    is_new: bool,
    snapshot: Option<Arc<[u8]>>,
    runs: Vec<StoredRun>,
}

/// An answer, sorted by what is done with it.
#[derive(Default)]
struct Heard {
    welcome: Option<Welcome>,
    verdicts: Vec<(usize, Verdict)>,
    records: Vec<Record>,
    documents: Vec<Down>,
    leaves: Vec<DocumentId>,
    done: Option<Done>,
}

/// Keeps an answer.
pub fn keep(
    client: &Client,
    identity: &Identity,
    offered: &[Offered],
    said: Vec<Down>,
) -> Result<Kept, ClientError> {
    let heard = sort(said);
    let _writing = client.lock_writing();
    let keyring = keyring(client, &heard.records)?;
    let merged = merge(client, identity, keyring.0, &heard.documents)?;
    let rows = rows_of(client, &merged, &heard.records)?;
    let mut kept = Kept { records: !heard.records.is_empty(), ..Kept::default() };
    client.inner.store.write(|tx| {
        if let Some(news) = &keyring.1 {
            keys::put(tx, news)?;
        }
        for record in &heard.records {
            tx.put_record(&stored(record))?;
        }
        for (one, row) in merged.values().zip(&rows) {
            put(tx, one)?;
            row.put(tx)?;
        }
        kept.refused = put_verdicts(tx, offered, &heard.verdicts)?;
        kept.left = put_leaves(tx, &heard.leaves)?;
        put_cursor(tx, heard.welcome.as_ref(), heard.done.as_ref())
    })?;
    for (id, one) in merged {
        client.inner.documents.keep(one.document);
        kept.documents.push(id);
    }
    for id in &kept.left {
        client.inner.documents.forget(*id);
    }
    Ok(kept)
}

fn sort(said: Vec<Down>) -> Heard {
    let mut heard = Heard::default();
    for one in said {
        match one {
            Down::Welcome(welcome) => heard.welcome = Some(welcome),
            Down::Verdict { run, verdict } => heard.verdicts.push((run, verdict)),
            Down::Record(record) => heard.records.push(record),
            Down::Changes(_) | Down::Snapshot(_) => heard.documents.push(one),
            Down::Leave { document } => heard.leaves.push(DocumentId(Uuid::from_bytes(document))),
            Down::Done(done) => heard.done = Some(done),
        }
    }
    heard
}

/// The keyring with what the answer brings, and the news alone.
fn keyring(client: &Client, records: &[Record]) -> Result<(Keyring, Option<Keyring>), ClientError> {
    let mut keyring = client.inner.store.read(keys::stored)?;
    let newest = records.iter().rfind(|record| record.name == keys::KEYRING);
    let news = newest.map(|record| keys::parse(&record.bytes)).transpose()?;
    for (_, entry) in news.iter().flat_map(Keyring::iter) {
        keyring.insert(entry.clone());
    }
    Ok((keyring, news))
}

fn merge(
    client: &Client,
    identity: &Identity,
    keyring: Keyring,
    said: &[Down],
) -> Result<BTreeMap<DocumentId, Merged>, ClientError> {
    let verifier = Verifier::new(identity, keyring)?;
    let mut merged = BTreeMap::new();
    for one in said {
        match one {
            Down::Snapshot(snapshot) => {
                let (document, runs) = run::snapshot(&verifier, snapshot)?;
                let id = document.id();
                let one = already(client, id)?.map_or_else(
                    || fresh(document, runs, Some(Arc::clone(&snapshot.bytes))),
                    |(here, before)| Merged {
                        document: here,
                        before,
                        is_new: false,
                        snapshot: None,
                        runs: Vec::new(),
                    },
                );
                merged.insert(id, one);
            }
            Down::Changes(changes) => {
                let id = DocumentId(Uuid::from_bytes(changes.document));
                let mut one = match merged.remove(&id) {
                    Some(one) => one,
                    None => begin(client, id, changes.kind.as_deref())?,
                };
                let (document, runs) = run::changes(&verifier, &one.document, &changes.runs)?;
                one.document = document;
                one.runs.extend(runs);
                merged.insert(id, one);
            }
            _ => {}
        }
    }
    Ok(merged)
}

fn already(client: &Client, id: DocumentId) -> Result<Option<(Document, Vec<ChangeHash>)>, ClientError> {
    if client.inner.store.read(|tx| tx.document_head(id))?.is_none() {
        return Ok(None);
    }
    let document = client.inner.documents.open(&client.inner.store, id)?;
    let before = document.heads();
    Ok(Some((document, before)))
}

fn begin(client: &Client, id: DocumentId, kind: Option<&str>) -> Result<Merged, ClientError> {
    if let Some((document, before)) = already(client, id)? {
        return Ok(Merged { document, before, is_new: false, snapshot: None, runs: Vec::new() });
    }
    let kind = kind
        .and_then(Kind::from_name)
        .ok_or_else(|| Refusal::new("document.unknown").with("document", id))?;
    Ok(fresh(Document::create(kind, id), Vec::new(), None))
}

fn fresh(document: Document, runs: Vec<StoredRun>, snapshot: Option<Arc<[u8]>>) -> Merged {
    let before = document.heads();
    Merged { document, before, is_new: true, snapshot, runs }
}

/// Rows for everything merged, by the records and names as they will be when they are kept.
fn rows_of(
    client: &Client,
    merged: &BTreeMap<DocumentId, Merged>,
    news: &[Record],
) -> Result<Vec<Row>, ClientError> {
    let newest = |name: &str| {
        let brought = news.iter().rfind(|record| record.name == name).map(stored);
        brought.or_else(|| client.inner.store.read(|tx| tx.record(name)).ok().flatten())
    };
    let mut lookup = Lookup::now(client)?;
    lookup.records = Arc::new(records::parse(&newest)?);
    for one in merged.values().filter(|one| one.document.kind() == Kind::Customer) {
        let customer = CustomerView::of(&one.document.content()?);
        lookup.customers.insert(customer.id, customer.name);
    }
    merged.values().map(|one| rows::of(client, &one.document, &lookup)).collect()
}

fn put(tx: &mut WriteTx<'_>, one: &Merged) -> Result<(), StoreError> {
    let (id, after) = (one.document.id(), one.document.heads());
    if one.is_new {
        let snapshot = one.snapshot.as_deref();
        tx.create_document(id, one.document.kind(), one.document.schema(), &one.before, snapshot)?;
    }
    let new: Vec<_> = one.document.changes_since(&one.before).iter().map(documents::stored).collect();
    if !new.is_empty() {
        let tail = tx.append_changes(id, &one.before, &after, &new)?;
        if tail >= documents::SNAPSHOT_AFTER {
            tx.put_snapshot(id, &after, &after, one.document.schema(), &one.document.save())?;
        }
    }
    one.runs.iter().try_for_each(|run| tx.put_run(run))
}

fn stored(record: &Record) -> StoredRecord {
    StoredRecord { name: record.name.clone(), position: record.position, bytes: record.bytes.clone() }
}

fn put_verdicts(
    tx: &mut WriteTx<'_>,
    offered: &[Offered],
    verdicts: &[(usize, Verdict)],
) -> Result<Vec<(DocumentId, Refusal)>, StoreError> {
    let mut refused = Vec::new();
    for (index, verdict) in verdicts {
        let Some(run) = offered.get(*index).map(|offered| &offered.kept) else { continue };
        let heard = match verdict {
            Verdict::Stored { receipt } | Verdict::HadAlready { receipt } => {
                tx.put_covering_run(run)?;
                put_receipt(tx, run, receipt.as_deref())?;
                jobsheet_store::Verdict::Stored
            }
            Verdict::Refused { code, parameters } => {
                let refusal =
                    Refusal { code: code.clone(), parameters: parameters.iter().cloned().collect() };
                refused.push((run.document, refusal.clone()));
                jobsheet_store::Verdict::Refused(refusal)
            }
            Verdict::Missing { .. } => jobsheet_store::Verdict::Missing,
        };
        tx.apply_verdict(run.document, run.actor, run.first, run.last, &heard)?;
    }
    Ok(refused)
}

/// A receipt is of the newest statement in the run that has none yet.
fn put_receipt(tx: &mut WriteTx<'_>, run: &StoredRun, receipt: Option<&str>) -> Result<(), StoreError> {
    let Some(receipt) = receipt else { return Ok(()) };
    let statements = tx.statements(run.document)?;
    let open = statements.iter().rfind(|statement| statement.receipt.is_none());
    open.map_or(Ok(()), |statement| tx.put_receipt(statement.event, receipt))
}

/// A document leaves once everything of it is on the server; until then the notice waits.
fn put_leaves(tx: &mut WriteTx<'_>, leaves: &[DocumentId]) -> Result<Vec<DocumentId>, StoreError> {
    for document in leaves {
        if tx.document_head(*document)?.is_some() {
            tx.set_leaving(*document, true)?;
        }
    }
    let mut left = Vec::new();
    for document in tx.leaving()? {
        match tx.leave(document) {
            Ok(()) => left.push(document),
            Err(StoreError::Unsent { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(left)
}

fn put_cursor(
    tx: &mut WriteTx<'_>,
    welcome: Option<&Welcome>,
    done: Option<&Done>,
) -> Result<(), StoreError> {
    let (Some(welcome), Some(done)) = (welcome, done) else { return Ok(()) };
    let before = tx.sync_state()?;
    // While there is more to fetch, what this device knows ends where it did.
    let known = if done.more {
        (before.position, before.checkpoint)
    } else {
        (welcome.checkpoint, welcome.checkpoint)
    };
    tx.set_cursor(welcome.epoch, &done.cursor, known.0, known.1)
}
