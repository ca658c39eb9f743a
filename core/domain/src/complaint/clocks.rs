//! What the clocks of a complaint look at, and what can be answered today (R28).

use crate::calendar::{Calendar, UnknownYear};
use crate::complaint::event::ComplaintClass;
use crate::complaint::state::ComplaintState;
use crate::complaint::status::ComplaintStatus as S;
use crate::complaint::view::Complaint;
use crate::sla::ClockInputs;
use crate::time::Timestamp;

/// The inputs of a complaint's clocks. The contract is the customer's and not in the complaint: whoever knows it adds it.
#[must_use]
pub fn clock_inputs(complaint: Complaint<'_>) -> ClockInputs {
    let model = complaint.product_model();
    ClockInputs {
        complained_at: complaint.state.origin.as_ref().and_then(|_| complaint.received_at()),
        complaint_answered_at: complaint.state.answered_at,
        complaint_settled_at: complaint.state.settled_at,
        ended_at: complaint.state.ended_at,
        customer: complaint.customer(),
        product_model: (!model.is_empty()).then(|| model.to_owned()),
        ..ClockInputs::default()
    }
}

/// Since when a complaint needs no more than an answer: it is graded as none of quality and nothing was proposed, or its
/// remedy is carried out; and no contest is open. `None` while it waits for anything else.
#[must_use]
pub fn answerable_since(state: &ComplaintState) -> Option<Timestamp> {
    let grade = state.grade.filter(|_| !state.is_contested())?;
    let plain = grade.class != ComplaintClass::Quality && state.proposal.is_none() && state.orders.is_empty();
    match state.status {
        S::Taken | S::Investigating if plain => Some(grade.at.max(state.status_since?)),
        S::CarriedOut => state.status_since,
        S::Untaken
        | S::Taken
        | S::Investigating
        | S::Proposed
        | S::Agreed
        | S::Approved
        | S::Told
        | S::Closed
        | S::Withdrawn
        | S::Merged => None,
    }
}

/// When a complaint that needs no more than an answer is to be answered: at the end of the working day on which it came
/// to that, or of the next one where it did so after work (R28).
///
/// # Errors
/// [`UnknownYear`] where the calendar has no data.
pub fn answer_due(state: &ComplaintState, calendar: &Calendar) -> Result<Option<Timestamp>, UnknownYear> {
    answerable_since(state).map(|since| calendar.end_of_working_day(since)).transpose()
}

/// Whether what could be answered today is left for tomorrow: the flag at the end of the working day (R28).
///
/// # Errors
/// [`UnknownYear`] where the calendar has no data.
pub fn left_for_tomorrow(
    state: &ComplaintState,
    calendar: &Calendar,
    now: Timestamp,
) -> Result<bool, UnknownYear> {
    Ok(answer_due(state, calendar)?.is_some_and(|due| now >= due))
}
