//! The feed: what is new to a device since its cursor, within its scope and its budget.
//!
//! An answer covers a *window* of feed positions. What does not fit is left for the next request over the same window,
//! by document id; only then does the window move on. So nothing is told twice and nothing is missed, however the
//! answers are cut.

use std::collections::{BTreeMap, BTreeSet};

use jobsheet_document::Document;
use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::id::{ActorId, DocumentId};
use jobsheet_domain::kind::Kind;
use jobsheet_signing::{KeyId, Manifest, sign_manifest};
use jobsheet_sync::{Author, Changes, Cover, Done, Down, Record, ServerSession, SignedRun, Snapshot};
use uuid::Uuid;

use crate::ledger::{self, Device, FeedEntry, FeedQuery, StoredChange, StoredRun};
use crate::office::Error;
use crate::office::cursor::{Cursor, Holder, Window};
use crate::office::server::Server;

/// Documents looked up at once.
const PAGE: u32 = 256;
/// What a snapshot costs beside its bytes: its manifest.
const MANIFEST_BYTES: usize = 700;
/// What the answer's compression leaves of changes, one part of so many: they repeat each other. A snapshot is compressed in
/// itself, and nothing is left of it but the whole.
const CHANGES_PACKED: usize = 3;
/// Changes that are longer than this travel as the snapshot where that is shorter at all: a device takes messages of a length, and
/// not more.
const CHANGES_LONG: usize = 4 << 20;

/// For whom, and until when.
#[derive(Debug)]
pub(crate) struct News<'a> {
    /// Who asks.
    pub device: &'a Device,
    /// Its actor: what it wrote it need not hear.
    pub actor: ActorId,
    /// The feed position when its request came in.
    pub begun_at: u64,
    /// The end of the window.
    pub horizon: u64,
    /// The feed position now.
    pub position: u64,
    /// Documents it could not take in, to be told whole.
    pub unread: BTreeSet<DocumentId>,
    /// The kinds it can read.
    pub kinds: BTreeSet<Kind>,
    /// Keys that were revoked by the time the window ends, and perhaps some since.
    pub revoked: BTreeSet<[u8; 32]>,
}

/// Notes the last sync a device completed. The floor of `as_of` follows one grace behind: a tap made while an answer was
/// on its way still has the position before.
pub(crate) fn note_seen(server: &Server, device: &Device, cursor: &Cursor) -> Result<(), Error> {
    let now = server.now();
    let old_enough = now.since_ms(device.seen_at) >= server.config.times.nonce_grace_ms;
    if cursor.floor <= device.seen || !old_enough {
        return Ok(());
    }
    let floor = device.seen.max(device.floor);
    Ok(server.ledger.note_seen(server.organisation.id, device.id, cursor.floor, now, floor)?)
}

/// Tells what is new, as far as it fits, and where the next request goes on.
pub(crate) fn tell(
    server: &Server,
    session: &mut ServerSession,
    news: &News<'_>,
    cursor: &Cursor,
) -> Result<Done, Error> {
    let organisation = server.organisation.id;
    let holder = Holder::of(&server.key, news.device);
    let mut after = cursor.window.map(|window| window.after);
    if after.is_none() {
        for record in server.ledger.records_between(organisation, cursor.floor, news.horizon)? {
            let record = Record { name: record.name, position: record.position, bytes: record.bytes };
            respond(session, Down::Record(record))?;
        }
    }
    // What could not be taken in before leaves room for what is new; the rest of it is asked for again.
    let half = session.room().min(server.config.limits.answer_bytes as u64) / 2;
    let least = session.room() - half;
    for document in &news.unread {
        if session.room() <= least {
            break;
        }
        tell_again(server, session, news, *document)?;
    }
    let telling = cursor.telling(&news.kinds);
    let (kinds, new_kinds) = (Vec::from_iter(telling.iter().copied()), cursor.unheard(&telling));
    let query = FeedQuery {
        floor: cursor.floor,
        limit: PAGE,
        new_kinds: &new_kinds,
        ..from_the_beginning(news, &kinds)
    };
    let room = session.room().min(server.config.limits.answer_bytes as u64);
    let enough = session.room() - room;
    loop {
        let page = server.ledger.feed(organisation, &FeedQuery { after, ..query })?;
        let last = page.len() < PAGE as usize;
        for entry in page {
            if session.room() <= enough
                && let Some(after) = after
            {
                let window = Window { horizon: news.horizon, after };
                return Ok(Done { cursor: cursor.within(window, telling).sealed(&holder), more: true });
            }
            after = Some(entry.document);
            if !news.unread.contains(&entry.document) {
                tell_document(server, session, news, cursor.floor, &entry)?;
            }
        }
        if last {
            let next = Cursor::after(news.horizon, telling.clone());
            let more = news.position > news.horizon || telling != news.kinds;
            return Ok(Done { cursor: next.sealed(&holder), more });
        }
    }
}

