//! What is unsent, as signed runs: one for each document, unless the server refused one of its runs.

use std::collections::BTreeSet;
use std::sync::Arc;

use jobsheet_document::{Change, Document};
use jobsheet_domain::id::{ActorId, ChangeHash, DocumentId};
use jobsheet_signing::{RunClaim, sign_run};
use jobsheet_store::{OutboxTap, StoredRun};
use jobsheet_sync::OutgoingRun;
use jobsheet_sync::outbox::{ChangeHeader, Cutting, PlannedRun, Unsent, plan};

use crate::client::Client;
use crate::error::ClientError;
use crate::identity::Identity;

/// A run as it is offered, with what its verdict is about.
pub struct Offered {
    /// What travels.
    pub run: OutgoingRun,
    /// What it is kept as once the server has it.
    pub kept: StoredRun,
}

/// One unsent tap with its change.
struct Tap {
    change: Change,
    previous_own: Option<ChangeHash>,
    place: u64,
    as_of: u64,
    checkpoint: u64,
}

/// Every unsent run of documents that are not wedged.
pub fn offer(client: &Client, identity: &Identity) -> Result<Vec<Offered>, ClientError> {
    let taps = client.inner.store.read(|tx| tx.sendable())?;
    let offered = signed(client, identity, &taps, BTreeSet::new())?;
    let places: Vec<i64> = taps.iter().map(|tap| tap.place).collect();
    if !places.is_empty() {
        client.inner.store.write(|tx| tx.mark_sent(&places))?;
    }
    Ok(offered)
}

/// The unsent runs of one document, tap by tap, wedged or not.
pub fn export(
    client: &Client,
    identity: &Identity,
    document: DocumentId,
) -> Result<Vec<OutgoingRun>, ClientError> {
    let taps = client.inner.store.read(|tx| tx.outbox_of(document))?;
    let tap_by_tap = BTreeSet::from([document.0.into_bytes()]);
    Ok(signed(client, identity, &taps, tap_by_tap)?.into_iter().map(|offered| offered.run).collect())
}

fn signed(
    client: &Client,
    identity: &Identity,
    outbox: &[OutboxTap],
    tap_by_tap: BTreeSet<[u8; 16]>,
) -> Result<Vec<Offered>, ClientError> {
    let taps = outbox.iter().map(|tap| read(client, tap)).collect::<Result<Vec<_>, _>>()?;
    let unsent: Vec<Unsent> = taps.iter().map(unsent).collect();
    let plan = plan(&unsent, &Cutting { tap_by_tap, ..Cutting::default() });
    plan.runs.iter().map(|run| sign(client, identity, run, &taps)).collect()
}

fn read(client: &Client, waiting: &OutboxTap) -> Result<Tap, ClientError> {
    let tap = &waiting.tap;
    let document = client.inner.documents.open(&client.inner.store, tap.document)?;
    let change =
        document.change(tap.hash).ok_or(jobsheet_document::DocumentError::UnknownVersion(tap.hash))?;
    let kept = client.inner.store.read(|tx| tx.runs_within(tap.document, tap.actor, tap.seq, tap.seq))?;
    let knowledge = kept.first().map_or((0, 0), |run| (run.as_of, run.checkpoint));
    Ok(Tap {
        previous_own: previous_own(&document, tap.actor, tap.seq),
        change,
        place: waiting.place.unsigned_abs(),
        as_of: knowledge.0,
        checkpoint: knowledge.1,
    })
}

/// The actor's change before `seq`.
fn previous_own(document: &Document, actor: ActorId, seq: u64) -> Option<ChangeHash> {
    let changes = document.changes();
    let before = changes.iter().find(|change| change.header.actor == actor && change.header.seq + 1 == seq);
    before.map(|change| change.header.hash)
}

fn unsent(tap: &Tap) -> Unsent {
    let header = &tap.change.header;
    Unsent {
        header: ChangeHeader {
            document: header.document.0.into_bytes(),
            hash: header.hash.0,
            dependencies: header.dependencies.iter().map(|hash| hash.0).collect(),
            actor: header.actor.0,
            seq: header.seq,
            length: header.length,
        },
        previous_own: tap.previous_own.map(|hash| hash.0),
        tap: tap.place,
        as_of: tap.as_of,
        checkpoint: tap.checkpoint,
        handed_over_by: None,
    }
}

fn sign(
    client: &Client,
    identity: &Identity,
    run: &PlannedRun,
    taps: &[Tap],
) -> Result<Offered, ClientError> {
    let claim = run.claim(identity.profile.organisation.0.into_bytes(), identity.key.public().id());
    let signature = sign_run(&identity.key, &claim);
    let changes: Vec<Arc<[u8]>> =
        run.changes.iter().map(|place| Arc::clone(&taps[*place].change.bytes)).collect();
    let document = DocumentId(uuid::Uuid::from_bytes(run.document));
    // The kind travels with an actor's first change: the server may never have heard of the document.
    let kind = match run.first {
        1 => Some(client.inner.documents.open(&client.inner.store, document)?.kind().name().to_owned()),
        _ => None,
    };
    Ok(Offered { run: run.signed(kind, signature, changes), kept: kept(document, &claim, signature) })
}

fn kept(document: DocumentId, claim: &RunClaim, signature: [u8; 64]) -> StoredRun {
    StoredRun {
        document,
        actor: ActorId(claim.actor),
        first: claim.first,
        last: claim.last,
        previous: claim.previous.map(ChangeHash),
        head: ChangeHash(claim.head),
        as_of: claim.as_of,
        checkpoint: claim.checkpoint,
        key: claim.key.0,
        signature,
    }
}
