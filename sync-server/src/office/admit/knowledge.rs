//! What the author of a change must have known of a document: all that the server had told their device at the feed position
//! the device says it had. Dependencies and position are the author's own choice; who was told that they are off a job does
//! not go on as if they had not been.
//!
//! A device keeps a position together with all it was told up to it, in one transaction, so an honest one never notices.

use jobsheet_document::{Change, Document};
use jobsheet_domain::aggregates;
use jobsheet_domain::edit::Deed;
use jobsheet_domain::id::{ChangeHash, DocumentId, UserId};
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::value::Value;

use super::run::Author;
use super::{RunAsked, statement};
use crate::ledger::{Device, Fork, StoredRun};
use crate::office::Error;
use crate::office::memory::Opened;
use crate::office::server::Server;

/// What a run brings: its changes that were not here before, in the document with them and as it was, with the runs stored of
/// it.
pub(super) struct News<'a> {
    pub document: &'a Document,
    pub before: Option<&'a Opened>,
    pub changes: &'a [&'a Change],
    pub runs: &'a [StoredRun],
}

impl News<'_> {
    /// Whether a change is a sign-off by somebody who is still on the job. It is written on what the customer read, however
    /// long they read and whatever was told to the device meanwhile (R65).
    fn is_read_by_the_customer(&self, change: &Change, user: UserId) -> bool {
        let mut events = self.document.events_of(change.header.hash).iter();
        let signs = events.any(|event| statement::in_event(event).is_some());
        let is_on_it = |before: &Opened| aggregates::listing(&before.subject).holders.contains(&user);
        signs && self.before.is_some_and(is_on_it)
    }
}

/// Why a run that is otherwise sound does not come in by itself: its author's authority ended, judging it left a doubt, it is
/// older or newer than it may be, or its author must have known better. A person may overrule each.
pub(super) fn outside(
    server: &Server,
    asked: &RunAsked,
    author: &Author,
    doubt: Option<Refusal>,
    news: &News<'_>,
) -> Result<Option<Refusal>, Error> {
    if let Some(found) = author.lost.clone().or(doubt) {
        return Ok(Some(found));
    }
    if !is_within_bounds(asked, &author.device, news.runs) {
        return Ok(Some(Refusal::new("change.review")));
    }
    let knowledge = Knowledge { server, device: &author.device, as_of: asked.as_of };
    if knowledge.is_too_old()? {
        return Ok(Some(Refusal::new("change.too_old")));
    }
    let by = author.device.user;
    let first = news.changes.iter().find(|change| !news.is_read_by_the_customer(change, by));
    match first {
        Some(first) if !news.runs.is_empty() => {
            knowledge.doubt(news.document, &first.header.dependencies, news.runs)
        }
        _ => Ok(None),
    }
}

/// `as_of` and `checkpoint` lie within what the server delivered to the device, not before its last syncs, and never
/// fall along the actor's runs.
fn is_within_bounds(asked: &RunAsked, device: &Device, runs: &[StoredRun]) -> bool {
    let given = device.floor..=device.delivered;
    let mut earlier = runs.iter().filter(|run| run.actor == asked.actor && run.last < asked.first);
    given.contains(&asked.as_of)
        && given.contains(&asked.checkpoint)
        && !earlier.any(|run| run.as_of > asked.as_of || run.checkpoint > asked.checkpoint)
}

/// Marks the device where its key writes a second history of a document beside the first: an installation was copied or put
/// back and went on twice, or somebody makes new authors of one key to leave out what they wrote.
pub(super) fn note_second_history(
    server: &Server,
    asked: &RunAsked,
    device: &Device,
    news: &News<'_>,
) -> Result<(), Error> {
    let Some(new) = news.changes.first() else { return Ok(()) };
    let others = news.runs.iter().filter(|run| run.key_id == asked.key_id && run.actor != asked.actor);
    let beside =
        others.filter(|run| !news.document.has_all(&new.header.dependencies, [run.head].into_iter()));
    let Some(first) = beside.min_by_key(|run| run.position) else { return Ok(()) };
    let fork = Fork {
        device: device.id,
        document: asked.document,
        actor: first.actor,
        sequence: first.last,
        kept: first.head,
        other: new.header.hash,
        found_at: server.now(),
    };
    Ok(server.ledger.put_fork(server.organisation.id, &fork)?)
}

