//! What the other axes allow beside the work status: the sign-off, the contest, this visit's safety check and outcome.

use crate::refusal::Refusal;
use crate::work_order::event::{Outcome, SignoffKind};
use crate::work_order::kind::EventKind;
use crate::work_order::view::WorkOrder;

pub(super) fn check(order: &WorkOrder<'_>, kind: EventKind) -> Result<(), Refusal> {
    let settled = order.is_signoff_settled();
    let code = match kind {
        EventKind::WorkStarted if !order.state.safety_passed => "safety.not_passed",
        EventKind::Reopened | EventKind::SignedOff if settled => "signoff.stands",
        EventKind::LinkSigned => return check_link(order),
        EventKind::ReportReceived | EventKind::Approved | EventKind::Closed if !settled => "signoff.missing",
        EventKind::Escalated if order.state.outcome == Some(Outcome::Solved) => "work_order.solved",
        EventKind::AdditionsSettled if order.additions.is_empty() => "signoff.no_additions",
        EventKind::Settled if !order.state.is_contested() => "work_order.not_contested",
        EventKind::Raised
        | EventKind::Assigned
        | EventKind::Reassigned
        | EventKind::Accepted
        | EventKind::Declined
        | EventKind::SetOut
        | EventKind::Arrived
        | EventKind::SafetyChecked
        | EventKind::WorkStarted
        | EventKind::Held
        | EventKind::Finished
        | EventKind::ContextCorrected
        | EventKind::Reopened
        | EventKind::SignedOff
        | EventKind::LeftSite
        | EventKind::ProblemReported
        | EventKind::ReportReceived
        | EventKind::Approved
        | EventKind::SentBack
        | EventKind::Closed
        | EventKind::Escalated
        | EventKind::Analysed
        | EventKind::Cancelled
        | EventKind::Reinstated
        | EventKind::AdditionsSettled
        | EventKind::Settled => return Ok(()),
    };
    Err(Refusal::new(code))
}

/// A link is for the report that was refused or that nobody was there for (R20).
fn check_link(order: &WorkOrder<'_>) -> Result<(), Refusal> {
    match order.state.signoff.map(|signoff| signoff.kind) {
        Some(SignoffKind::Refused | SignoffKind::NobodyPresent) => Ok(()),
        Some(_) => Err(Refusal::new("signoff.stands")),
        None => Err(Refusal::new("signoff.missing")),
    }
}
