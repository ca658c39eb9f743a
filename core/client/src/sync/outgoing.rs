//! What is unsent, as signed runs: one for each document, unless the server refused one of its runs.

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::sync::Arc;

use jobsheet_document::{Change, Document};
use jobsheet_domain::id::{ActorId, ChangeHash, DocumentId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::sign_run;
use jobsheet_store::{OutboxTap, StoredRun};
use jobsheet_sync::handover::HandedOver;
use jobsheet_sync::outbox::{ChangeHeader, Cutting, PlannedRun, Unsent, plan};
use jobsheet_sync::{Author, Cover, OutgoingRun, SignedRun};

use crate::client::Client;
use crate::documents;
use crate::error::ClientError;
use crate::identity::{self, Identity};
use crate::sync::run;

/// A run as it is offered, with what its verdict is about.
pub struct Offered {
    /// What travels.
    pub run: OutgoingRun,
    /// What it is kept as once the server has it.
    pub kept: StoredRun,
}

/// A document with unsent taps, read once for all of them.
struct Read {
    opened: Arc<documents::Opened>,
    /// The changes by their author and number.
    numbered: BTreeMap<(ActorId, u64), ChangeHash>,
}

/// The documents read so far.
type Documents = BTreeMap<DocumentId, Read>;

/// One unsent tap with its change.
struct Tap {
    change: Change,
    previous_own: Option<ChangeHash>,
    earlier_self: Option<Author>,
    reads: Vec<[u8; 32]>,
    place: u64,
    as_of: u64,
    checkpoint: u64,
}

/// Every unsent run of documents that are not wedged; those of `tap_by_tap` cut into single taps. A document that cannot
/// be read keeps its work for later, is named with the reason, and holds up no other.
pub fn offer(
    client: &Client,
    identity: &Identity,
    tap_by_tap: &BTreeSet<DocumentId>,
) -> Result<(Vec<Offered>, BTreeMap<DocumentId, Refusal>), ClientError> {
    let waiting = client.inner.store.read(|tx| tx.sendable())?;
    let mut taps = Vec::new();
    let mut unreadable = BTreeMap::new();
    let mut documents = Documents::new();
    for one in &waiting {
        if unreadable.contains_key(&one.tap.document) {
            continue;
        }
        match read(client, identity, &mut documents, one) {
            Ok(tap) => taps.push(tap),
            Err(ClientError::Store(error)) => return Err(error.into()),
            Err(error) => drop(unreadable.insert(one.tap.document, error.refusal())),
        }
    }
    taps.retain(|tap| !unreadable.contains_key(&tap.change.header.document));
    let offered = signed(client, identity, &taps, tap_by_tap)?;
    let places: Vec<i64> = waiting.iter().map(|tap| tap.place).collect();
    if !places.is_empty() {
        client.inner.store.write(|tx| tx.mark_sent(&places))?;
    }
    Ok((offered, unreadable))
}

/// Runs of this installation over changes the server once had and lacks now, each as it was signed, in the order in which
/// they rest on one another. What others wrote is theirs to send.
pub fn lacked(
    client: &Client,
    identity: &Identity,
    missing: &BTreeSet<(DocumentId, ChangeHash)>,
) -> Result<Vec<Offered>, ClientError> {
    let mut found = BTreeMap::new();
    for (run_of, hash) in missing {
        let Some(id) = document_of(client, *run_of, *hash)? else { continue };
        let opened = client.opened(id)?;
        let document = opened.document();
        let unsent = client.inner.store.read(|tx| tx.outbox_of(id))?;
        let Some(change) = document.change(*hash).filter(|change| !change.header.deterministic) else {
            continue;
        };
        let (actor, seq) = (change.header.actor, change.header.seq);
        let author = earlier_self(client, identity, actor)?;
        let own = author.is_some() || actor == identity.actor;
        if !own || unsent.iter().any(|tap| tap.tap.hash == *hash) {
            continue;
        }
        let Some(kept) = client.inner.store.read(|tx| tx.run_over(id, actor, seq))? else { continue };
        let changes = document.changes();
        let place = changes.iter().position(|one| one.header.hash == *hash);
        found.entry((id, place)).or_insert_with(|| as_signed(document, &changes, author, kept));
    }
    let mut heads = BTreeSet::new();
    Ok(found.into_values().filter(|offered| heads.insert(offered.kept.head)).collect())
}

/// The document of a change that a run of `run_of` rests on: that one, or another that one of its events was decided by.
fn document_of(
    client: &Client,
    run_of: DocumentId,
    hash: ChangeHash,
) -> Result<Option<DocumentId>, ClientError> {
    let opened = client.opened(run_of)?;
    if opened.document().contains(hash) {
        return Ok(Some(run_of));
    }
    let mut reads = opened.subject()?.content.events.iter().flat_map(|event| &event.reads);
    let Some(read) = reads.find(|read| read.heads.contains(&hash)) else { return Ok(None) };
    let head = client.inner.store.read(|tx| tx.document_head(read.document))?;
    Ok(head.map(|head| head.id))
}

/// A kept run as it travels, with the signature it was given.
fn as_signed(document: &Document, changes: &[Change], author: Option<Author>, kept: StoredRun) -> Offered {
    let covered = |change: &&Change| {
        change.header.actor == kept.actor && (kept.first..=kept.last).contains(&change.header.seq)
    };
    let cover = Cover {
        author,
        first: kept.first,
        count: kept.last - kept.first + 1,
        previous: kept.previous.map(|hash| hash.0),
        as_of: kept.as_of,
        checkpoint: kept.checkpoint,
        signature: kept.signature,
    };
    let changes = changes.iter().filter(covered).map(|change| Arc::clone(&change.bytes)).collect();
    let run = OutgoingRun {
        document: kept.document.0.into_bytes(),
        kind: Some(document.kind().name().to_owned()),
        run: SignedRun { cover, changes },
    };
    Offered { run, kept }
}

/// The unsent runs of one document, tap by tap, wedged or not, each standing by itself.
pub fn export(
    client: &Client,
    identity: &Identity,
    document: DocumentId,
) -> Result<Vec<HandedOver>, ClientError> {
    let kind = client.opened(document)?.document().kind();
    let waiting = client.inner.store.read(|tx| tx.outbox_of(document))?;
    let mut documents = Documents::new();
    let taps = waiting.iter().map(|tap| read(client, identity, &mut documents, tap));
    let taps = taps.collect::<Result<Vec<_>, _>>()?;
    let offered = signed(client, identity, &taps, &BTreeSet::from([document]))?;
    let standing = |offered: Offered| handed_over(identity, kind, offered);
    Ok(offered.into_iter().map(standing).collect())
}

fn handed_over(identity: &Identity, kind: Kind, offered: Offered) -> HandedOver {
    let OutgoingRun { document, run, .. } = offered.run;
    let (key, nonce) = (identity.key.public().id(), identity.profile.incarnation.nonce);
    let own = Author { actor: identity.actor.0, key, nonce };
    let cover = Cover {
        author: run.cover.author.unwrap_or(own),
        first: run.cover.first,
        count: run.cover.count,
        previous: offered.kept.previous.map(|hash| hash.0),
        as_of: run.cover.as_of,
        checkpoint: run.cover.checkpoint,
        signature: run.cover.signature,
    };
    HandedOver {
        organisation: identity.profile.organisation.0.into_bytes(),
        document,
        kind: Some(kind.name().to_owned()),
        run: SignedRun { cover, changes: run.changes },
    }
}

fn signed(
    client: &Client,
    identity: &Identity,
    taps: &[Tap],
    tap_by_tap: &BTreeSet<DocumentId>,
) -> Result<Vec<Offered>, ClientError> {
    let unsent: Vec<Unsent> = taps.iter().map(unsent).collect();
    let tap_by_tap = tap_by_tap.iter().map(|document| document.0.into_bytes()).collect();
    let plan = plan(&unsent, &Cutting { tap_by_tap, ..Cutting::default() });
    plan.runs.iter().map(|run| sign(client, identity, run, taps)).collect()
}

impl Read {
    fn of(client: &Client, id: DocumentId) -> Result<Self, ClientError> {
        let opened = client.opened(id)?;
        let numbered = opened.document().changes().into_iter().map(|change| change.header);
        let numbered = numbered.map(|header| ((header.actor, header.seq), header.hash)).collect();
        Ok(Self { opened, numbered })
    }

    /// The actor's change before `seq`.
    fn previous_own(&self, actor: ActorId, seq: u64) -> Option<ChangeHash> {
        self.numbered.get(&(actor, seq.checked_sub(1)?)).copied()
    }
}

fn read(
    client: &Client,
    identity: &Identity,
    documents: &mut Documents,
    waiting: &OutboxTap,
) -> Result<Tap, ClientError> {
    let tap = &waiting.tap;
    let read = match documents.entry(tap.document) {
        Entry::Occupied(read) => read.into_mut(),
        Entry::Vacant(place) => place.insert(Read::of(client, tap.document)?),
    };
    let document = read.opened.document();
    let change =
        document.change(tap.hash).ok_or(jobsheet_document::DocumentError::UnknownVersion(tap.hash))?;
    let event = document.events_of(tap.hash).first();
    let knowledge = match (&tap.run, event) {
        (Some(run), _) => (run.as_of, run.checkpoint),
        // Its run was lost with a damaged page: what its author knew stands in its event.
        (None, Some(event)) => (event.as_of, event.as_of),
        (None, None) => (0, 0),
    };
    let reads = event.into_iter().flat_map(|event| &event.reads).flat_map(|read| &read.heads);
    Ok(Tap {
        previous_own: read.previous_own(tap.actor, tap.seq),
        change,
        earlier_self: earlier_self(client, identity, tap.actor)?,
        reads: reads.map(|hash| hash.0).collect(),
        place: waiting.place.unsigned_abs(),
        as_of: knowledge.0,
        checkpoint: knowledge.1,
    })
}

/// The author of work from before a restore: the same key under an earlier incarnation's actor.
fn earlier_self(client: &Client, identity: &Identity, actor: ActorId) -> Result<Option<Author>, ClientError> {
    if actor == identity.actor {
        return Ok(None);
    }
    let nonce = identity::earlier_nonce(&client.inner.store, identity, actor)?;
    Ok(nonce.map(|nonce| Author { actor: actor.0, key: identity.key.public().id(), nonce }))
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
        reads: tap.reads.clone(),
        tap: tap.place,
        as_of: tap.as_of,
        checkpoint: tap.checkpoint,
        handed_over_by: tap.earlier_self,
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
        1 => client.inner.store.read(|tx| tx.document_head(document))?.map(|head| head.kind),
        _ => None,
    };
    Ok(Offered { run: run.signed(kind, signature, changes), kept: run::stored(&claim, signature) })
}
