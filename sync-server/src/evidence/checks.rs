//! One check each: what holds, or what is broken, in plain words.

use std::collections::BTreeMap;
use std::sync::Arc;

use jobsheet_document::Document;
use jobsheet_document::foreign::{self, ForeignChange, Limits};
use jobsheet_domain::content::Kind;
use jobsheet_domain::event::EventBody;
use jobsheet_domain::id::{ActorId, ChangeHash, EventKey};
use jobsheet_domain::work_order::{SignoffRecord, WorkOrderEvent};
use jobsheet_report::{canonical_bytes, inkml, model};
use jobsheet_signing::encoding::from_base64url;
use jobsheet_signing::{
    Jwks, KeyId, KeyKind, OwnChange, RunClaim, VerifiedStatement, actor_id, check_run, sha256,
    verify_receipt, verify_run, verify_statement,
};

use super::{Bundle, Run, SignedStatement};
use crate::admit::differing;
use crate::error::ApiError;
use crate::server::Server;

/// What holds, or what is broken.
pub(super) type Found = Result<String, String>;

/// Whether the changes can be applied at all, tried in the decoding process.
///
/// # Errors
/// The server's own failures.
pub(super) fn harmless(server: &Server, bundle: &Bundle) -> Result<Result<(), String>, ApiError> {
    let Some(kind) = Kind::from_name(&bundle.kind) else {
        return Ok(Err("a document of an unknown kind".to_owned()));
    };
    let changes = bundle.changes.iter().map(|text| from_base64url(text).map(Arc::from));
    let Some(changes) = changes.collect::<Option<Vec<Arc<[u8]>>>>() else {
        return Ok(Err("a change is not base64url".to_owned()));
    };
    server.admission.try_apply(bundle.document, kind, &changes)
}

/// The document the changes make up. Their hashes are recomputed from their bytes.
pub(super) fn document(bundle: &Bundle) -> Result<Document, String> {
    let kind = Kind::from_name(&bundle.kind).ok_or("a document of an unknown kind")?;
    let limits = Limits::default();
    let mut changes: Vec<ForeignChange> = Vec::new();
    for (place, text) in bundle.changes.iter().enumerate() {
        let number = place + 1;
        let bytes = from_base64url(text).ok_or_else(|| format!("change {number} is not base64url"))?;
        let change = foreign::decode(bundle.document, &bytes, &limits);
        changes.push(change.map_err(|error| format!("change {number} is damaged ({error})"))?);
    }
    let empty = Document::create(kind, bundle.document);
    let document = foreign::apply(&empty, &changes, &limits)
        .map_err(|error| format!("the changes do not make up a document ({error})"))?;
    if document.heads() == bundle.heads {
        Ok(document)
    } else {
        Err("the changes make up another version than the bundle names".to_owned())
    }
}

/// Every change is covered by a run that its author's key signed.
pub(super) fn runs(bundle: &Bundle, document: &Document) -> Found {
    let mut by_place: BTreeMap<(ActorId, u64), ChangeHash> = BTreeMap::new();
    for change in document.changes() {
        by_place.insert((change.header.actor, change.header.seq), change.header.hash);
    }
    let mut covered = by_place.clone();
    for run in &bundle.runs {
        let named = || format!("the run {}–{} of author {}", run.first, run.last, run.actor);
        check_one(bundle, run, &by_place).map_err(|broken| format!("{}: {broken}", named()))?;
        covered.retain(|(actor, seq), _| *actor != run.actor || *seq < run.first || *seq > run.last);
    }
    match covered.values().next() {
        Some(change) => Err(format!("no signature covers change {change}")),
        None => Ok(format!("{} signatures cover every change", bundle.runs.len())),
    }
}