/// Of a document, what a device was told.
enum Told {
    /// Everything up to a position.
    Until(u64),
    /// That the document has left it.
    Left,
    /// Nothing at all, and it did not begin the document either.
    Nothing,
}

/// What a device must have known, by its own word of the position it had.
pub(super) struct Knowledge<'a> {
    pub server: &'a Server,
    pub device: &'a Device,
    pub as_of: u64,
}

impl Knowledge<'_> {
    /// Why a version cannot have been what the device had of a document, where it cannot. `runs` are those stored of it.
    pub fn doubt(
        &self,
        document: &Document,
        version: &[ChangeHash],
        runs: &[StoredRun],
    ) -> Result<Option<Refusal>, Error> {
        let until = match self.told(document.id(), runs)? {
            Told::Until(position) => position,
            Told::Left => return Ok(Some(Refusal::new("change.after_leaving"))),
            Told::Nothing => return Ok(Some(Refusal::new("change.unaware"))),
        };
        let told = runs.iter().filter(|run| run.position <= until).map(|run| run.head);
        Ok((!document.has_all(version, told)).then(|| Refusal::new("change.unaware")))
    }

    fn told(&self, document: DocumentId, runs: &[StoredRun]) -> Result<Told, Error> {
        let stay = self.server.ledger.stay(self.server.organisation.id, self.device.id, document)?;
        // What it began or was let in to before has come to it by no feed.
        let wrote_in_it = runs.iter().any(|run| run.device == self.device.id);
        let Some(stay) = stay else {
            return Ok(if wrote_in_it { Told::Until(0) } else { Told::Nothing });
        };
        if stay.left_at.is_some_and(|left| left <= self.as_of) {
            return Ok(Told::Left);
        }
        if stay.entered_at <= self.as_of {
            return Ok(Told::Until(self.as_of));
        }
        // Of a stay that ended before this one began, only its beginning is known.
        Ok(Told::Until(if wrote_in_it { 0 } else { stay.held_since.min(self.as_of) }))
    }

    /// Why deeds name a document that the device could not read, where they do: a link opens what it names to whoever works on
    /// the document that has it.
    pub fn doubt_links(&self, deeds: &[Deed]) -> Result<Option<Refusal>, Error> {
        for id in deeds.iter().filter_map(named) {
            if !self.could_read(id)? {
                return Ok(Some(Refusal::new("change.unread_link")));
            }
        }
        Ok(None)
    }

    /// What is not here, or no document at all, opens nothing.
    fn could_read(&self, document: DocumentId) -> Result<bool, Error> {
        let (ledger, organisation) = (&self.server.ledger, self.server.organisation.id);
        if ledger.row(organisation, document)?.is_none() {
            return Ok(true);
        }
        let stay = ledger.stay(organisation, self.device.id, document)?;
        if stay.is_some_and(|stay| stay.left_at.is_none_or(|left| left > self.as_of)) {
            return Ok(true);
        }
        let runs = ledger.runs(organisation, document, 0, u64::MAX)?;
        Ok(runs.iter().any(|run| run.device == self.device.id))
    }

    /// Whether news that is older than work may lie passed the device by.
    pub fn is_too_old(&self) -> Result<bool, Error> {
        let passed = self.server.ledger.passed_at(self.server.organisation.id, self.as_of)?;
        let since = passed.map(|passed| passed.max(self.device.enrolled_at));
        let most = self.server.config.times.knowledge_ms;
        Ok(since.is_some_and(|since| self.server.now().since_ms(since) > most))
    }
}

/// The document a deed names, if it names one.
const fn named(deed: &Deed) -> Option<DocumentId> {
    match deed {
        Deed::Fact { value: Value::Id(id), .. } | Deed::Item { value: Value::Id(id), .. } => {
            Some(DocumentId(*id))
        }
        Deed::Fact { .. } | Deed::Item { .. } | Deed::Answer { .. } | Deed::Text { .. } | Deed::Event(_) => {
            None
        }
    }
}
