//! What the clocks look at, read from an order (R23–R27).

use crate::content::Content;
use crate::event::Event;
use crate::sla::{ClockInputs, Hold};
use crate::time::Timestamp;
use crate::value::Value;
use crate::work_order::{
    EventKind, HoldReason, Outcome, Standing, Status, WorkOrder, WorkOrderEvent, fields,
};

/// The inputs of an order's clocks. The contract is the customer's and not in the order: whoever knows it adds it.
#[must_use]
pub fn clock_inputs(order: &WorkOrder<'_>) -> ClockInputs {
    let distance = order.content.fact(fields::DISTANCE_M).and_then(Value::as_integer);
    let mut inputs = ClockInputs {
        reported_at: time(order.content, fields::REPORTED_AT),
        contacted_at: time(order.content, "contacted_at"),
        definite_answer_at: time(order.content, "definite_answer_at"),
        spare_offered_at: time(order.content, "spare_offered_at"),
        arrived_at: order.state.attendance.values().filter_map(|times| times.arrived).min(),
        distance_m: distance.and_then(|metres| u64::try_from(metres).ok()),
        customer: order.customer(),
        product_model: Some(order.product_model()).filter(|model| !model.is_empty()).map(str::to_owned),
        ..ClockInputs::default()
    };
    for judged in &order.state.timeline {
        // What stands as a fact counts, whether or not it set the status; what was set aside does not.
        if matches!(judged.standing, Standing::Kept | Standing::Unfitting)
            && let Some(event) = order.content.events.get(judged.key)
        {
            take(&mut inputs, event, judged.target);
        }
    }
    inputs
}

fn take(inputs: &mut ClockInputs, event: &Event, target: Status) {
    let Some(body) = event.body.read::<WorkOrderEvent>() else { return };
    let at = event.at.corrected;
    match body {
        WorkOrderEvent::Raised { .. } => inputs.reported_at = inputs.reported_at.or(Some(at)),
        WorkOrderEvent::Held { reason, .. } => {
            end_hold(inputs, at);
            inputs.vendor_needed |= *reason == HoldReason::Vendor;
            inputs.holds.push(Hold { from: at, to: None, reason: *reason });
        }
        WorkOrderEvent::Finished { outcome: Outcome::Solved, .. } => {
            inputs.removed_at = inputs.removed_at.or(Some(at));
        }
        WorkOrderEvent::Reopened { .. } => inputs.removed_at = None,
        WorkOrderEvent::Cancelled { .. } | WorkOrderEvent::Closed { .. } => inputs.ended_at = Some(at),
        WorkOrderEvent::Reinstated { .. } => inputs.ended_at = None,
        WorkOrderEvent::Assigned { .. }
        | WorkOrderEvent::Reassigned { .. }
        | WorkOrderEvent::Accepted { .. }
        | WorkOrderEvent::Declined { .. }
        | WorkOrderEvent::SetOut { .. }
        | WorkOrderEvent::Arrived { .. }
        | WorkOrderEvent::SafetyChecked { .. }
        | WorkOrderEvent::WorkStarted { .. }
        | WorkOrderEvent::Finished { .. }
        | WorkOrderEvent::ContextCorrected { .. }
        | WorkOrderEvent::SignedOff(_)
        | WorkOrderEvent::LeftSite { .. }
        | WorkOrderEvent::ProblemReported { .. }
        | WorkOrderEvent::ReportReceived { .. }
        | WorkOrderEvent::Approved { .. }
        | WorkOrderEvent::SentBack { .. }
        | WorkOrderEvent::Escalated { .. }
        | WorkOrderEvent::Analysed { .. }
        | WorkOrderEvent::AdditionsSettled { .. }
        | WorkOrderEvent::Settled { .. } => {}
    }
    if moves(body.kind()) && target != Status::OnHold {
        end_hold(inputs, at);
    }
}

fn end_hold(inputs: &mut ClockInputs, at: Timestamp) {
    if let Some(hold) = inputs.holds.last_mut().filter(|hold| hold.to.is_none()) {
        hold.to = Some(at.max(hold.from));
    }
}

/// Events that go on with the work and so end a hold.
const fn moves(kind: EventKind) -> bool {
    use EventKind as E;
    matches!(
        kind,
        E::Assigned | E::Accepted | E::SetOut | E::Arrived | E::WorkStarted | E::Finished | E::Cancelled
    )
}

fn time(content: &Content, name: &str) -> Option<Timestamp> {
    match content.fact(name) {
        Some(Value::Time(time)) => Some(*time),
        _ => None,
    }
}
