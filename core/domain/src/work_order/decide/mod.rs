//! From what a person asks to what is written: the edits of one change, or a refusal.

mod edits;
mod events;

use crate::asker::Asker;
use crate::edit::Edit;
use crate::event::EventBody;
use crate::refusal::Refusal;
use crate::work_order::command::WorkOrderCommand;
use crate::work_order::event::WorkOrderEvent;
use crate::work_order::view::WorkOrder;

/// The edits of a command on an order; `Raise` on the empty content of a new document.
///
/// # Errors
/// `items.unknown` for what is asked of something that is not there.
pub(super) fn edits(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    command: &WorkOrderCommand,
) -> Result<Vec<Edit>, Refusal> {
    match events::event_of(order, asker, command) {
        Some(body) => Ok(events::edits(order, asker, command, &body)),
        None => edits::edits(order, asker, command),
    }
}

/// The edit that records an event now; without the position where policy does not keep it (R9).
fn happened(asker: &Asker<'_>, body: &WorkOrderEvent) -> Edit {
    let mut edit = asker.event(EventBody::of(body));
    if let Edit::Event(event) = &mut edit
        && !asker.records.policy.keep_position
    {
        event.at.position = None;
    }
    edit
}
