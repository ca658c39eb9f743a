//! The work order among the aggregates.

use std::borrow::Cow;

use crate::aggregate::{Aggregate, Case, Possible};
use crate::asker::{Asker, WriterKind};
use crate::content::Content;
use crate::edit::{Deed, Edit};
use crate::event::EventBody;
use crate::flow::{Contest, Happening};
use crate::id::{Digest, DocumentId};
use crate::kind::Kind;
use crate::listing::Listing;
use crate::refusal::Refusal;
use crate::sla::ClockInputs;
use crate::wording::Words;
use crate::work_order::clocks::clock_inputs;
use crate::work_order::command::WorkOrderCommand;
use crate::work_order::context;
use crate::work_order::event::WorkOrderEvent;
use crate::work_order::fold::fold;
use crate::work_order::kind::EventKind;
use crate::work_order::listing::{OrderSummary, listing};
use crate::work_order::schema::KIND;
use crate::work_order::state::WorkOrderState;
use crate::work_order::transitions::TABLE;
use crate::work_order::view::WorkOrder;
use crate::work_order::words::WORDS;
use crate::work_order::{decide, validate};

/// The rules of a work order.
#[derive(Debug)]
pub enum Rules {}

impl<'a> WorkOrder<'a> {
    /// The order of a case, as it was folded for it.
    #[must_use]
    pub fn of(case: &Case<'a, Rules>) -> Self {
        Self {
            content: case.content,
            state: Cow::Borrowed(case.state),
            signoff_void: case.is_void(),
            additions: case.standing.map(|standing| standing.additions.clone()).unwrap_or_default(),
        }
    }
}

impl Aggregate for Rules {
    const KIND: Kind = KIND;
    const SERIES: Option<&'static str> = Some("WO");
    const WORDS: &'static Words = &WORDS;
    type Command = WorkOrderCommand;
    type Event = WorkOrderEvent;
    type State = WorkOrderState;
    type Summary = OrderSummary;

    fn shown_names() -> Vec<(&'static str, &'static str)> {
        TABLE.iter().map(|row| (row.kind.name(), row.kind.event())).collect()
    }

    fn fold(content: &Content) -> WorkOrderState {
        fold(&content.events)
    }

    fn edits(
        case: &Case<'_, Self>,
        asker: &Asker<'_>,
        command: &WorkOrderCommand,
    ) -> Result<Vec<Edit>, Refusal> {
        decide::edits(&WorkOrder::of(case), asker, command)
    }

    fn writing(edit: Edit) -> Option<WorkOrderCommand> {
        match edit {
            Edit::Fact { name, value } => Some(WorkOrderCommand::SetFact { name, value }),
            Edit::Item { collection, id, field, value } => {
                Some(WorkOrderCommand::ChooseItem { collection, id, field, value })
            }
            Edit::Answer { item, value } => Some(WorkOrderCommand::ChooseAnswer { item, value }),
            Edit::Text { .. } | Edit::Event(_) | Edit::OpenSection { .. } => None,
        }
    }

    fn gate(case: &Case<'_, Self>, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
        validate::validate(&WorkOrder::of(case), asker, deeds)
    }

    fn happenings(case: &Case<'_, Self>) -> Vec<Happening> {
        let judged = case.state.timeline.iter();
        judged
            .map(|judged| Happening {
                key: judged.key,
                row: judged.kind.map(EventKind::name),
                standing: judged.standing,
                visit: judged.visit,
            })
            .collect()
    }

    fn contest(state: &WorkOrderState) -> Option<&Contest> {
        state.contest.as_ref()
    }

    /// What a technician found on site gets its number with the office's first word about it.
    fn awaits_number(_: &Case<'_, Self>) -> bool {
        false
    }

    fn possible(case: &Case<'_, Self>, asker: &Asker<'_>) -> Vec<Possible> {
        validate::possible(&WorkOrder::of(case), asker)
    }

    fn clocks(case: &Case<'_, Self>) -> ClockInputs {
        clock_inputs(&WorkOrder::of(case))
    }

    fn listing(case: &Case<'_, Self>) -> Listing<OrderSummary> {
        listing(&WorkOrder::of(case), case.standing)
    }

    fn decided_by(case: &Case<'_, Self>, command: &WorkOrderCommand) -> Vec<DocumentId> {
        let copies =
            matches!(command, WorkOrderCommand::Finish { .. } | WorkOrderCommand::CorrectContext { .. });
        if copies { context::reads(&WorkOrder::of(case)) } else { Vec::new() }
    }

    fn judged_by(case: &Case<'_, Self>, event: &WorkOrderEvent) -> Vec<DocumentId> {
        let copies =
            matches!(event, WorkOrderEvent::Finished { .. } | WorkOrderEvent::ContextCorrected { .. });
        if copies { context::reads(&WorkOrder::of(case)) } else { Vec::new() }
    }

    fn check_copies(case: &Case<'_, Self>, asker: &Asker<'_>, event: &WorkOrderEvent) -> Result<(), Refusal> {
        context::check(&WorkOrder::of(case), asker, event)
    }

    fn check_writer(writer: WriterKind, event: &EventBody) -> Result<(), Refusal> {
        event.read::<WorkOrderEvent>().map_or(Ok(()), |event| validate::check_kind(writer, event.kind()))
    }

    fn blobs(command: &WorkOrderCommand) -> Vec<Digest> {
        match command {
            WorkOrderCommand::AddPhoto(record) => record.digests().collect(),
            WorkOrderCommand::SignOff(record) => record.blobs().collect(),
            WorkOrderCommand::Raise { .. }
            | WorkOrderCommand::Assign { .. }
            | WorkOrderCommand::Reassign { .. }
            | WorkOrderCommand::Accept
            | WorkOrderCommand::Decline { .. }
            | WorkOrderCommand::SetOut { .. }
            | WorkOrderCommand::Arrive
            | WorkOrderCommand::CheckSafety { .. }
            | WorkOrderCommand::StartWork
            | WorkOrderCommand::Hold { .. }
            | WorkOrderCommand::Finish { .. }
            | WorkOrderCommand::CorrectContext { .. }
            | WorkOrderCommand::Reopen { .. }
            | WorkOrderCommand::LeaveSite { .. }
            | WorkOrderCommand::ReceiveReport
            | WorkOrderCommand::Approve { .. }
            | WorkOrderCommand::SendBack { .. }
            | WorkOrderCommand::Close { .. }
            | WorkOrderCommand::ReportProblem { .. }
            | WorkOrderCommand::SettleAdditions { .. }
            | WorkOrderCommand::Escalate { .. }
            | WorkOrderCommand::Analyse { .. }
            | WorkOrderCommand::Cancel { .. }
            | WorkOrderCommand::Reinstate { .. }
            | WorkOrderCommand::Settle { .. }
            | WorkOrderCommand::SetFact { .. }
            | WorkOrderCommand::EditText { .. }
            | WorkOrderCommand::Diagnose(_)
            | WorkOrderCommand::CaptionPhoto { .. }
            | WorkOrderCommand::UsePart(_)
            | WorkOrderCommand::RemoveItem { .. }
            | WorkOrderCommand::Answer { .. }
            | WorkOrderCommand::RecordContact
            | WorkOrderCommand::RecordAnswer
            | WorkOrderCommand::RecordSpareOffered
            | WorkOrderCommand::ChooseItem { .. }
            | WorkOrderCommand::ChooseAnswer { .. } => Vec::new(),
        }
    }
}
