//! The other documents that a change of a run was decided by.

use jobsheet_domain::aggregates::{Subject, judged_by};
use jobsheet_domain::event::Event;
use jobsheet_domain::reads::Reads;
use jobsheet_domain::refusal::Refusal;

use super::Stop;
use super::writer::Writer;
use crate::ledger::{RefusedState, StoredRun};
use crate::office::reads::{self, NotHere};
use crate::office::server::Server;

/// What other documents say, to hold what a change says of them against.
#[derive(Default)]
pub(super) struct Others {
    /// The versions its event names; the newest of those it should name and does not.
    pub reads: Reads,
    /// Whether its event names all of them. One by an earlier version of the product names none.
    pub are_named: bool,
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
            Ok(reads) => Self { reads, are_named: true },
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
