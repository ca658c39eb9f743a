//! From what a person asks to what is written: the edits of one change, or a refusal.

mod edits;
mod events;

use crate::asker::Asker;
use crate::edit::{Deed, Edit};
use crate::event::{Event, EventBody};
use crate::id::EventKey;
use crate::refusal::Refusal;
use crate::work_order::command::WorkOrderCommand;
use crate::work_order::event::WorkOrderEvent;
use crate::work_order::validate::validate;
use crate::work_order::view::WorkOrder;

/// Longest long text in bytes. It is checked where it is written; at admission a document's size is.
const LONG_TEXT_LIMIT: usize = 100_000;

/// What a command writes into an order; `Raise` into the empty content of a new document.
///
/// # Errors
/// A refusal with its reason: what [`validate`] says about the edits, and what is asked of something that is not there
/// (`items.unknown`).
pub fn decide(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    command: &WorkOrderCommand,
) -> Result<Vec<Edit>, Refusal> {
    let edits = match events::event_of(order, command) {
        Some(body) => events::edits(order, asker, command, body),
        None => edits::edits(order, asker, command)?,
    };
    let mut deeds = Vec::with_capacity(edits.len());
    for edit in &edits {
        check_length(edit)?;
        deeds.extend(deed(order, edit));
    }
    validate(order, asker, &deeds)?;
    Ok(edits)
}

fn check_length(edit: &Edit) -> Result<(), Refusal> {
    match edit {
        Edit::Text { text, .. } if text.len() > LONG_TEXT_LIMIT => {
            Err(Refusal::new("value.too_long").with("limit", LONG_TEXT_LIMIT))
        }
        _ => Ok(()),
    }
}

/// What an edit will do, for the gate to judge before it is done. The key is not known until the bytes are, and no
/// rule looks at it.
fn deed(order: &WorkOrder<'_>, edit: &Edit) -> Option<Deed> {
    Some(match edit.clone() {
        Edit::Fact { name, value } => Deed::Fact { name, value },
        Edit::Item { collection, id, field, value } => Deed::Item { collection, id, field, value },
        Edit::Answer { item, value } => Deed::Answer { item, value },
        Edit::Text { field, .. } => Deed::Text { field },
        Edit::Event(new) => Deed::Event(Box::new(Event {
            key: EventKey([0; 16]),
            order: order.content.events.next_order(),
            after: order.content.events.newest(),
            as_of: new.as_of,
            at: new.at,
            by: new.by,
            reads: new.reads,
            body: new.body,
        })),
        Edit::OpenVisit { .. } => return None,
    })
}

/// The edit that records an event now; without the position where policy does not keep it (R9).
fn happened(asker: &Asker<'_>, body: WorkOrderEvent) -> Edit {
    let mut edit = asker.event(EventBody::WorkOrder(body));
    if let Edit::Event(event) = &mut edit
        && !asker.records.policy.keep_position
    {
        event.at.position = None;
    }
    edit
}