fn check_one(
    bundle: &Bundle,
    run: &Run,
    by_place: &BTreeMap<(ActorId, u64), ChangeHash>,
) -> Result<(), String> {
    let key = bundle.keys.valid_at(&run.key, run.position).map_err(|error| error.to_string())?.key;
    if actor_id(&key, &run.nonce) != run.actor.0 {
        return Err("the author does not belong to the key".to_owned());
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
    check_run(&claim, &own).map_err(|error| error.to_string())?;
    verify_run(&key, &claim, &run.signature).map_err(|error| error.to_string())
}

/// The keyring names the server keys of the bundle, and, where the keys the organisation publishes are at hand, all keys
/// are among those: whoever makes up a bundle makes up its keys too.
pub(super) fn keys(bundle: &Bundle, published: Option<&Jwks>) -> Found {
    let of_server = bundle.keys.iter().filter(|(_, entry)| entry.kind == KeyKind::Server);
    let of_server: Vec<&KeyId> = of_server.map(|(id, _)| id).collect();
    let same = of_server.len() == bundle.server_jwks.keys.len()
        && of_server.iter().all(|id| bundle.server_jwks.find(id).is_some());
    if of_server.is_empty() || !same {
        return Err("the organisation's server keys and the keyring of this file differ".to_owned());
    }
    let count = bundle.keys.iter().count();
    let Some(published) = published else {
        return Ok(format!(
            "{count} keys, all from this file: compare them with those the organisation publishes"
        ));
    };
    match bundle.keys.iter().find(|(id, _)| published.find(id).is_none()) {
        Some((id, _)) => Err(format!("the organisation does not publish the key {id} of this file")),
        None => Ok(format!("{count} keys, all among those the organisation publishes")),
    }
}

/// Every sign-off of the order has its statement and its receipt in the bundle, in the same places: a bundle they were
/// taken out of proves nothing of what the customer settled.
pub(super) fn complete(bundle: &Bundle, document: &Document) -> Found {
    let content = document.content().map_err(|error| error.to_string())?;
    let signoffs = content.events.in_order();
    let signoffs: Vec<EventKey> = signoffs
        .iter()
        .filter(|event| matches!(event.body, EventBody::WorkOrder(WorkOrderEvent::SignedOff(_))))
        .map(|event| event.key)
        .collect();
    let stated = |key: &EventKey| bundle.statements.iter().any(|statement| statement.event == *key);
    let missing = signoffs.iter().filter(|key| !stated(key)).count();
    if missing > 0 {
        return Err(format!(
            "the order records {} sign-off(s), and the statement of {missing} is not here",
            signoffs.len()
        ));
    }
    if bundle.statements.len() != signoffs.len() || bundle.receipts.len() != signoffs.len() {
        return Err(format!(
            "{} sign-off(s), {} statement(s) and {} receipt(s) do not belong together",
            signoffs.len(),
            bundle.statements.len(),
            bundle.receipts.len()
        ));
    }
    match signoffs.len() {
        0 => Ok("the order carries no signature yet".to_owned()),
        count => Ok(format!("{count} sign-off(s), each with its statement and receipt")),
    }
}

/// The statement is signed by a key of the device, and says what the order records.
pub(super) fn statement(bundle: &Bundle, document: &Document, signed: &SignedStatement) -> Found {
    let verified = verified(bundle, signed)?;
    let record = record(document, signed)?;
    if record.statement != signed.jws {
        return Err("the order records another statement".to_owned());
    }
    let entry = bundle.keys.find(&verified.key).ok_or("the signing key is not in the keyring")?;
    let said = &verified.statement;
    if entry.device != said.device || entry.user != Some(said.user) {
        return Err("the signing key belongs to another device than the statement names".to_owned());
    }
    if said.document != *bundle.document.0.as_bytes()
        || said.organisation != *bundle.organisation.0.as_bytes()
    {
        return Err("the statement is about another document".to_owned());
    }
    let content = document.content_at(&record.heads).map_err(|error| error.to_string())?;
    match differing(said, &record, &model(&content)).map_err(|error| error.to_string())? {
        Some(field) => Err(format!("the statement and the order differ in {field}")),
        None => Ok("the statement is signed by the device and says what the order records".to_owned()),
    }
}

/// The report that was signed is the order's at the version that was signed.
pub(super) fn report(document: &Document, signed: &SignedStatement) -> Found {
    let record = record(document, signed)?;
    if sha256(signed.report_model.as_bytes()) != record.report_digest.0 {
        return Err("the report was changed: its digest is not the one that was signed".to_owned());
    }
    let content = document.content_at(&record.heads).map_err(|error| error.to_string())?;
    if canonical_bytes(&model(&content)) != signed.report_model.as_bytes() {
        return Err("the order at the signed version gives another report".to_owned());
    }
    Ok("the report is the one that was signed, and the order gives the same".to_owned())
}

/// The hand is the one that was signed with.
pub(super) fn strokes(document: &Document, signed: &SignedStatement) -> Found {
    let record = record(document, signed)?;
    if record.strokes != signed.strokes {
        return Err("the strokes were changed".to_owned());
    }
    match &signed.strokes {
        Some(strokes) => {
            Ok(format!("the strokes have the digest {}", hex::encode(sha256(inkml(strokes).as_bytes()))))
        }
        None => Ok("there is no hand, and none was claimed".to_owned()),
    }
}

/// The server had the statement at the time it says.
pub(super) fn receipt(bundle: &Bundle, signed: &SignedStatement, receipt: Option<&String>) -> Found {
    let compact = receipt.ok_or("there is no receipt")?;
    let receipt = verify_receipt(compact, &|id| bundle.keys.server_key(id))
        .map_err(|error| format!("the receipt does not verify ({error})"))?;
    let digest = verified(bundle, signed)?.digest;
    if receipt.statement != digest || receipt.document != *bundle.document.0.as_bytes() {
        return Err("the receipt is for another statement".to_owned());
    }
    Ok(format!("the server had it at feed position {}", receipt.position))
}

/// Photos are named by their digests; the bytes are beside the bundle.
pub(super) fn photos(bundle: &Bundle) -> Found {
    let here = bundle.photos.iter().filter(|photo| photo.present).count();
    Ok(format!("{} photos are named by digest, {here} of them on the server", bundle.photos.len()))
}

fn verified(bundle: &Bundle, signed: &SignedStatement) -> Result<VerifiedStatement, String> {
    verify_statement(&signed.jws, &|id| bundle.keys.public_key(id))
        .map_err(|error| format!("the statement does not verify ({error})"))
}

fn record(document: &Document, signed: &SignedStatement) -> Result<SignoffRecord, String> {
    let content = document.content().map_err(|error| error.to_string())?;
    let event = content.events.get(signed.event).ok_or("the order has no such sign-off")?;
    match &event.body {
        EventBody::WorkOrder(WorkOrderEvent::SignedOff(record)) => Ok((**record).clone()),
        _ => Err("the event is no sign-off".to_owned()),
    }
}
