//! The one door for changes. A run of changes comes in, by a device's sync or by the office for a person at the
//! console; it is judged by the shared rules where it was made, and stored with all it brings about, or refused.
//!
//! 1. *Who*: the key is known and not revoked, the actor follows from key and nonce, the user's account is live.
//! 2. *What*: foreign bytes are decoded apart from this process ([`decoder`](crate::office::decoder)) and applied to a copy.
//! 3. *Signed*: the run's signature covers exactly its changes, chained to those before.
//! 4. *Allowed*: each change is judged by the document at its own dependencies, the records its author had, and the versions
//!    of other documents that its event names.
//! 5. *Stored*: changes, run, document, scope, receipts and numbers in one transaction of the ledger.
//!
//! A refusal concerns its run alone. The run is kept, whole. Where nothing stands against it but its age or an authority
//! that has ended since, it waits for a person, whose decision opens the same door and waives just that (R54).

mod asked;
mod judge;
mod knowledge;
mod naming;
mod others;
mod quarantine;
mod run;
mod statement;
mod writer;

use std::sync::Arc;

use jobsheet_document::{Change, Document};
use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::{Receipt, sign_receipt, statement_digest};
use jobsheet_sync::outbox::MOST_CHANGES;

pub use asked::RunAsked;
pub use quarantine::hand_in;
pub(crate) use writer::Writer;

use crate::ledger::{Commit, Decision, NumberTaken, RefusedState, StoredChange, StoredRun, StoredStatement};
use crate::office::Error;
use crate::office::decoder::Decoded;
use crate::office::listing::listed;
use crate::office::memory::Opened;
use crate::office::server::Server;
pub(crate) use crate::office::stop::Stop;

/// How often a run is judged again when another process changed the document meanwhile.
const ATTEMPTS: usize = 4;

/// What became of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admitted {
    /// Stored now.
    Stored {
        /// At this feed position.
        position: u64,
        /// The receipts of the statements in it.
        receipts: Vec<String>,
    },
    /// All of it was here already.
    HadAlready {
        /// The receipts of the statements in it.
        receipts: Vec<String>,
    },
    /// Not taken. It is kept.
    Refused(Refusal),
    /// Not taken unless a person lets it in. It is kept, and waits.
    Waits(Refusal),
    /// Not judged: these must come first.
    Missing(Vec<ChangeHash>),
}

/// The document with changes that wait in it, and their hashes, made in the decoding process; nothing where they
/// cannot be applied. Nothing is kept.
///
/// # Errors
/// The server's own failures.
pub(crate) fn look_into(
    server: &Server,
    document: DocumentId,
    kind: Kind,
    changes: &[Arc<[u8]>],
) -> Result<Option<(Document, Vec<ChangeHash>)>, Error> {
    let stored = server.ledger.document(server.organisation.id, document)?;
    let snapshot = stored.as_ref().map(|stored| stored.snapshot.as_slice());
    match server.admission.decoder.decode(document, kind, snapshot, changes) {
        Ok(Decoded::Applied { document, hashes, .. } | Decoded::HadAlready { document, hashes }) => {
            Ok(Some((document, hashes)))
        }
        Err(Stop::Failed(error)) => Err(error),
        Err(Stop::Refused(_) | Stop::Waits(_) | Stop::Missing(_)) => Ok(None),
    }
}

/// Judges a run of a device and stores it, or says why not. Blocks.
///
/// # Errors
/// Only the server's own failures; whatever is wrong with the run is an answer.
pub fn admit(server: &Server, asked: &RunAsked) -> Result<Admitted, Error> {
    let _held = server.admission.hold(asked.document);
    conclude(server, asked, attempts(server, asked, None))
}

/// Judges a run once more that a person lets in: the bounds of its age and its author's present authority are waived,
/// nothing else. Blocks.
///
/// # Errors
/// As [`admit`].
pub fn admit_reviewed(server: &Server, asked: &RunAsked, decision: &Decision) -> Result<Admitted, Error> {
    let _held = server.admission.hold(asked.document);
    match attempts(server, asked, Some(decision)) {
        Ok(admitted) => Ok(admitted),
        Err(Stop::Missing(hashes)) => Ok(Admitted::Missing(hashes)),
        Err(Stop::Failed(error)) => Err(error),
        Err(Stop::Refused(refusal) | Stop::Waits(refusal)) => Ok(Admitted::Refused(refusal)),
    }
}

