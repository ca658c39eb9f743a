//! What an event needs beside its row: the "needs" column of the transition table. Judged once, where the event is
//! made and at admission; the fold never asks again.

use std::collections::BTreeSet;

use crate::asker::Asker;
use crate::edit::Deed;
use crate::event::Event;
use crate::id::{ChangeHash, EventKey};
use crate::records::Role;
use crate::refusal::Refusal;
use crate::value::Value;
use crate::work_order::event::{HoldReason, Outcome, SafetyCheck, WorkOrderEvent};
use crate::work_order::fields;
use crate::work_order::kind::EventKind;
use crate::work_order::status::Status;
use crate::work_order::transitions::Class;
use crate::work_order::validate::{signoff, team};
use crate::work_order::view::WorkOrder;

/// Longest reason, note or report in an event, in bytes.
const REASON_LIMIT: usize = 100_000;

pub(super) fn check(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    event: &Event,
    body: &WorkOrderEvent,
    deeds: &[Deed],
) -> Result<(), Refusal> {
    check_reasons(body)?;
    let at = event.at.corrected;
    match body {
        WorkOrderEvent::Raised { found_on_site, .. } => check_raised(asker, *found_on_site, deeds),
        WorkOrderEvent::Assigned { technicians, lead, window } => {
            team::check_window(*window)?;
            team::check_team(order, asker, technicians, *lead, at)
        }
        WorkOrderEvent::Reassigned { technicians, lead } => {
            team::check_team(order, asker, technicians, *lead, at)
        }
        WorkOrderEvent::SafetyChecked { check } => check_safety(check),
        WorkOrderEvent::SignedOff(record) => signoff::check(order, record),
        WorkOrderEvent::Closed { reason } => check_closed(order, reason.as_deref()),
        WorkOrderEvent::AdditionsSettled { signoff, additions, sign_again, .. } => {
            check_additions(order, *signoff, additions, *sign_again)
        }
        WorkOrderEvent::Settled { past, drop, stands, .. } => check_settled(order, past, drop, *stands),
        WorkOrderEvent::Accepted { .. }
        | WorkOrderEvent::Declined { .. }
        | WorkOrderEvent::SetOut { .. }
        | WorkOrderEvent::Arrived { .. }
        | WorkOrderEvent::WorkStarted { .. }
        | WorkOrderEvent::Held { .. }
        | WorkOrderEvent::Finished { .. }
        | WorkOrderEvent::ContextCorrected { .. }
        | WorkOrderEvent::Reopened { .. }
        | WorkOrderEvent::LeftSite { .. }
        | WorkOrderEvent::ProblemReported { .. }
        | WorkOrderEvent::ReportReceived { .. }
        | WorkOrderEvent::Approved { .. }
        | WorkOrderEvent::SentBack { .. }
        | WorkOrderEvent::Escalated { .. }
        | WorkOrderEvent::Analysed { .. }
        | WorkOrderEvent::Cancelled { .. }
        | WorkOrderEvent::Reinstated { .. } => Ok(()),
    }
}

/// What is decided about are additions to the present sign-off, each once; the customer signs again while the work is finished and
/// not approved (R16, R65).
fn check_additions(
    order: &WorkOrder<'_>,
    signoff: EventKey,
    additions: &[ChangeHash],
    sign_again: bool,
) -> Result<(), Refusal> {
    let of_present = order.state.signoff.is_some_and(|present| present.event == signoff);
    let sorted = additions.is_sorted_by(|one, next| one < next);
    let unseen: BTreeSet<&ChangeHash> = order.additions.iter().collect();
    let known = additions.iter().all(|addition| unseen.contains(addition));
    if !of_present || additions.is_empty() || !sorted || !known {
        return Err(Refusal::new("signoff.no_additions"));
    }
    if sign_again && order.state.status != Status::Finished {
        let status = order.state.status.name();
        return Err(Refusal::new("work_order.not_now").with("event", "sign_off").with("status", status));
    }
    Ok(())
}

