//! Who wrote a run, and whether it is signed over exactly its changes.

use jobsheet_document::{Change, Document};
use jobsheet_domain::id::{ActorId, ChangeHash};
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::{KeyId, OwnChange, PublicKey, RunClaim, actor_id, check_run, verify_run};

use super::{RunAsked, Stop};
use crate::ledger::{Device, StoredRun};
use crate::server::Server;

/// The device whose key the run names, when it may still write.
pub(super) fn author(server: &Server, asked: &RunAsked) -> Result<Device, Stop> {
    let organisation = server.organisation.id;
    let device = server.ledger.device_by_key(organisation, &asked.key_id)?;
    let device = device.ok_or_else(|| Refusal::new("device.unknown"))?;
    if device.revoked_at.is_some() {
        return Err(Refusal::new("device.revoked").into());
    }
    if actor_id(&PublicKey::Ed25519(device.key), &asked.nonce) != asked.actor.0 {
        return Err(Refusal::new("change.foreign_actor").into());
    }
    let user = server.ledger.user(organisation, device.user)?;
    if !user.is_some_and(|user| user.active) {
        return Err(Refusal::new("access.forbidden").into());
    }
    Ok(device)
}

/// The run as it will be stored, once its signature, its chain and its bounds hold.
pub(super) fn check(
    server: &Server,
    asked: &RunAsked,
    device: &Device,
    document: &Document,
    changes: &[Change],
) -> Result<StoredRun, Stop> {
    let chain = Chain::of(document, asked.actor);
    let own = changes.iter().map(|change| chain.own(change)).collect::<Vec<_>>();
    let head = changes
        .last()
        .map(|change| change.header.hash)
        .ok_or_else(|| Refusal::new("change.signature_invalid"))?;
    let count = changes.len() as u64;
    let claim = RunClaim {
        organisation: *server.organisation.id.0.as_bytes(),
        document: *asked.document.0.as_bytes(),
        actor: asked.actor.0,
        key: KeyId(asked.key_id),
        previous: chain.before(asked.first).map(|hash| hash.0),
        first: asked.first,
        last: asked.first.saturating_add(count).saturating_sub(1),
        count,
        head: head.0,
        as_of: asked.as_of,
        checkpoint: asked.checkpoint,
    };
    check_run(&claim, &own).map_err(|_| Refusal::new("change.signature_invalid"))?;
    verify_run(&PublicKey::Ed25519(device.key), &claim, &asked.signature)
        .map_err(|_| Refusal::new("change.signature_invalid"))?;
    check_bounds(server, asked, device)?;
    Ok(StoredRun {
        actor: asked.actor,
        first: claim.first,
        last: claim.last,
        previous: claim.previous.map(ChangeHash),
        head,
        as_of: asked.as_of,
        checkpoint: asked.checkpoint,
        key_id: asked.key_id,
        nonce: asked.nonce,
        device: device.id,
        user: device.user,
        signature: asked.signature,
        position: 0,
        received_at: server.now(),
    })
}

/// `as_of` and `checkpoint` lie within what the server delivered to the device, not before its last syncs, and never
/// fall along the actor's runs.
fn check_bounds(server: &Server, asked: &RunAsked, device: &Device) -> Result<(), Stop> {
    let outside = || Refusal::new("change.review");
    let given = device.floor..=device.delivered;
    if !given.contains(&asked.as_of) || !given.contains(&asked.checkpoint) {
        return Err(outside().into());
    }
    let runs = server.ledger.runs(server.organisation.id, asked.document, 0, u64::MAX)?;
    let falls = runs
        .iter()
        .filter(|run| run.actor == asked.actor && run.last < asked.first)
        .any(|run| run.as_of > asked.as_of || run.checkpoint > asked.checkpoint);
    if falls { Err(outside().into()) } else { Ok(()) }
}

/// An actor's changes in a document by sequence. That each has the one before among its ancestors was checked when it
/// was applied.
struct Chain {
    actor: ActorId,
    hashes: Vec<ChangeHash>,
}

impl Chain {
    fn of(document: &Document, actor: ActorId) -> Self {
        let own = document.changes().into_iter().filter(|change| change.header.actor == actor);
        let mut own: Vec<(u64, ChangeHash)> =
            own.map(|change| (change.header.seq, change.header.hash)).collect();
        own.sort_unstable();
        Self { actor, hashes: own.into_iter().map(|(_, hash)| hash).collect() }
    }

    /// The actor's change before a sequence.
    fn before(&self, sequence: u64) -> Option<ChangeHash> {
        let place = usize::try_from(sequence.checked_sub(2)?).ok()?;
        self.hashes.get(place).copied()
    }

    fn own(&self, change: &Change) -> OwnChange {
        let ours = change.header.actor == self.actor;
        OwnChange {
            hash: change.header.hash.0,
            actor: change.header.actor.0,
            seq: change.header.seq,
            previous_own: self.before(change.header.seq).filter(|_| ours).map(|hash| hash.0),
        }
    }
}
