//! What the server said, verified and kept: every document, record and verdict with the cursor in one transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::{Keyring, statement_digest};
use jobsheet_store::{StoreError, StoredRecord, StoredRun, WriteTx};
use jobsheet_sync::{Done, Down, Record, Verdict, Welcome};
use uuid::Uuid;

use crate::checkpoint;
use crate::client::Client;
use crate::documents::Opened;
use crate::error::ClientError;
use crate::identity::Identity;
use crate::records;
use crate::rows::{self, Lookup, Row};
use crate::sync::keys;
use crate::sync::merge::{self, Documents, Merged};
use crate::sync::outgoing::Offered;
use crate::sync::run::Verifier;

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
    /// Documents of which a run of several taps was refused: they are offered again tap by tap.
    pub to_split: BTreeSet<DocumentId>,
    /// How many runs the server has now.
    pub settled: usize,
    /// Own taps the server told of as stored: a person let them in after they had been refused.
    pub heard_own: usize,
    /// Documents whose news could not be taken in, with the reason. They are asked for again.
    pub unread: BTreeMap<DocumentId, Refusal>,
    /// Those of them that were not known before.
    pub newly_unread: BTreeSet<DocumentId>,
    /// Changes the server lacks, which offered work rests on.
    pub missing: BTreeSet<(DocumentId, ChangeHash)>,
}

/// An answer, sorted by what is done with it.
#[derive(Default)]
struct Heard {
    welcome: Option<Welcome>,
    checkpoint: Option<String>,
    verdicts: Vec<(usize, Verdict)>,
    records: Vec<Record>,
    documents: Vec<Down>,
    leaves: Vec<DocumentId>,
    admissions: Vec<String>,
    done: Option<Done>,
}

/// Keeps an answer to a request that asked for the documents in `asked` again, whole. Where a document in memory had
/// fallen behind the file, it is read again and the answer kept on it.
pub fn keep(
    client: &Client,
    identity: &Identity,
    offered: &[Offered],
    said: Vec<Down>,
    asked: &[DocumentId],
) -> Result<Kept, ClientError> {
    let heard = sort(said);
    let _writing = client.lock_writing();
    match keep_heard(client, identity, offered, &heard, asked) {
        Err(ClientError::Store(StoreError::Conflict)) => {
            client.inner.documents.forget_all();
            keep_heard(client, identity, offered, &heard, asked)
        }
        outcome => outcome,
    }
}

