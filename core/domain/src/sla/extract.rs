//! What the clocks look at, read from an order or a request.

use crate::content::Content;
use crate::event::Event;
use crate::request::RequestState;
use crate::sla::{ClockInputs, Hold};
use crate::time::Timestamp;
use crate::value::Value;
use crate::work_order::{
    EventKind, HoldReason, Outcome, Standing, Status, WorkOrder, WorkOrderEvent, fields,
};

impl ClockInputs {
    /// The inputs of a work order. The contract is the customer's and not in the order: whoever knows it adds it.
    #[must_use]
    pub fn of_order(order: &WorkOrder<'_>) -> Self {
        let distance = order.content.fact(fields::DISTANCE_M).and_then(Value::as_integer);
        let mut inputs = Self {
            reported_at: time(order.content, fields::REPORTED_AT),
            contacted_at: time(order.content, "contacted_at"),
            definite_answer_at: time(order.content, "definite_answer_at"),
            spare_offered_at: time(order.content, "spare_offered_at"),
            arrived_at: order.state.attendance.values().filter_map(|times| times.arrived).min(),
            distance_m: distance.and_then(|metres| u64::try_from(metres).ok()),
            customer: order.customer(),
            product_model: Some(order.product_model()).filter(|model| !model.is_empty()).map(str::to_owned),
            ..Self::default()
        };
        for judged in &order.state.timeline {
            // What stands as a fact counts, whether or not it set the status; what was set aside does not.
            if matches!(judged.standing, Standing::Kept | Standing::Unfitting)
                && let Some(event) = order.content.events.get(judged.key)
            {
                inputs.take(event, judged.target);
            }
        }
        inputs
    }

    /// The inputs of a request: how long the phone rang before somebody had an answer (R22).
    #[must_use]
    pub fn of_request(content: &Content, state: &RequestState) -> Self {
        let answered = state.endings.iter().filter_map(|ending| content.events.get(ending.event));
        Self {
            called_at: state.logged_at.filter(|_| state.channel == "phone"),
            answered_at: answered.map(|event| event.at.corrected).min(),
            ..Self::default()
        }
    }

    fn take(&mut self, event: &Event, target: Status) {
        let Some(body) = event.body.read::<WorkOrderEvent>() else { return };
        let at = event.at.corrected;
        match body {
            WorkOrderEvent::Raised { .. } => self.reported_at = self.reported_at.or(Some(at)),
            WorkOrderEvent::Held { reason, .. } => {
                self.end_hold(at);
                self.vendor_needed |= *reason == HoldReason::Vendor;
                self.holds.push(Hold { from: at, to: None, reason: *reason });
            }
            WorkOrderEvent::Finished { outcome: Outcome::Solved, .. } => {
                self.removed_at = self.removed_at.or(Some(at));
            }
            WorkOrderEvent::Reopened { .. } => self.removed_at = None,
            WorkOrderEvent::Cancelled { .. } | WorkOrderEvent::Closed { .. } => self.ended_at = Some(at),
            WorkOrderEvent::Reinstated { .. } => self.ended_at = None,
            _ => {}
        }
        if moves(body.kind()) && target != Status::OnHold {
            self.end_hold(at);
        }
    }

    fn end_hold(&mut self, at: Timestamp) {
        if let Some(hold) = self.holds.last_mut().filter(|hold| hold.to.is_none()) {
            hold.to = Some(at.max(hold.from));
        }
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
