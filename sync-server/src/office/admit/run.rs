//! Who wrote a run, and whether it is signed over exactly its changes.

use std::sync::Arc;

use jobsheet_document::foreign::{self, Limits};
use jobsheet_document::{Change, ChangeHeader, Document, codes};
use jobsheet_domain::id::{ActorId, ChangeHash};
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::{KeyId, OwnChange, PublicKey, RunClaim, actor_id, check_run, verify_run};

use super::{RunAsked, Stop};
use crate::ledger::{Device, DeviceKind, StoredRun};
use crate::office::Error;
use crate::office::server::Server;

/// Who a run is by.
pub(super) struct Author {
    /// The installation whose key the run names.
    pub device: Device,
    /// What ended its authority since, where something did.
    pub lost: Option<Refusal>,
}

/// The device whose key the run names, and whether it may still write.
pub(super) fn author(server: &Server, asked: &RunAsked) -> Result<Author, Stop> {
    let organisation = server.organisation.id;
    let device = server.ledger.device_by_key(organisation, &asked.key_id)?;
    // The office writes here and nowhere else: what comes in from elsewhere under its key is nobody's.
    let device = device.filter(|device| device.kind == DeviceKind::Device);
    let device = device.ok_or_else(|| Refusal::new("device.unknown"))?;
    if !device.confirmed {
        return Err(Refusal::new("device.unconfirmed").into());
    }
    if actor_id(&PublicKey::Ed25519(device.key), &asked.nonce) != asked.actor.0 {
        return Err(Refusal::new("change.foreign_actor").into());
    }
    let user = server.ledger.user(organisation, device.user)?;
    let lost = match (device.revoked_at, user) {
        (Some(_), _) => Some(Refusal::new("device.revoked")),
        (None, Some(user)) if user.active => None,
        (None, _) => Some(Refusal::new("access.forbidden")),
    };
    Ok(Author { device, lost })
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
    let claim = claim(server, asked, chain.before(asked.first), head);
    check_run(&claim, &own).map_err(|_| Refusal::new("change.signature_invalid"))?;
    verify_run(&PublicKey::Ed25519(device.key), &claim, &asked.signature)
        .map_err(|_| Refusal::new("change.signature_invalid"))?;
    // Nobody can have had records that never were, and there would be none to judge it by.
    if asked.as_of.max(asked.checkpoint) > server.ledger.position(server.organisation.id)? {
        return Err(Refusal::new("change.unknown_position").into());
    }
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
        review: None,
    })
}

/// The hashes of a run's changes, where they can be read: nothing is known of whether they decode.
pub(super) fn signed_hashes(asked: &RunAsked) -> Option<Vec<ChangeHash>> {
    headers(asked).map(|headers| headers.iter().map(|header| header.hash).collect())
}

fn headers(asked: &RunAsked) -> Option<Vec<ChangeHeader>> {
    let limits = Limits::default();
    let read = |change: &Arc<[u8]>| foreign::header(asked.document, change, &limits).ok();
    asked.changes.iter().map(read).collect()
}

/// What the changes of a run say of themselves, when its author's key signed the last of them in that place: for runs
/// that cannot be applied.
pub(super) fn signed_headers(
    server: &Server,
    asked: &RunAsked,
    device: &Device,
) -> Result<Result<Vec<ChangeHeader>, Refusal>, Error> {
    let invalid = || Err(Refusal::new("change.signature_invalid"));
    let Some(headers) = headers(asked) else { return Ok(Err(Refusal::new(codes::UNDECODABLE))) };
    let places = asked.first..;
    let in_place =
        headers.iter().zip(places).all(|(header, seq)| header.actor == asked.actor && header.seq == seq);
    let Some(head) = headers.last().map(|header| header.hash).filter(|_| in_place) else {
        return Ok(invalid());
    };
    let claim = claim(server, asked, previous(server, asked)?, head);
    let holds = verify_run(&PublicKey::Ed25519(device.key), &claim, &asked.signature).is_ok();
    Ok(if holds { Ok(headers) } else { invalid() })
}

/// The actor's change before a run: as the ledger has it, or as the sender says.
pub(super) fn previous(server: &Server, asked: &RunAsked) -> Result<Option<ChangeHash>, Error> {
    let before = match asked.first.checked_sub(1) {
        None | Some(0) => return Ok(None),
        Some(before) => before,
    };
    let here = server.ledger.change_at(server.organisation.id, asked.document, asked.actor, before)?;
    Ok(asked.previous.or(here))
}

fn claim(server: &Server, asked: &RunAsked, previous: Option<ChangeHash>, head: ChangeHash) -> RunClaim {
    let count = asked.changes.len() as u64;
    RunClaim {
        organisation: *server.organisation.id.0.as_bytes(),
        document: *asked.document.0.as_bytes(),
        actor: asked.actor.0,
        key: KeyId(asked.key_id),
        previous: previous.map(|hash| hash.0),
        first: asked.first,
        last: asked.first.saturating_add(count).saturating_sub(1),
        count,
        head: head.0,
        as_of: asked.as_of,
        checkpoint: asked.checkpoint,
    }
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