/// A document a device could not take in, as if it had just entered its scope: to a device that knows nothing, the feed
/// gives it as entered while it may read it. One it may read no longer leaves.
fn tell_again(
    server: &Server,
    session: &mut ServerSession,
    news: &News<'_>,
    document: DocumentId,
) -> Result<(), Error> {
    let before = document.0.as_u128().checked_sub(1).map(|id| DocumentId(Uuid::from_u128(id)));
    let kinds = Vec::from_iter(news.kinds.iter().copied());
    let query = FeedQuery { after: before, limit: 1, ..from_the_beginning(news, &kinds) };
    let readable = server.ledger.feed(server.organisation.id, &query)?;
    match readable.first().filter(|entry| entry.document == document) {
        Some(entry) => tell_document(server, session, news, 0, entry),
        None => respond(session, Down::Leave { document: *document.0.as_bytes() }),
    }
}

/// What the feed holds for a device that knows nothing.
const fn from_the_beginning<'a>(news: &News<'_>, kinds: &'a [Kind]) -> FeedQuery<'a> {
    let (device, horizon) = (news.device.id, news.horizon);
    FeedQuery { device, floor: 0, horizon, after: None, limit: u32::MAX, kinds, new_kinds: &[] }
}

fn tell_document(
    server: &Server,
    session: &mut ServerSession,
    news: &News<'_>,
    floor: u64,
    entry: &FeedEntry,
) -> Result<(), Error> {
    let document = *entry.document.0.as_bytes();
    match entry.news {
        ledger::News::Left => {
            let runs = server.ledger.runs(server.organisation.id, entry.document, floor, news.horizon)?;
            let let_in = |run: &StoredRun| run.device == news.device.id && run.review.is_some();
            tell_runs(server, session, news, entry, runs.into_iter().filter(let_in).collect())?;
            respond(session, Down::Leave { document })
        }
        ledger::News::Entered => tell_whole(server, session, news, entry),
        ledger::News::Changed => {
            let runs = server.ledger.runs(server.organisation.id, entry.document, floor, news.horizon)?;
            // Of its own work a device needs to hear what a person let in after all.
            let unheard = |run: &StoredRun| run.actor != news.actor || run.review.is_some();
            tell_runs(server, session, news, entry, runs.into_iter().filter(unheard).collect())
        }
    }
}

fn tell_runs(
    server: &Server,
    session: &mut ServerSession,
    news: &News<'_>,
    entry: &FeedEntry,
    runs: Vec<StoredRun>,
) -> Result<(), Error> {
    tell_admissions(server, session, news, entry.document, &runs)?;
    let runs = with_changes(server, entry.document, runs)?;
    if runs.is_empty() {
        return Ok(());
    }
    let (document, kind) = (*entry.document.0.as_bytes(), Some(entry.kind.name().to_owned()));
    respond(session, Down::Changes(Changes { document, kind, runs }))
}

/// A revoked key speaks no longer for itself: the server says when its runs were stored, and who let in what came after
/// (R54).
fn tell_admissions(
    server: &Server,
    session: &mut ServerSession,
    news: &News<'_>,
    document: DocumentId,
    runs: &[StoredRun],
) -> Result<(), Error> {
    for run in runs.iter().filter(|run| news.revoked.contains(&run.key_id)) {
        respond(
            session,
            Down::Admission { word: crate::office::keyring::admission(server, document, run)? },
        )?;
    }
    Ok(())
}

