//! One check each: what holds, or what is broken.

mod custody;
mod export;
mod keys;
mod runs;
mod time;
mod told;

use jobsheet_document::Document;
use jobsheet_document::foreign::{self, ForeignChange, Limits};
use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::event::Event;
use jobsheet_domain::id::{ChangeHash, EventKey};
use jobsheet_domain::work_order::{SignoffRecord, WorkOrder};
use jobsheet_report::{as_signed, canonical_bytes};
use jobsheet_signing::encoding::from_base64url;
use jobsheet_signing::{
    KeyId, KeyKind, KeyPurpose, Keyring, Receipt, SigningError, VerifiedStatement, jws, sha256,
    verify_receipt, verify_statement,
};

use crate::bundle::{Bundle, Run, SignedStatement};
use crate::finding::Finding;
use crate::statement::{Recorded, differing, strokes_digest};

pub(super) use custody::{Kept, custody};
pub(super) use export::{Lists, bounded, export, listed, named, origin, parts, sealed};
pub(super) use keys::{known_keys, own_keys, published_keys};
pub(super) use runs::{order_of_runs, runs, unadmitted};
pub(super) use time::time;
pub(super) use told::{order, photos, signoffs};

/// What holds, or what is broken.
pub(super) type Found = Result<Finding, Finding>;

fn bytes_of(bundle: &Bundle) -> Result<Vec<Vec<u8>>, Finding> {
    let bytes = |(place, text): (usize, &String)| {
        from_base64url(text)
            .ok_or_else(|| Finding::new("evidence.changes.encoding").with("number", place + 1))
    };
    bundle.changes.iter().enumerate().map(bytes).collect()
}

/// The document the changes make up. Their hashes are recomputed from their bytes.
pub(super) fn document(bundle: &Bundle) -> Result<Document, Finding> {
    let kind = KINDS.find(&bundle.kind).ok_or_else(|| Finding::new("evidence.changes.kind"))?;
    let limits = Limits::default();
    let mut changes: Vec<ForeignChange> = Vec::new();
    for (place, bytes) in bytes_of(bundle)?.iter().enumerate() {
        let change = foreign::decode(bundle.document, bytes, &limits).map_err(|error| {
            Finding::new("evidence.changes.damaged").with("number", place + 1).with("why", error.code)
        })?;
        changes.push(change);
    }
    let empty = Document::create(kind, bundle.document);
    let document = foreign::apply(&empty, &changes, &limits)
        .map_err(|error| Finding::new("evidence.changes.incoherent").with("why", error.code))?;
    if document.heads() == bundle.heads {
        Ok(document)
    } else {
        Err(Finding::new("evidence.changes.version"))
    }
}

/// The run that brought a change first: a run sent again with one more change covers it too, later.
fn brought_by<'a>(bundle: &'a Bundle, document: &Document, change: ChangeHash) -> Option<&'a Run> {
    let header = document.change(change)?.header;
    let covers = |run: &&Run| run.actor == header.actor && (run.first..=run.last).contains(&header.seq);
    bundle.runs.iter().filter(covers).min_by_key(|run| run.position)
}

/// Every sign-off of the order has its statement and its receipt in the bundle, in the same places: a bundle they were
/// taken out of proves nothing of what the customer settled.
pub(super) fn complete(bundle: &Bundle, document: &Document) -> Found {
    let content = document
        .content()
        .map_err(|error| Finding::new("evidence.signature.unreadable").with("why", error.code()))?;
    let signoffs: Vec<EventKey> = WorkOrder::new(&content).signoffs().map(|(event, _)| event.key).collect();
    let stated = |key: &EventKey| bundle.statements.iter().any(|statement| statement.event == *key);
    let missing = signoffs.iter().filter(|key| !stated(key)).count();
    let [count, statements, receipts] = [signoffs.len(), bundle.statements.len(), bundle.receipts.len()];
    if missing > 0 {
        return Err(Finding::new("evidence.signature.missing").with("count", count).with("missing", missing));
    }
    if statements != count || receipts != count {
        return Err(Finding::new("evidence.signature.uneven")
            .with("count", count)
            .with("statements", statements)
            .with("receipts", receipts));
    }
    match count {
        0 => Ok(Finding::new("evidence.signature.none")),
        _ => Ok(Finding::new("evidence.signature.complete").with("count", count)),
    }
}

