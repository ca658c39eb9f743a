//! Asking something of a document for a person at the console. What belongs to a command beside its own document is done
//! here, so that it is done by whatever route the command comes.

use std::sync::Arc;

use jobsheet_domain::aggregates::{Command, decide, decided_by, possible};
use jobsheet_domain::asker::Asker;
use jobsheet_domain::asset::{self, AssetView as Asset};
use jobsheet_domain::complaint::ComplaintCommand;
use jobsheet_domain::customer::{self, CustomerView as Customer};
use jobsheet_domain::edit::Edit;
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::request::{self, RequestCommand, RequestOutcome};
use jobsheet_domain::work_order::WorkOrderCommand;

use super::{lookup, numbers, photos};
use crate::office::server::Server;
use crate::office::{self, Decision, Error, Opened, reads};

/// Begins a document under an id that follows from the asking: asked again, it is found, and what was not finished then is
/// now. Where its kind has a register, it gets the next number of the year in the same change (R1); the call it answers has
/// ended so (R2).
///
/// # Errors
/// [`Error::Refused`] by the domain; [`Error::Missing`] for a document it names that is none.
pub(super) fn begin(server: &Server, user: UserId, id: DocumentId, asked: Command) -> Result<(), Error> {
    let answered = answered(&asked, id);
    if let Some((call, _)) = &answered {
        lookup::require(server, *call, request::KIND)?;
    }
    if !lookup::is_made(server, id)? {
        let kind = asked.kind();
        run(server, user, id, Some(kind), with_files(server, asked)?)?;
    }
    if let Some((call, outcome)) = answered {
        end(server, user, call, outcome)?;
    }
    Ok(())
}

/// Asks a command of a document, which is made when `create` says of which kind; gives the document as it is afterwards.
///
/// # Errors
/// [`Error::Refused`] by the domain; [`Error::Missing`] for the document, for one that the command links to, and for photos
/// that were not handed in.
pub(super) fn run(
    server: &Server,
    user: UserId,
    id: DocumentId,
    create: Option<Kind>,
    asked: Command,
) -> Result<Arc<Opened>, Error> {
    lookup::require_named(server, &asked)?;
    photos::require(server, &asked.blobs())?;
    office::write(server, user, id, create, &|subject, asker| {
        let reads = reads::newest(server, &decided_by(subject, &asked))?;
        let edits = decide(subject, &Asker { reads: &reads, ..*asker }, &asked)?;
        let mut decision = Decision { edits, ..Decision::default() };
        // Begun in the field: where its number was not given then, it is with the office's first word. Of what nobody took
        // down there is no line in the register (R1).
        let is_taken_down = !subject.content.events.is_empty()
            || decision.edits.iter().any(|edit| matches!(edit, Edit::Event(_)));
        if is_taken_down && !is_of_others(&asked) {
            numbers::add(server, subject, asker, &mut decision)?;
        }
        Ok(decision)
    })
}

/// Whether it may be asked by people who do not keep the register: whoever opens a call again gives it no number.
const fn is_of_others(asked: &Command) -> bool {
    matches!(asked, Command::Request(RequestCommand::Reopen { .. }))
}

/// The call that a command answers, and what it ends in when `id` is made (R2).
fn answered(asked: &Command, id: DocumentId) -> Option<(DocumentId, RequestOutcome)> {
    if let Command::WorkOrder(WorkOrderCommand::Raise { request, .. }) = asked {
        return Some(((*request)?, RequestOutcome::WorkOrders { orders: vec![id] }));
    }
    if let Command::Complaint(ComplaintCommand::Take(taken)) = asked {
        return Some((taken.request?, RequestOutcome::Complaint { complaint: id }));
    }
    None
}

/// Ends a call, unless it ended before. Of people who do not keep the register it stays open.
fn end(server: &Server, user: UserId, call: DocumentId, outcome: RequestOutcome) -> Result<(), Error> {
    let command = Command::Request(RequestCommand::End { outcome });
    office::write(server, user, call, None, &|subject, asker| {
        let steps = possible(subject, asker);
        if !steps.iter().any(|step| step.command == "end" && step.refusal.is_none()) {
            return Ok(Decision::default());
        }
        let mut decision = Decision { edits: decide(subject, asker, &command)?, ..Decision::default() };
        numbers::add(server, subject, asker, &mut decision)?;
        Ok(decision)
    })
    .map(drop)
}

/// A command that raises an order, with what it copies from the files of its customer and its machine; others as they are.
fn with_files(server: &Server, asked: Command) -> Result<Command, Error> {
    let Command::WorkOrder(WorkOrderCommand::Raise { customer, asset, .. }) = &asked else {
        return Ok(asked);
    };
    let customer = Customer::of(&lookup::content_of(server, *customer, customer::KIND)?);
    let machine = asset.map(|asset| lookup::content_of(server, asset, asset::KIND)).transpose()?;
    let machine = machine.map(|content| Asset::of(&content));
    let Command::WorkOrder(raise) = asked else { return Ok(asked) };
    Ok(Command::WorkOrder(raise.with_files(Some(&customer), machine.as_ref())))
}