/// Reasons and texts that must not be blank, and none longer than a person reads.
fn check_reasons(body: &WorkOrderEvent) -> Result<(), Refusal> {
    use WorkOrderEvent as E;
    let (needed, optional): (Vec<&str>, Vec<&str>) = match body {
        E::Declined { reason }
        | E::Reopened { reason }
        | E::SentBack { reason }
        | E::Cancelled { reason }
        | E::Reinstated { reason }
        | E::Settled { reason, .. } => (vec![reason], vec![]),
        E::Held { reason: HoldReason::Other, note } => (vec![note], vec![]),
        E::Held { note, .. } => (vec![], vec![note]),
        E::Escalated { findings } => (vec![findings], vec![]),
        E::Analysed { cause, plan } => (vec![cause, plan], vec![]),
        E::LeftSite { report } => (vec![], vec![report]),
        E::ProblemReported { problem, proposal, demand } => (vec![problem, proposal], vec![demand]),
        E::Approved { note } | E::AdditionsSettled { note, .. } => (vec![], vec![note]),
        E::Closed { reason: Some(reason) } => (vec![], vec![reason]),
        E::Raised { .. }
        | E::Assigned { .. }
        | E::Reassigned { .. }
        | E::Accepted { .. }
        | E::SetOut { .. }
        | E::Arrived { .. }
        | E::SafetyChecked { .. }
        | E::WorkStarted { .. }
        | E::Finished { .. }
        | E::ContextCorrected { .. }
        | E::SignedOff(_)
        | E::ReportReceived { .. }
        | E::Closed { .. } => return Ok(()),
    };
    if needed.iter().any(|text| text.trim().is_empty()) {
        return Err(Refusal::new("work_order.reason_missing").with("event", body.kind().name()));
    }
    if needed.iter().chain(&optional).any(|text| text.len() > REASON_LIMIT) {
        return Err(Refusal::new("value.too_long").with("limit", REASON_LIMIT));
    }
    Ok(())
}

/// An order is somebody's, or somewhere, and about something. A technician raises only what they found on site.
fn check_raised(asker: &Asker<'_>, found_on_site: bool, deeds: &[Deed]) -> Result<(), Refusal> {
    if !found_on_site {
        asker.require(&[Role::Dispatcher])?;
    }
    let whose = deeds.iter().any(|deed| match deed {
        Deed::Fact { name, value: Value::Id(_) } => name == fields::CUSTOMER,
        Deed::Fact { name, value: Value::Address(address) } => {
            name == fields::ADDRESS && !address.text.trim().is_empty()
        }
        Deed::Fact { .. } | Deed::Item { .. } | Deed::Answer { .. } | Deed::Text { .. } | Deed::Event(_) => {
            false
        }
    });
    if !whose {
        return Err(Refusal::new("work_order.customer_missing"));
    }
    let fault = deeds.iter().any(|deed| matches!(deed, Deed::Text { field } if field == fields::FAULT));
    if fault { Ok(()) } else { Err(Refusal::new("work_order.fault_missing")) }
}

/// A check that lets work begin has read the rules and met every hazard (R40).
fn check_safety(check: &SafetyCheck) -> Result<(), Refusal> {
    let blank = |texts: &[String]| texts.iter().all(|text| text.trim().is_empty());
    let met = blank(&check.hazards) || !blank(&check.measures);
    if check.passed && !(check.rules_read && met) { Err(Refusal::new("safety.incomplete")) } else { Ok(()) }
}

fn check_closed(order: &WorkOrder<'_>, reason: Option<&str>) -> Result<(), Refusal> {
    let solved = order.state.outcome == Some(Outcome::Solved);
    if solved || reason.is_some_and(|reason| !reason.trim().is_empty()) {
        return Ok(());
    }
    Err(Refusal::new("work_order.close_reason_missing"))
}

/// A settlement names the whole past it decides about, drops decisions of the office only, and lets a fact of the
/// field set the status (R5).
fn check_settled(
    order: &WorkOrder<'_>,
    past: &[EventKey],
    drop: &[EventKey],
    stands: Option<EventKey>,
) -> Result<(), Refusal> {
    let sorted = drop.windows(2).all(|pair| pair[0] < pair[1]);
    if past != order.content.events.newest() || !sorted {
        return Err(Refusal::new("change.order_mismatch"));
    }
    let drops = drop.iter().all(|key| class_of(order, *key) == Some(Class::Office));
    let chosen = stands.is_none_or(|key| class_of(order, key) == Some(Class::Field));
    if drops && chosen { Ok(()) } else { Err(Refusal::new("work_order.cannot_settle_so")) }
}

/// The class of an event that can be chosen or dropped; raising and settling cannot.
fn class_of(order: &WorkOrder<'_>, key: EventKey) -> Option<Class> {
    let judged = order.state.judged(key)?;
    let fixed = matches!(judged.kind, Some(EventKind::Raised | EventKind::Settled));
    judged.class.filter(|_| !fixed)
}
