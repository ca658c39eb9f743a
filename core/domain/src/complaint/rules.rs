//! The complaint among the aggregates.

use crate::aggregate::{Aggregate, Case, Possible};
use crate::asker::{Asker, WriterKind};
use crate::complaint::clocks::clock_inputs;
use crate::complaint::command::ComplaintCommand;
use crate::complaint::event::ComplaintEvent;
use crate::complaint::fold::fold;
use crate::complaint::kind::ComplaintKind;
use crate::complaint::listing::{ComplaintSummary, listing};
use crate::complaint::named::named;
use crate::complaint::schema::KIND;
use crate::complaint::state::ComplaintState;
use crate::complaint::transitions::TABLE;
use crate::complaint::view::Complaint;
use crate::complaint::words::WORDS;
use crate::complaint::{edits, gate, possible, turn};
use crate::content::Content;
use crate::edit::{Deed, Edit};
use crate::event::EventBody;
use crate::flow::{Contest, Happening};
use crate::id::{Digest, DocumentId};
use crate::kind::Kind;
use crate::listing::Listing;
use crate::photo::{CAPTION, PHOTO};
use crate::records::Policy;
use crate::refusal::Refusal;
use crate::sla::ClockInputs;
use crate::turn::Turn;
use crate::value::Value;
use crate::wording::Words;

/// The rules of a complaint.
#[derive(Debug)]
pub enum Rules {}

impl<'a> Complaint<'a> {
    /// The complaint of a case.
    #[must_use]
    pub const fn of(case: &Case<'a, Rules>) -> Self {
        Self { content: case.content, state: case.state }
    }
}

impl Aggregate for Rules {
    const KIND: Kind = KIND;
    const SERIES: Option<&'static str> = Some("CP");
    const WORDS: &'static Words = &WORDS;
    type Command = ComplaintCommand;
    type Event = ComplaintEvent;
    type State = ComplaintState;
    type Summary = ComplaintSummary;

    fn shown_names() -> Vec<(&'static str, &'static str)> {
        TABLE.iter().map(|row| (row.kind.name(), row.kind.event())).collect()
    }

    fn fold(content: &Content) -> ComplaintState {
        fold(&content.events)
    }

    fn edits(
        case: &Case<'_, Self>,
        asker: &Asker<'_>,
        command: &ComplaintCommand,
    ) -> Result<Vec<Edit>, Refusal> {
        Ok(edits::edits(case.content, asker, command))
    }

    fn writing(edit: Edit) -> Option<ComplaintCommand> {
        match edit {
            Edit::Fact { name, value } => Some(ComplaintCommand::SetFact { name, value }),
            Edit::Item { collection, id, field, value: Value::Text(caption) }
                if collection == PHOTO && field == CAPTION =>
            {
                Some(ComplaintCommand::CaptionPhoto { id, caption })
            }
            Edit::Item { .. }
            | Edit::Answer { .. }
            | Edit::Text { .. }
            | Edit::Event(_)
            | Edit::OpenSection { .. } => None,
        }
    }

    fn gate(case: &Case<'_, Self>, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
        gate::gate(Complaint::of(case), asker, deeds)
    }

    fn happenings(case: &Case<'_, Self>) -> Vec<Happening> {
        let judged = case.state.timeline.iter();
        judged
            .map(|judged| Happening {
                key: judged.key,
                row: judged.kind.map(ComplaintKind::name),
                standing: judged.standing,
                visit: 0,
            })
            .collect()
    }

    fn contest(state: &ComplaintState) -> Option<&Contest> {
        state.contest.as_ref()
    }

    fn awaits_number(case: &Case<'_, Self>) -> bool {
        case.state.origin.is_some()
    }

    fn possible(case: &Case<'_, Self>, asker: &Asker<'_>) -> Vec<Possible> {
        possible::possible(Complaint::of(case), asker)
    }

    fn clocks(case: &Case<'_, Self>) -> ClockInputs {
        clock_inputs(Complaint::of(case))
    }

    fn listing(case: &Case<'_, Self>) -> Listing<ComplaintSummary> {
        listing(Complaint::of(case))
    }

    fn turn(listing: &Listing<serde_json::Value>, policy: &Policy) -> Turn {
        turn::of_listing(listing, policy)
    }

    fn named(command: &ComplaintCommand) -> Vec<(DocumentId, Kind)> {
        named(command)
    }

    fn check_writer(writer: WriterKind, event: &EventBody) -> Result<(), Refusal> {
        event.read::<ComplaintEvent>().map_or(Ok(()), |event| gate::check_kind(writer, event.kind()))
    }

    fn blobs(command: &ComplaintCommand) -> Vec<Digest> {
        use ComplaintCommand as C;
        match command {
            C::AddPhoto(record) => record.digests().collect(),
            C::Take(_)
            | C::Grade { .. }
            | C::Investigate { .. }
            | C::Propose { .. }
            | C::SendBack { .. }
            | C::Agree(_)
            | C::Object(_)
            | C::Approve { .. }
            | C::Reject { .. }
            | C::CarryOut { .. }
            | C::Tell { .. }
            | C::Close { .. }
            | C::Withdraw(_)
            | C::Merge { .. }
            | C::Reopen { .. }
            | C::LinkOrder { .. }
            | C::Settle { .. }
            | C::SetFact { .. }
            | C::EditText { .. }
            | C::RecordFindings(_)
            | C::CaptionPhoto { .. }
            | C::LinkSimilar { .. }
            | C::RemoveItem { .. } => Vec::new(),
        }
    }
}
