//! From the set of events of a work order to its state, by the engine of [`crate::flow`].

mod assemble;

use crate::event::Events;
use crate::flow::{Folded, past};
use crate::id::EventKey;
use crate::work_order::state::WorkOrderState;

/// The state that follows from the events.
#[must_use]
pub fn fold(events: &Events) -> WorkOrderState {
    assemble::assemble(&Folded::new(events))
}

/// The state that follows from the named events and their ancestors: what somebody knew whose newest events were
/// these.
#[must_use]
pub fn fold_until(events: &Events, newest: &[EventKey]) -> WorkOrderState {
    fold(&past(events, newest))
}