fn keep_heard(
    client: &Client,
    identity: &Identity,
    offered: &[Offered],
    heard: &Heard,
    asked: &[DocumentId],
) -> Result<Kept, ClientError> {
    let keyring = keyring(client, &heard.records)?;
    let mut verifier = Verifier::new(identity, keyring.0)?;
    verifier.hear(&heard.admissions);
    let Documents { merged, unread } = merge::all(client, &verifier, &heard.documents, &heard.leaves)?;
    let rows = rows_of(client, &merged, &heard.records)?;
    let mut kept = Kept { records: !heard.records.is_empty(), unread, ..Kept::default() };
    let shown = client.shown();
    client.inner.store.write(|tx| {
        if let Some(news) = &keyring.1 {
            keys::put(tx, news)?;
        }
        for record in &heard.records {
            tx.put_record(&stored(record))?;
        }
        for one in merged.values() {
            kept.heard_own += one.put(tx)?;
        }
        rows.iter().try_for_each(|row| row.put(tx))?;
        put_verdicts(tx, &verifier, offered, &heard.verdicts, &mut kept)?;
        kept.left = put_leaves(tx, &heard.leaves, shown)?;
        let whole = asked.iter().filter(|id| merged.contains_key(id) || heard.leaves.contains(id));
        whole.copied().try_for_each(|id| tx.forget_unread(id))?;
        tx.mark_asked(asked)?;
        for (id, reason) in &kept.unread {
            if !tx.put_unread(*id, reason)? {
                kept.newly_unread.insert(*id);
            }
        }
        put_cursor(tx, heard, &verifier)
    })?;
    for (id, one) in merged {
        client.inner.documents.keep(Opened::with(one.document, one.subject));
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
            Down::Admission { word } => heard.admissions.push(word),
            Down::Checkpoint { word } => heard.checkpoint = Some(word),
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

/// Rows for everything merged, by the records and names as they will be when they are kept, and for what shows
/// something of it.
fn rows_of(
    client: &Client,
    merged: &BTreeMap<DocumentId, Merged>,
    news: &[Record],
) -> Result<Vec<Row>, ClientError> {
    let held = |name: &str| client.inner.store.read(|tx| tx.record(name)).ok().flatten();
    let newest =
        |name: &str| news.iter().rfind(|record| record.name == name).map(stored).or_else(|| held(name));
    let has_changed = |name: &str| {
        let brought = news.iter().rfind(|record| record.name == name);
        brought.is_some_and(|record| held(name).is_none_or(|held| held.bytes != record.bytes))
    };
    let is_merged = |id: DocumentId| merged.contains_key(&id);
    let mut lookup = Lookup { records: Arc::new(records::parse(&newest)?), ..Lookup::now(client)? };
    for one in merged.values() {
        lookup.learn(&one.subject);
    }
    let own = merged.values().map(|one| rows::of(client, &one.subject, &lookup));
    let mut rows = own.collect::<Result<Vec<_>, _>>()?;
    // What rows show of the catalogue is worked out when they are read.
    if has_changed(records::POLICY) || has_changed(records::STAFF) {
        rows.extend(rows::by_records(client, &lookup, &records::parse(&held)?, &is_merged)?);
    }
    rows.extend(rows::of_customers(client, &lookup, &is_merged)?);
    Ok(rows)
}

fn stored(record: &Record) -> StoredRecord {
    StoredRecord { name: record.name.clone(), position: record.position, bytes: record.bytes.clone() }
}

fn put_verdicts(
    tx: &mut WriteTx<'_>,
    verifier: &Verifier,
    offered: &[Offered],
    verdicts: &[(usize, Verdict)],
    kept: &mut Kept,
) -> Result<(), StoreError> {
    for (index, verdict) in verdicts {
        let Some(Offered { run: sent, kept: run }) = offered.get(*index) else { continue };
        let heard = match verdict {
            // The server is of an earlier version, which is nobody's fault: the work is kept and offered until it knows the
            // kind, and nothing else waits for that.
            older if sent.kind.as_ref().is_some_and(|kind| older.is_of_an_unknown_kind(kind)) => {
                jobsheet_store::Verdict::Missing(Refusal::new("sync.server_too_old"))
            }
            Verdict::Stored { receipts } | Verdict::HadAlready { receipts } => {
                kept.settled += 1;
                tx.put_covering_run(run)?;
                for receipt in receipts {
                    put_receipt(tx, verifier, run, receipt)?;
                }
                jobsheet_store::Verdict::Stored
            }
            // All or nothing is the verdict on a run: tap by tap, what is good in it gets through.
            Verdict::Refused { .. } if run.first < run.last => {
                kept.to_split.insert(run.document);
                jobsheet_store::Verdict::Again
            }
            Verdict::Refused { code, parameters } => {
                let refusal =
                    Refusal { code: code.clone(), parameters: parameters.iter().cloned().collect() };
                kept.refused.push((run.document, refusal.clone()));
                jobsheet_store::Verdict::Refused(refusal)
            }
            Verdict::Missing { hashes } => {
                kept.missing.extend(hashes.iter().map(|hash| (run.document, ChangeHash(*hash))));
                jobsheet_store::Verdict::Missing(Refusal::new("sync.missing"))
            }
        };
        tx.apply_verdict(run.document, run.actor, run.first, run.last, &heard)?;
    }
    Ok(())
}

/// Keeps a receipt with the statement it names. One that does not verify proves nothing and is not kept.
fn put_receipt(
    tx: &mut WriteTx<'_>,
    verifier: &Verifier,
    run: &StoredRun,
    compact: &str,
) -> Result<(), StoreError> {
    let Ok(receipt) = verifier.receipt(compact) else { return Ok(()) };
    let statements = tx.statements(run.document)?;
    let meant =
        statements.iter().find(|statement| statement_digest(&statement.jws) == Some(receipt.statement));
    meant.map_or(Ok(()), |statement| tx.put_receipt(statement.event, compact))
}

/// A document leaves once everything of it is on the server; until then the notice waits. So it does while
/// the customer reads its report.
fn put_leaves(
    tx: &mut WriteTx<'_>,
    leaves: &[DocumentId],
    shown: Option<DocumentId>,
) -> Result<Vec<DocumentId>, StoreError> {
    for document in leaves {
        if tx.document_head(*document)?.is_some() {
            tx.set_leaving(*document, true)?;
        }
    }
    let mut left = Vec::new();
    for document in tx.leaving()?.into_iter().filter(|document| Some(*document) != shown) {
        match tx.leave(document) {
            Ok(()) => left.push(document),
            Err(StoreError::Unsent { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(left)
}

fn put_cursor(tx: &mut WriteTx<'_>, heard: &Heard, verifier: &Verifier) -> Result<(), StoreError> {
    let (Some(welcome), Some(done)) = (&heard.welcome, &heard.done) else { return Ok(()) };
    let before = tx.sync_state()?;
    // While there is more to fetch, what this device knows ends where it did.
    if done.more {
        return tx.set_cursor(welcome.epoch, &done.cursor, before.position, before.checkpoint);
    }
    if let Some(word) = heard.checkpoint.as_ref().filter(|word| verifier.is_checkpoint(word, welcome)) {
        checkpoint::keep(tx, word)?;
    }
    tx.set_cursor(welcome.epoch, &done.cursor, welcome.checkpoint, welcome.checkpoint)
}
