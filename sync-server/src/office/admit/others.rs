//! The other documents that a change of a run was decided by.

use jobsheet_domain::aggregates::{Subject, judged_by};
use jobsheet_domain::event::{Event, Read};
use jobsheet_domain::reads::Reads;
use jobsheet_domain::refusal::Refusal;

use super::Stop;
use super::knowledge::Knowledge;
use super::writer::Writer;
use crate::ledger::{RefusedState, StoredRun};
use crate::office::Error;
use crate::office::memory::Opened;
use crate::office::reads::{self, NotHere};
use crate::office::server::Server;

/// What other documents say, to hold what a change says of them against.
#[derive(Default)]
pub(super) struct Others {
    /// The versions its event names; the newest of those it should name and does not.
    pub reads: Reads,
    /// Whether its event names all of them. One by an earlier version of the product names none.
    pub are_named: bool,
    /// Why its event cannot name what its author had, where it cannot.
    pub doubt: Option<Refusal>,
}

impl Others {
    /// The versions an event is judged by. What a person let in already is judged by what is here.
    ///
    /// # Errors
    /// [`Stop::Missing`] for a version that is not here yet, [`Stop::Waits`] for one that cannot come, since its author's work
    /// on that document was refused.
    pub fn of(
        server: &Server,
        writer: &Writer<'_>,
        run: &StoredRun,
        subject: &Subject,
        event: Option<&Event>,
    ) -> Result<Self, Stop> {
        let Some(event) = event else { return Ok(Self::default()) };
        let looked_at = judged_by(subject, &event.body);
        // What the rules do not look at is not looked for: the gate refuses an event that names it.
        let named: Vec<_> =
            event.reads.iter().filter(|read| looked_at.contains(&read.document)).cloned().collect();
        let mut others = match reads::named(server, &named)? {
            Ok(reads) => Self { reads, are_named: true, doubt: unaware(server, writer, run, &named)? },
            Err(_) if run.review.is_some() => Self::default(),
            Err(not_here) => return Err(missing(server, writer, not_here)?),
        };
        let unnamed: Vec<_> =
            looked_at.into_iter().filter(|id| others.reads.content(*id).is_none()).collect();
        others.are_named &= unnamed.is_empty();
        others.reads.extend(reads::newest(server, &unnamed)?);
        Ok(others)
    }
}

/// Whether a device had heard of more than the versions it names.
fn unaware(
    server: &Server,
    writer: &Writer<'_>,
    run: &StoredRun,
    named: &[Read],
) -> Result<Option<Refusal>, Error> {
    let Writer::Device(device) = writer else { return Ok(None) };
    let knowledge = Knowledge { server, device, as_of: run.as_of };
    for Read { document, heads } in named {
        let opened = Opened::newest(server, *document)?;
        let Some(opened) = opened.filter(|opened| opened.document.heads() != *heads) else { continue };
        let runs = server.ledger.runs(server.organisation.id, *document, 0, u64::MAX)?;
        if let Some(doubt) = knowledge.doubt(&opened.document, heads, &runs)? {
            return Ok(Some(doubt));
        }
    }
    Ok(None)
}

/// Whether a version that is not here may still come.
fn missing(server: &Server, writer: &Writer<'_>, not_here: NotHere) -> Result<Stop, Stop> {
    let refused = server.ledger.quarantined(server.organisation.id, not_here.document)?;
    let device = writer.author().device;
    let cannot_come = refused.iter().any(|run| run.device == device && run.state != RefusedState::Admitted);
    Ok(if cannot_come {
        Stop::Waits(Refusal::new("change.rests_on_refused"))
    } else {
        Stop::Missing(not_here.hashes)
    })
}
