//! Judging changes where they were made: by the document at their own dependencies, and the records and other documents
//! their author had.

use std::borrow::Cow;

use jobsheet_document::{Change, Document, DocumentError};
use jobsheet_domain::aggregates::{Subject, check_copies, gate};
use jobsheet_domain::asker::Asker;
use jobsheet_domain::edit::Deed;
use jobsheet_domain::event::Event;
use jobsheet_domain::id::ChangeHash;
use jobsheet_domain::records::{Records, Staff};
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::time::EventTime;
use jobsheet_report::Altered;

use super::knowledge::Knowledge;
use super::others::Others;
use super::writer::Writer;
use super::{Stop, new_ones, statement};
use crate::ledger::{StoredRun, StoredStatement};
use crate::office::memory::Opened;
use crate::office::server::Server;
use crate::office::{Error, records};

/// What judging a run found, none of it against the rules.
#[derive(Default)]
pub(super) struct Verdict {
    /// The statements in it.
    pub statements: Vec<StoredStatement>,
    /// Why only a person can let it in, where something in it can be neither proved nor refuted.
    pub doubt: Option<Refusal>,
}

/// Judges every change of a run that was not here before.
pub(super) fn changes(
    server: &Server,
    document: &Document,
    writer: &Writer<'_>,
    run: &StoredRun,
    changes: &[Change],
    before: Option<&Opened>,
) -> Result<Verdict, Stop> {
    let mut verdict = Verdict::default();
    let records = records::at(server, run.as_of)?;
    let present = with_present_person(server, &records, writer)?;
    let mut altered = before.map(|before| before.altered.clone()).unwrap_or_default();
    for change in new_ones(changes, before) {
        let deeds = document.deeds(change.header.hash).map_err(refused)?;
        // The run's `as_of` is checked against what its author was given; an event that names another would be judged
        // by records of its author's choice.
        if events(&deeds).any(|event| event.as_of != run.as_of) {
            verdict.doubt = Some(Refusal::new("change.review"));
        }
        let event = events(&deeds).next();
        check_birth(event, before)?;
        let subject = subject_at(document, before, &change.header.dependencies, &mut altered)?;
        let others = Others::of(server, writer, run, &subject, event)?;
        verdict.doubt = verdict.doubt.or(others.doubt);
        if let Writer::Device(device) = writer {
            let knowledge = Knowledge { server, device, as_of: run.as_of };
            verdict.doubt = verdict.doubt.or(knowledge.doubt_links(&deeds)?);
        }
        let asker = Asker {
            author: writer.author(),
            writer: writer.kind(),
            at: event.map_or_else(|| received(run), |event| event.at),
            as_of: run.as_of,
            records: &records,
            reads: &others.reads,
        };
        gate(&subject, &asker, &deeds)?;
        if let Some(present) = &present {
            let now = Asker { records: present, ..asker };
            let allowed = gate(&subject, &now, &deeds).and_then(|()| check_copies(&subject, &now, &deeds));
            verdict.doubt = verdict.doubt.or(allowed.err());
        }
        if let Err(differs) = check_copies(&subject, &asker, &deeds) {
            // What the documents said when it was made is known where their versions are named, and only there.
            if others.are_named {
                return Err(differs.into());
            }
            verdict.doubt.get_or_insert(differs);
        }
        if let Some(signoff) = event.and_then(statement::in_event) {
            let (checked, doubt) = statement::check(server, document, change, writer, run, signoff)?;
            verdict.doubt = verdict.doubt.or(doubt);
            verdict.statements.push(checked);
        }
    }
    Ok(verdict)
}

/// A document begins once: what says that it begins, of one that the ledger has begun already, would be judged as if nobody
/// had worked on it, and its author by no part they have in it.
fn check_birth(event: Option<&Event>, before: Option<&Opened>) -> Result<(), Refusal> {
    let begins = event.is_some_and(|event| event.after.is_empty());
    let has_begun = before.is_some_and(|before| !before.content().events.is_empty());
    if begins && has_begun { Err(Refusal::new("document.begun")) } else { Ok(()) }
}

/// The records a run was decided by, with its author as they are now; nothing where they are as they were. A role that somebody
/// lost since does nothing by itself any more (R54): which records a device says it had is its own word.
fn with_present_person(
    server: &Server,
    records: &Records,
    writer: &Writer<'_>,
) -> Result<Option<Records>, Error> {
    let user = writer.author().user;
    let newest = records::at(server, server.ledger.position(server.organisation.id)?)?;
    let (then, now) = (records.staff.get(&user), newest.staff.get(&user));
    let (Some(then), Some(now)) = (then, now) else { return Ok(None) };
    if then.roles.is_subset(&now.roles) {
        return Ok(None);
    }
    let mut present = records.clone();
    let roles = then.roles.intersection(&now.roles).copied().collect();
    present.staff.insert(user, Staff { roles, ..then.clone() });
    Ok(Some(present))
}

/// The document as the author of a change saw it: mostly the version that is stored, which is open already.
fn subject_at<'a>(
    document: &Document,
    stored: Option<&'a Opened>,
    heads: &[ChangeHash],
    altered: &mut Altered,
) -> Result<Cow<'a, Subject>, Stop> {
    match stored.filter(|stored| stored.document.heads() == heads) {
        Some(stored) => Ok(Cow::Borrowed(&stored.subject)),
        None => {
            let content = document.content_at(heads)?;
            Ok(Cow::Owned(jobsheet_report::subject_of::<_, Stop>(document, heads, content, altered)?))
        }
    }
}

fn events(deeds: &[Deed]) -> impl Iterator<Item = &Event> {
    deeds.iter().filter_map(|deed| if let Deed::Event(event) = deed { Some(&**event) } else { None })
}

/// When a change without an event counts as made: when it came in.
const fn received(run: &StoredRun) -> EventTime {
    EventTime {
        device: run.received_at,
        corrected: run.received_at,
        uncertainty_ms: u32::MAX,
        position: None,
    }
}

/// A change that breaks the rules of the format is its author's.
fn refused(error: DocumentError) -> Stop {
    if let DocumentError::Undecodable(undecodable) = error {
        undecodable.into()
    } else {
        Stop::Failed(error.into())
    }
}
