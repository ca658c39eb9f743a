//! One check each: what holds, or what is broken.

use std::cell::Cell;
use std::collections::BTreeMap;

use jobsheet_document::Document;
use jobsheet_document::foreign::{self, ForeignChange, Limits};
use jobsheet_domain::aggregates::{KINDS, check_wrote};
use jobsheet_domain::asker::{KeyHolder, WriterKind};
use jobsheet_domain::event::Event;
use jobsheet_domain::id::{ActorId, ChangeHash, DeviceId, EventKey, UserId};
use jobsheet_domain::work_order::{SignoffRecord, WorkOrder, WorkOrderEvent};
use jobsheet_report::{canonical_bytes, inkml, model};
use jobsheet_signing::encoding::from_base64url;
use jobsheet_signing::{
    Jwks, KeyEntry, KeyId, KeyKind, KeyPurpose, Keyring, OwnChange, Receipt, RunClaim, SigningError,
    VerifiedStatement, actor_id, check_run, sha256, verify_admission, verify_receipt, verify_run,
    verify_statement,
};
use uuid::Uuid;

use crate::bundle::{Bundle, Run, SignedStatement};
use crate::finding::Finding;
use crate::statement::{Recorded, differing};

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

/// Every change is covered by a run that its author's key signed.
pub(super) fn runs(bundle: &Bundle, keys: &Keyring, document: &Document) -> Found {
    let mut by_place: BTreeMap<(ActorId, u64), ChangeHash> = BTreeMap::new();
    for change in document.changes() {
        by_place.insert((change.header.actor, change.header.seq), change.header.hash);
    }
    let mut covered = by_place.clone();
    for run in &bundle.runs {
        check_one(bundle, keys, run, document, &by_place).map_err(|why| {
            Finding::new("evidence.runs.broken")
                .with("actor", run.actor)
                .with("first", run.first)
                .with("last", run.last)
                .with("why", why)
        })?;
        covered.retain(|(actor, seq), _| *actor != run.actor || *seq < run.first || *seq > run.last);
    }
    match covered.values().next() {
        Some(change) => Err(Finding::new("evidence.runs.uncovered").with("change", change)),
        None => Ok(covered_by(bundle)),
    }
}

/// That every change is covered, and how many of the runs a person let in, where there are any.
fn covered_by(bundle: &Bundle) -> Finding {
    let count = bundle.runs.len();
    match bundle.runs.iter().filter(|run| run.admission.is_some()).count() {
        0 => Finding::new("evidence.runs.cover").with("count", count),
        reviewed => Finding::new("evidence.runs.reviewed").with("count", count).with("reviewed", reviewed),
    }
}

/// The server's word for a run that a person let in speaks of this run, and is the server's.
fn check_admission(bundle: &Bundle, run: &Run, entry: &KeyEntry, word: &str) -> Result<(), SigningError> {
    let said = verify_admission(word, &|id| bundle.keys.server_key(id))?;
    let same = said.organisation == *bundle.organisation.0.as_bytes()
        && said.document == *bundle.document.0.as_bytes()
        && said.head == run.head.0
        && said.position == run.position
        && said.review.is_some();
    if same { said.check(entry) } else { Err(SigningError::DigestMismatch) }
}

/// The key was valid where the run was stored, or a person let the run in all the same.
fn check_standing(bundle: &Bundle, run: &Run, entry: &KeyEntry) -> Result<(), SigningError> {
    match &run.admission {
        None => entry.check_at(run.position),
        Some(word) => check_admission(bundle, run, entry, word),
    }
}

fn check_one(
    bundle: &Bundle,
    keys: &Keyring,
    run: &Run,
    document: &Document,
    by_place: &BTreeMap<(ActorId, u64), ChangeHash>,
) -> Result<(), String> {
    let entry = keys.find(&run.key).ok_or_else(|| SigningError::UnknownKey.code())?;
    check_standing(bundle, run, entry).map_err(|error| error.code())?;
    if !matches!(entry.purpose(), KeyPurpose::Change | KeyPurpose::Office) {
        return Err("key.purpose".to_owned());
    }
    let key = entry.key;
    if actor_id(&key, &run.nonce) != run.actor.0 {
        return Err("run.foreign_actor".to_owned());
    }
    let at = |seq: u64| by_place.get(&(run.actor, seq)).copied();
    let before = |seq: u64| seq.checked_sub(1).and_then(at).map(|hash| hash.0);
    let own: Vec<OwnChange> = by_place
        .range((run.actor, run.first)..=(run.actor, run.last))
        .map(|((actor, seq), hash)| OwnChange {
            hash: hash.0,
            actor: actor.0,
            seq: *seq,
            previous_own: before(*seq),
        })
        .collect();
    let claim = RunClaim {
        organisation: *bundle.organisation.0.as_bytes(),
        document: *bundle.document.0.as_bytes(),
        actor: run.actor.0,
        key: run.key,
        previous: run.previous.map(|hash| hash.0),
        first: run.first,
        last: run.last,
        count: own.len() as u64,
        head: run.head.0,
        as_of: run.as_of,
        checkpoint: run.checkpoint,
    };
    check_run(&claim, &own).map_err(|error| error.code())?;
    verify_run(&key, &claim, &run.signature).map_err(|error| error.code())?;
    // A signature proves who signed. An event under it that names somebody else proves nothing (R9).
    let holder = holder(entry).ok_or("key.unknown")?;
    let mut events = own.iter().flat_map(|change| document.events_of(ChangeHash(change.hash)));
    events.try_for_each(|event| check_wrote(&holder, document.kind(), event)).map_err(|refusal| refusal.code)
}