/// A document that is new to a device: its changes, or a snapshot under the server's manifest where that is smaller.
fn tell_whole(
    server: &Server,
    session: &mut ServerSession,
    news: &News<'_>,
    entry: &FeedEntry,
) -> Result<(), Error> {
    let organisation = server.organisation.id;
    let runs = server.ledger.runs(organisation, entry.document, 0, news.horizon)?;
    let wrote_in_it = runs.iter().any(|run| run.actor == news.actor);
    let just_sent = |run: &StoredRun| run.actor == news.actor && run.position > news.begun_at;
    let wanted = without_repetition(runs.iter().filter(|run| !just_sent(run)).cloned().collect());
    tell_admissions(server, session, news, entry.document, &wanted)?;
    let runs = with_changes(server, entry.document, wanted)?;
    if runs.is_empty() {
        return Ok(());
    }
    let (document, kind) = (*entry.document.0.as_bytes(), entry.kind.name().to_owned());
    let length: usize = runs.iter().flat_map(|run| &run.changes).map(|change| change.len()).sum();
    let packed = if length > CHANGES_LONG { length } else { length / CHANGES_PACKED };
    let stored = server.ledger.document(organisation, entry.document)?;
    // A snapshot is of the newest version and carries no run apart: only for who has nothing of it, and only while
    // nothing was stored after the window.
    let snapshot = stored.filter(|stored| {
        !wrote_in_it && stored.position <= news.horizon && stored.snapshot.len() + MANIFEST_BYTES < packed
    });
    // One that does not read is an alarm of the server's; its changes are told all the same.
    let read = snapshot.and_then(|stored| match Document::load(KINDS, stored.id, &stored.snapshot) {
        Ok(loaded) => Some((stored, loaded)),
        Err(error) => {
            tracing::error!(document = %stored.id, error = %crate::office::chain(&error), "a stored document cannot be read");
            None
        }
    });
    let Some((stored, loaded)) = read else {
        return respond(session, Down::Changes(Changes { document, kind: Some(kind), runs }));
    };
    let heads = stored.heads.iter().map(|head| head.0).collect();
    let manifest =
        Manifest::of(*organisation.0.as_bytes(), document, heads, loaded.schema(), &stored.snapshot);
    let manifest = sign_manifest(&server.key, &manifest)?;
    let covers = runs.into_iter().map(|run| run.cover).collect();
    let bytes = stored.snapshot.into();
    respond(session, Down::Snapshot(Snapshot { document, kind, manifest, bytes, covers }))
}

/// Runs without those a later run of the same actor covers whole: a run sent again with one more change.
fn without_repetition(runs: Vec<StoredRun>) -> Vec<StoredRun> {
    let covered = |run: &StoredRun| {
        let mut later = runs.iter().filter(|other| other.position > run.position && other.actor == run.actor);
        later.any(|other| other.first <= run.first && run.last <= other.last)
    };
    runs.iter().filter(|run| !covered(run)).cloned().collect()
}

/// Runs with the changes they cover, as they travel.
fn with_changes(
    server: &Server,
    document: DocumentId,
    runs: Vec<StoredRun>,
) -> Result<Vec<SignedRun<Author>>, Error> {
    if runs.is_empty() {
        return Ok(Vec::new());
    }
    let changes = server.ledger.changes(server.organisation.id, document, 0, u64::MAX)?;
    let by_place: BTreeMap<(ActorId, u64), StoredChange> =
        changes.into_iter().map(|change| ((change.actor, change.sequence), change)).collect();
    let with = |run: StoredRun| {
        let own = by_place.range((run.actor, run.first)..=(run.actor, run.last));
        let changes = own.map(|(_, change)| change.bytes.clone().into()).collect();
        SignedRun { cover: cover(&run), changes }
    };
    Ok(runs.into_iter().map(with).collect())
}

fn cover(run: &StoredRun) -> Cover<Author> {
    Cover {
        author: Author { actor: run.actor.0, key: KeyId(run.key_id), nonce: run.nonce },
        first: run.first,
        count: run.last - run.first + 1,
        // Whoever gets this run got or gets the run before it, and finds the hash there.
        previous: None,
        as_of: run.as_of,
        checkpoint: run.checkpoint,
        signature: run.signature,
    }
}

fn respond(session: &mut ServerSession, down: Down) -> Result<(), Error> {
    session.respond(down).map_err(Error::failed)
}
