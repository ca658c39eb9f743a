//! What must be on a complaint before something may happen to it, beside its status.

use crate::asker::Asker;
use crate::complaint::kind::ComplaintKind;
use crate::complaint::view::Complaint;
use crate::records::{Policy, Role};
use crate::refusal::Refusal;
use crate::value::Money;

pub(super) fn check(complaint: Complaint<'_>, asker: &Asker<'_>, kind: ComplaintKind) -> Result<(), Refusal> {
    use ComplaintKind as K;
    match kind {
        K::Proposed => check_graded(complaint).and_then(|()| check_investigated(complaint)),
        // Who stands before the customer and tells them is not stopped by what the office has not done yet (R48).
        K::Told => check_graded(complaint),
        K::Approved => check_limit(complaint, asker),
        K::Closed => check_complete(complaint),
        K::Settled if !complaint.state.is_contested() => Err(Refusal::new("complaint.not_contested")),
        K::Taken
        | K::TakenOnSite
        | K::Graded
        | K::InvestigationBegun
        | K::SentBack
        | K::Agreed
        | K::AgreedOnSite
        | K::Objected
        | K::ObjectedOnSite
        | K::Rejected
        | K::CarriedOut
        | K::CarriedOutOnSite
        | K::ToldOnSite
        | K::Withdrawn
        | K::WithdrawnOnSite
        | K::Merged
        | K::Reopened
        | K::OrderRaised
        | K::Settled => Ok(()),
    }
}

fn check_graded(complaint: Complaint<'_>) -> Result<(), Refusal> {
    if complaint.state.grade.is_some() { Ok(()) } else { Err(Refusal::new("complaint.not_graded")) }
}

/// Nobody proposes a remedy before it is known what it should cure.
fn check_investigated(complaint: Complaint<'_>) -> Result<(), Refusal> {
    let findings = complaint.findings();
    let said = |text: Option<String>| text.is_some_and(|text| !text.trim().is_empty());
    let complete = said(findings.cause)
        && said(findings.cause_class)
        && findings.justified.is_some()
        && !complaint.investigation().trim().is_empty();
    if complete { Ok(()) } else { Err(Refusal::new("complaint.findings_missing")) }
}

/// The manager approves up to the limit of policy; above it the general manager does.
fn check_limit(complaint: Complaint<'_>, asker: &Asker<'_>) -> Result<(), Refusal> {
    let Some(cost) = complaint.state.proposal.as_ref().map(|proposal| &proposal.cost) else { return Ok(()) };
    let policy = &asker.records.policy;
    if within_limit(cost, policy) || asker.require(&[Role::GeneralManager]).is_ok() {
        return Ok(());
    }
    Err(Refusal::new("complaint.above_limit").with("cost", cost).with("limit", &policy.complaints.limit))
}

/// Whether a manager may approve a cost. Another currency than the limit's cannot be compared with it, so it is taken
/// to be above.
pub(in crate::complaint) fn within_limit(cost: &Money, policy: &Policy) -> bool {
    let limit = &policy.complaints.limit;
    cost.minor == 0 || cost.currency == limit.currency && cost.minor <= limit.minor
}

/// A closed file says what the matter was, whether the customer was right, and what is done about it.
fn check_complete(complaint: Complaint<'_>) -> Result<(), Refusal> {
    check_graded(complaint)?;
    match complaint.is_justified() {
        None => Err(Refusal::new("complaint.judgement_missing")),
        Some(true) if complaint.prevention().trim().is_empty() => {
            Err(Refusal::new("complaint.prevention_missing"))
        }
        Some(_) => Ok(()),
    }
}