fn attempts(server: &Server, asked: &RunAsked, decision: Option<&Decision>) -> Result<Admitted, Stop> {
    for _ in 1..ATTEMPTS {
        match attempt(server, asked, decision) {
            Err(Stop::Failed(Error::Changed)) => {}
            outcome => return outcome,
        }
    }
    attempt(server, asked, decision)
}

fn conclude(server: &Server, asked: &RunAsked, outcome: Result<Admitted, Stop>) -> Result<Admitted, Error> {
    match outcome {
        Ok(admitted) => Ok(admitted),
        Err(Stop::Missing(hashes)) => Ok(Admitted::Missing(hashes)),
        Err(Stop::Failed(error)) => Err(error),
        Err(Stop::Refused(refusal)) => {
            quarantine::keep(server, asked, &refusal, RefusedState::Evidence)?;
            Ok(Admitted::Refused(refusal))
        }
        Err(Stop::Waits(refusal)) => quarantine::wait(server, asked, refusal),
    }
}

fn attempt(server: &Server, asked: &RunAsked, decision: Option<&Decision>) -> Result<Admitted, Stop> {
    let author = run::author(server, asked)?;
    if asked.changes.len() > MOST_CHANGES {
        return Err(Refusal::new("change.too_many").with("most", MOST_CHANGES).into());
    }
    let stored = server.ledger.document(server.organisation.id, asked.document)?;
    let kind = stored.as_ref().map(|stored| stored.kind).or(asked.kind);
    let kind = kind.ok_or_else(|| Refusal::new("document.unknown"))?;
    if asked.kind.is_some_and(|asked| asked != kind) {
        return Err(Refusal::new("document.unknown").into());
    }
    let snapshot = stored.as_ref().map(|stored| stored.snapshot.as_slice());
    let (document, snapshot, hashes) =
        match server.admission.decoder.decode(asked.document, kind, snapshot, &asked.changes)? {
            Decoded::Applied { document, snapshot, hashes } => (document, snapshot, hashes),
            Decoded::HadAlready { document, hashes } => {
                // Receipts are for whoever carries the run its author signed, not for whoever has the bytes.
                run::signed_headers(server, asked, &author.device)??;
                let receipts = receipts_of(server, &document, &hashes)?;
                return Ok(Admitted::HadAlready { receipts });
            }
        };
    let changes: Vec<Change> = hashes.iter().filter_map(|hash| document.change(*hash)).collect();
    let mut signed = run::check(server, asked, &author.device, &document, &changes)?;
    signed.review = decision.cloned();
    let known = stored.as_ref().map(|stored| Opened::stored(server, stored)).transpose()?;
    let writer = Writer::Device(&author.device);
    let judged = judge::changes(server, &document, &writer, &signed, &changes, known.as_deref())?;
    let new = new_ones(&changes, known.as_deref());
    let runs = server.ledger.runs(server.organisation.id, asked.document, 0, u64::MAX)?;
    let news = knowledge::News { document: &document, before: known.as_deref(), changes: &new, runs: &runs };
    let outside = knowledge::outside(server, asked, &author, judged.doubt, &news)?;
    if let (Some(refusal), None) = (outside, decision) {
        return Err(Stop::Waits(refusal));
    }
    knowledge::note_second_history(server, asked, &author.device, &news)?;
    let before = known.as_deref();
    let (statements, numbers) = (judged.statements, Vec::new());
    let judged = Judged { before, snapshot: Some(snapshot), changes: &changes, statements, numbers };
    let (position, kept) = keep(server, document, judged, signed)?;
    Ok(Admitted::Stored { position, receipts: receipts_of(server, &kept.document, &hashes)? })
}