/// Whose key it is, when it may write at all.
fn holder(entry: &KeyEntry) -> Option<KeyHolder> {
    let writer = match entry.kind {
        KeyKind::Device => WriterKind::Device,
        KeyKind::Office => WriterKind::Office,
        KeyKind::Server => return None,
    };
    let user = entry.user.map(|user| UserId(Uuid::from_bytes(user)));
    Some(KeyHolder { writer, device: DeviceId(Uuid::from_bytes(entry.device)), user })
}

/// The run that brought a change first: a run sent again with one more change covers it too, later.
fn brought_by<'a>(bundle: &'a Bundle, document: &Document, change: ChangeHash) -> Option<&'a Run> {
    let header = document.change(change)?.header;
    let covers = |run: &&Run| run.actor == header.actor && (run.first..=run.last).contains(&header.seq);
    bundle.runs.iter().filter(covers).min_by_key(|run| run.position)
}

/// The keys of the bundle, with the revocations that came after it was made.
pub(super) fn known_keys(bundle: &Bundle, published: Option<&Jwks>) -> Keyring {
    let mut keys = Keyring::default();
    for (id, entry) in bundle.keys.iter() {
        let standing = published.and_then(|published| published.standing(id));
        let revoked_at = standing.and_then(|standing| standing.revoked_at).or(entry.revoked_at);
        keys.insert(KeyEntry { revoked_at, ..entry.clone() });
    }
    keys
}

/// The keyring names the server keys of the bundle, and, where the keys the organisation publishes are at hand, says of
/// every key what those say: whoever makes up a bundle makes up its keys too, and an enrolled insider has a key that is
/// published, but not as the server's.
pub(super) fn keys(bundle: &Bundle, published: Option<&Jwks>) -> Found {
    let of_server = bundle.keys.iter().filter(|(_, entry)| entry.purpose() == KeyPurpose::Server);
    let of_server: Vec<&KeyId> = of_server.map(|(id, _)| id).collect();
    let same = of_server.len() == bundle.server_jwks.keys.len()
        && of_server.iter().all(|id| bundle.server_jwks.find(id).is_some());
    if of_server.is_empty() || !same {
        return Err(Finding::new("evidence.keys.differ"));
    }
    let count = bundle.keys.iter().count();
    let Some(published) = published else {
        return Ok(Finding::new("evidence.keys.unproved").with("count", count));
    };
    for (id, entry) in bundle.keys.iter() {
        if published.find(id).is_none() {
            return Err(Finding::new("evidence.keys.unpublished").with("key", id));
        }
        let standing = published.standing(id);
        if let Some(field) = standing.map_or(Some("purpose"), |standing| standing.differing(entry)) {
            return Err(Finding::new("evidence.keys.misused").with("key", id).with("field", field));
        }
    }
    Ok(Finding::new("evidence.keys.published").with("count", count))
}

/// Every sign-off of the order has its statement and its receipt in the bundle, in the same places: a bundle they were
/// taken out of proves nothing of what the customer settled.
pub(super) fn complete(bundle: &Bundle, document: &Document) -> Found {
    let content = document
        .content()
        .map_err(|error| Finding::new("evidence.signature.unreadable").with("why", error.code()))?;
    let signoffs = content.events.in_order();
    let signoffs: Vec<EventKey> = signoffs
        .iter()
        .filter(|event| matches!(event.body.read(), Some(WorkOrderEvent::SignedOff(_))))
        .map(|event| event.key)
        .collect();
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
    if entry.kind != KeyKind::Device || entry.device != said.device || entry.user != Some(said.user) {
        return Err(Finding::new("evidence.statement.foreign_key"));
    }
    if said.document != *bundle.document.0.as_bytes()
        || said.organisation != *bundle.organisation.0.as_bytes()
    {
        return Err(Finding::new("evidence.statement.foreign_document"));
    }
    let content = document.content_at(&record.heads).map_err(|_| unrecorded())?;
    let (report, earlier) = (model(&content), WorkOrder::new(&content).signoff());
    let recorded =
        Recorded { event: &event, record: &record, report: &report, earlier, checkpoint: run.checkpoint };
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
    let content = document.content_at(&record.heads).map_err(|_| other())?;
    if canonical_bytes(&model(&content)) != signed.report_model.as_bytes() {
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
        Some(strokes) => {
            let digest = hex::encode(sha256(inkml(strokes).as_bytes()));
            Ok(Finding::new("evidence.strokes.hold").with("digest", digest))
        }
        None => Ok(Finding::new("evidence.strokes.none")),
    }
}

/// A receipt, signed by a key of the server while that was valid.
pub(super) fn received(keys: &Keyring, compact: Option<&String>) -> Result<Receipt, Finding> {
    let compact = compact.ok_or_else(|| Finding::new("evidence.receipt.missing"))?;
    let broken = |why: &str| Finding::new("evidence.receipt.broken").with("why", why);
    let signer = Cell::new(None);
    let of_server = |id: &KeyId| {
        signer.set(Some(*id));
        keys.server_key(id)
    };
    let receipt = verify_receipt(compact, &of_server).map_err(|error| broken(error.code()))?;
    let signer = signer.get().ok_or_else(|| broken("key.unknown"))?;
    keys.valid_at(&signer, receipt.position).map_err(|error| broken(error.code()))?;
    Ok(receipt)
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

/// Photos are named by their digests; the bytes are beside the bundle.
pub(super) fn photos(bundle: &Bundle) -> Finding {
    let here = bundle.photos.iter().filter(|photo| photo.present).count();
    Finding::new("evidence.photos.named").with("count", bundle.photos.len()).with("here", here)
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
    match event.body.read() {
        Some(WorkOrderEvent::SignedOff(record)) => Some((event.clone(), (**record).clone())),
        _ => None,
    }
}
