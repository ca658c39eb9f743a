//! Who wrote which changes, and where they can have been stored.

use std::collections::BTreeMap;

use jobsheet_document::Document;
use jobsheet_domain::aggregates::check_wrote;
use jobsheet_domain::asker::{KeyHolder, WriterKind};
use jobsheet_domain::id::{ActorId, ChangeHash, DeviceId, UserId};
use jobsheet_signing::{
    KeyEntry, KeyKind, KeyPurpose, Keyring, OwnChange, RunClaim, SigningError, actor_id, check_run,
    verify_admission, verify_run,
};
use uuid::Uuid;

use super::Found;
use crate::bundle::{Bundle, Run};
use crate::finding::Finding;

/// Every change is covered by a run that its author's key signed.
pub(crate) fn runs(bundle: &Bundle, keys: &Keyring, document: &Document) -> Found {
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
    let let_in = |word: &String| {
        let said = verify_admission(word, &|id| bundle.keys.server_key(id));
        said.is_ok_and(|said| said.review.is_some())
    };
    match bundle.runs.iter().filter(|run| run.admission.as_ref().is_some_and(let_in)).count() {
        0 => Finding::new("evidence.runs.cover").with("count", count),
        reviewed => Finding::new("evidence.runs.reviewed").with("count", count).with("reviewed", reviewed),
    }
}

/// The server's word for a run speaks of this run, and is the server's.
fn check_admission(bundle: &Bundle, run: &Run, entry: &KeyEntry, word: &str) -> Result<(), SigningError> {
    let said = verify_admission(word, &|id| bundle.keys.server_key(id))?;
    let same = said.organisation == *bundle.organisation.0.as_bytes()
        && said.document == *bundle.document.0.as_bytes()
        && said.head == run.head.0
        && said.position == run.position;
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
    if run.first == 0 || run.last < run.first {
        return Err("run.irregular".to_owned());
    }
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

/// The places in the feed, which nobody signed, are at least possible: every run was stored after what it was decided by, and
/// after the changes it rests on.
pub(crate) fn order_of_runs(bundle: &Bundle, document: &Document) -> Found {
    let changes = document.changes();
    let mut brought: BTreeMap<(ActorId, u64), u64> = BTreeMap::new();
    for run in &bundle.runs {
        let misplaced = || Finding::new("evidence.runs.misplaced").with("position", run.position);
        if run.position <= run.as_of.max(run.checkpoint) {
            return Err(misplaced());
        }
        let own = changes.iter().map(|change| &change.header);
        for header in own.filter(|own| own.actor == run.actor && (run.first..=run.last).contains(&own.seq)) {
            let place = brought.entry((header.actor, header.seq)).or_insert(run.position);
            *place = run.position.min(*place);
        }
    }
    let places: BTreeMap<ChangeHash, u64> = changes
        .iter()
        .filter_map(|change| {
            let place = brought.get(&(change.header.actor, change.header.seq))?;
            Some((change.header.hash, *place))
        })
        .collect();
    for change in &changes {
        let Some(place) = places.get(&change.header.hash) else { continue };
        let mut before = change.header.dependencies.iter().filter_map(|hash| places.get(hash));
        if before.any(|before| before > place) {
            return Err(Finding::new("evidence.runs.misplaced").with("position", place));
        }
    }
    Ok(Finding::new("evidence.runs.in_order"))
}

/// Runs under a key that was revoked since, of which the server does not say where they were stored: whoever holds such a key
/// can write more, and name an earlier place.
pub(crate) fn unadmitted(bundle: &Bundle, keys: &Keyring) -> Option<Finding> {
    let revoked = |run: &&Run| keys.find(&run.key).is_some_and(|entry| entry.revoked_at.is_some());
    let count = bundle.runs.iter().filter(revoked).filter(|run| run.admission.is_none()).count();
    (count > 0).then(|| Finding::new("evidence.runs.unadmitted").with("count", count))
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