/// Judges the changes of a signed run and stores them with all they bring about; the document as it is afterwards. It is
/// held by the caller.
pub(crate) fn store(
    server: &Server,
    before: Option<&Opened>,
    document: Document,
    writer: &Writer<'_>,
    run: StoredRun,
    changes: &[Change],
    numbers: Vec<NumberTaken>,
) -> Result<Arc<Opened>, Stop> {
    let statements = judge::changes(server, &document, writer, &run, changes, before)?.statements;
    Ok(keep(server, document, Judged { before, snapshot: None, changes, statements, numbers }, run)?.1)
}

/// What is stored of a run that may come in.
struct Judged<'a> {
    /// The document as it is stored.
    before: Option<&'a Opened>,
    /// The document with the changes, saved, where that was done already.
    snapshot: Option<Vec<u8>>,
    changes: &'a [Change],
    statements: Vec<StoredStatement>,
    numbers: Vec<NumberTaken>,
}

/// Stores a run; where in the feed, and the document as it is afterwards.
fn keep(
    server: &Server,
    document: Document,
    judged: Judged<'_>,
    run: StoredRun,
) -> Result<(u64, Arc<Opened>), Stop> {
    let known = judged.before;
    let now_here = match known {
        Some(known) => Opened::since(known, document)?,
        None => Opened::of(document)?,
    };
    let now_here = Arc::new(now_here);
    let document = &now_here.document;
    let received_at = run.received_at;
    let commit = Commit {
        document: document.id(),
        kind: document.kind(),
        before: known.map(|known| known.document.heads()).unwrap_or_default(),
        heads: document.heads(),
        snapshot: judged.snapshot.unwrap_or_else(|| document.save()),
        listed: listed(server, &now_here, &run)?,
        changes: new_changes(judged.changes, known),
        blobs: naming::newly_named(known.map(Opened::content), now_here.content()),
        numbers: judged.numbers,
        statements: judged.statements,
        run,
    };
    let receipt = |statement: &StoredStatement, position: u64| {
        receipt(server, document.id(), statement, received_at.0, position)
    };
    let position = server.ledger.commit(server.organisation.id, &commit, &receipt)?;
    server.opened.keep(position, &now_here);
    server.hub.document(position, document.id(), document.kind());
    Ok((position, now_here))
}

/// The changes that were not here yet: a run sent again with one more change has some that were.
fn new_ones<'a>(changes: &'a [Change], before: Option<&Opened>) -> Vec<&'a Change> {
    let is_new =
        |change: &&Change| !before.is_some_and(|before| before.document.contains(change.header.hash));
    changes.iter().filter(is_new).collect()
}

fn new_changes(changes: &[Change], before: Option<&Opened>) -> Vec<StoredChange> {
    let stored = |change: &Change| StoredChange {
        hash: change.header.hash,
        actor: change.header.actor,
        sequence: change.header.seq,
        bytes: change.bytes.to_vec(),
        position: 0,
    };
    new_ones(changes, before).into_iter().map(stored).collect()
}

/// The server's countersignature of a statement (R62). A statement that could not be read was refused before.
fn receipt(
    server: &Server,
    document: DocumentId,
    statement: &StoredStatement,
    received_at_ms: i64,
    position: u64,
) -> String {
    let receipt = Receipt {
        organisation: *server.organisation.id.0.as_bytes(),
        document: *document.0.as_bytes(),
        statement: statement_digest(&statement.jws).unwrap_or_default(),
        received_at_ms,
        position,
    };
    sign_receipt(&server.key, &receipt).unwrap_or_default()
}

/// The receipts of the statements in these changes, in their order.
fn receipts_of(server: &Server, document: &Document, hashes: &[ChangeHash]) -> Result<Vec<String>, Stop> {
    let mut receipts: Vec<(usize, String)> = Vec::new();
    for statement in server.ledger.statements(server.organisation.id, document.id())? {
        let change = document.change_of_event(statement.event);
        let place = hashes.iter().position(|hash| Some(*hash) == change);
        receipts.extend(place.map(|place| (place, statement.receipt)));
    }
    receipts.sort_unstable();
    Ok(receipts.into_iter().map(|(_, receipt)| receipt).collect())
}