/// The statement is signed by the device's statement key while that was valid, and says what the order records.
pub(super) fn statement(
    bundle: &Bundle,
    keys: &Keyring,
    document: &Document,
    signed: &SignedStatement,
    receipt: Option<&Receipt>,
) -> Found {
    let broken = |why: &str| Finding::new("evidence.statement.broken").with("why", why);
    let verified = verified(keys, signed).map_err(broken)?;
    let unrecorded = || Finding::new("evidence.statement.unrecorded");
    let (event, record) = recorded(document, signed).ok_or_else(unrecorded)?;
    if record.statement != signed.jws {
        return Err(Finding::new("evidence.statement.other"));
    }
    let run = document.change_of_event(event.key).and_then(|change| brought_by(bundle, document, change));
    let run = run.ok_or_else(unrecorded)?;
    let entry = keys.find(&verified.key).ok_or_else(|| broken("key.unknown"))?;
    if entry.purpose() != KeyPurpose::Statement {
        return Err(broken("key.purpose"));
    }
    // What a person let in was signed under a key that may have been revoked by then (R54).
    if run.admission.is_none() {
        let positions = [Some(run.position), receipt.map(|receipt| receipt.position)];
        let check = positions.into_iter().flatten().try_for_each(|position| entry.check_at(position));
        check.map_err(|error| broken(error.code()))?;
    }
    let said = &verified.statement;
    if (said.device, said.user) != (*event.by.device.0.as_bytes(), *event.by.user.0.as_bytes()) {
        return Err(Finding::new("evidence.statement.foreign_key"));
    }
    let made_on = document.change_of_event(event.key).and_then(|change| document.change(change));
    if made_on.is_none_or(|change| change.header.dependencies != record.heads) {
        return Err(Finding::new("evidence.statement.differs").with("field", "heads"));
    }
    if entry.kind != KeyKind::Device || entry.device != said.device || entry.user != Some(said.user) {
        return Err(Finding::new("evidence.statement.foreign_key"));
    }
    if said.document != *bundle.document.0.as_bytes()
        || said.organisation != *bundle.organisation.0.as_bytes()
    {
        return Err(Finding::new("evidence.statement.foreign_document"));
    }
    let read = |shown| document.content_shown(&record.heads, shown);
    let (content, report) = as_signed(&record, sha256, read).map_err(|_| unrecorded())?;
    let earlier = WorkOrder::new(&content).signoff();
    let checkpoint = run.checkpoint;
    let server_key = &|id: &KeyId| keys.server_key_for(id, said.not_before.position);
    let recorded =
        Recorded { event: &event, record: &record, report: &report, earlier, checkpoint, server_key };
    match differing(said, &recorded) {
        Some(field) => Err(Finding::new("evidence.statement.differs").with("field", field)),
        None => Ok(Finding::new("evidence.statement.holds")),
    }
}

/// The report that was signed is the order's at the version that was signed.
pub(super) fn report(document: &Document, signed: &SignedStatement) -> Found {
    let other = || Finding::new("evidence.report.other");
    let record = record(document, signed).ok_or_else(other)?;
    if sha256(signed.report_model.as_bytes()) != record.report_digest.0 {
        return Err(Finding::new("evidence.report.altered"));
    }
    let read = |shown| document.content_shown(&record.heads, shown);
    let (_, report) = as_signed(&record, sha256, read).map_err(|_| other())?;
    if canonical_bytes(&report) != signed.report_model.as_bytes() {
        return Err(other());
    }
    Ok(Finding::new("evidence.report.holds"))
}

/// The hand is the one that was signed with.
pub(super) fn strokes(document: &Document, signed: &SignedStatement) -> Found {
    let recorded = record(document, signed).map(|record| record.strokes);
    if recorded.is_none_or(|strokes| strokes != signed.strokes) {
        return Err(Finding::new("evidence.strokes.altered"));
    }
    match &signed.strokes {
        None if record(document, signed).is_some_and(|record| record.sealed.is_some()) => {
            Ok(Finding::new("evidence.strokes.sealed").with("count", 1))
        }
        Some(strokes) => Ok(Finding::new("evidence.strokes.hold").with("digest", strokes_digest(strokes))),
        None => Ok(Finding::new("evidence.strokes.none")),
    }
}

/// A receipt, signed by a key of the server while that was valid.
pub(super) fn received(keys: &Keyring, compact: Option<&String>) -> Result<Receipt, Finding> {
    let compact = compact.ok_or_else(|| Finding::new("evidence.receipt.missing"))?;
    let broken = |why: &str| Finding::new("evidence.receipt.broken").with("why", why);
    let receipt = verify_receipt(compact, &|id| keys.server_key(id)).map_err(|error| broken(error.code()))?;
    valid_then(keys, compact, receipt.position).map_err(|error| broken(error.code()))?;
    Ok(receipt)
}

/// That the key a word is signed with was valid at the position the word speaks of.
fn valid_then(keys: &Keyring, compact: &str, position: u64) -> Result<(), SigningError> {
    let signer = jws::key_of(compact).ok_or(SigningError::UnknownKey)?;
    keys.valid_at(&signer, position).map(drop)
}

/// The server had the statement at the position it says: there the sign-off was stored.
pub(super) fn receipt(
    bundle: &Bundle,
    document: &Document,
    signed: &SignedStatement,
    receipt: &Receipt,
) -> Found {
    let payload = signed.jws.split('.').nth(1).and_then(from_base64url).unwrap_or_default();
    if receipt.statement != sha256(&payload)
        || receipt.document != *bundle.document.0.as_bytes()
        || receipt.organisation != *bundle.organisation.0.as_bytes()
    {
        return Err(Finding::new("evidence.receipt.other"));
    }
    let change = document.change_of_event(signed.event).and_then(|hash| document.change(hash));
    let stored_there = |run: &Run| {
        let covers = change.as_ref().is_some_and(|change| {
            change.header.actor == run.actor && (run.first..=run.last).contains(&change.header.seq)
        });
        covers && run.position == receipt.position
    };
    if !bundle.runs.iter().any(stored_there) {
        return Err(Finding::new("evidence.receipt.elsewhere").with("position", receipt.position));
    }
    Ok(Finding::new("evidence.receipt.holds").with("position", receipt.position))
}

fn verified(keys: &Keyring, signed: &SignedStatement) -> Result<VerifiedStatement, &'static str> {
    verify_statement(&signed.jws, &|id| keys.public_key(id)).map_err(|error| error.code())
}

/// What the order records of a sign-off.
fn record(document: &Document, signed: &SignedStatement) -> Option<SignoffRecord> {
    recorded(document, signed).map(|(_, record)| record)
}

/// The same, with the event that records it.
fn recorded(document: &Document, signed: &SignedStatement) -> Option<(Event, SignoffRecord)> {
    let content = document.content().ok()?;
    let event = content.events.get(signed.event)?;
    let record = SignoffRecord::in_event(event)?;
    Some((event.clone(), record.clone()))
}
