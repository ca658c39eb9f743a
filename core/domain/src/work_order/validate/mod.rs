//! The one gate for everything written into a work order: on the device before it is written, at the server's
//! admission, and in the console (R4).

mod axes;
mod fields;
mod needs;
mod possible;
mod signoff;
mod team;
mod who;

pub(super) use possible::possible;
pub(super) use who::check_kind;

use crate::aggregate::only_event;
use crate::asker::Asker;
use crate::edit::Deed;
use crate::event::Event;
use crate::refusal::Refusal;
use crate::schema::check_deed;
use crate::work_order::event::WorkOrderEvent;
use crate::work_order::finish;
use crate::work_order::kind::EventKind;
use crate::work_order::schema::KIND;
use crate::work_order::view::WorkOrder;

/// Whether one change may do these deeds to an order, judged by the order as its author knew it.
///
/// # Errors
/// The first refusal: who may write (`access.*`, `work_order.not_on_team`, `work_order.lead_only`), whether it fits the
/// status (`work_order.not_now`, `signoff.before_finished`), what the event needs, and what the fields can hold.
pub(super) fn validate(order: &WorkOrder<'_>, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
    asker.person()?;
    let event = only_event(deeds)?;
    let mut raising = false;
    if let Some(event) = event {
        let body = check_event(order, asker, event, deeds)?;
        raising = matches!(body, WorkOrderEvent::Raised { .. });
    }
    if !raising && deeds.iter().any(|deed| !matches!(deed, Deed::Event(_))) {
        who::may_edit(order, asker)?;
    }
    for deed in deeds {
        check_deed(KIND.schema(), deed)?;
        fields::check(order, asker, deed, raising)?;
    }
    fields::check_new_items(order, deeds)
}

/// Whether the report can be handed to the customer now: what a shell asks before it shows anything to sign (R16).
///
/// # Errors
/// `signoff.before_finished`, `signoff.stands`, what the visit lacks (`finish.*`, `part.*`), or who may ask (`work_order.lead_only`, `access.*`).
pub fn may_sign_off(order: &WorkOrder<'_>, asker: &Asker<'_>) -> Result<(), Refusal> {
    asker.person()?;
    may_happen(order, asker, EventKind::SignedOff)
}

fn check_event<'e>(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    event: &'e Event,
    deeds: &[Deed],
) -> Result<&'e WorkOrderEvent, Refusal> {
    asker.check_author(event)?;
    let body: &WorkOrderEvent = event.body.read().ok_or_else(|| Refusal::new("event.foreign_kind"))?;
    may_happen(order, asker, body.kind())?;
    needs::check(order, asker, event, body, deeds)?;
    Ok(body)
}

/// Whether a kind of event may happen now, as far as status, sign-off, author and what the visit holds decide it.
fn may_happen(order: &WorkOrder<'_>, asker: &Asker<'_>, kind: EventKind) -> Result<(), Refusal> {
    let row = who::admitted_row(order, asker, kind)?;
    who::check_writer(row, asker)?;
    axes::check(order, kind)?;
    // What was taken out again since the work was finished is missed where the customer signs (R12, R13).
    let needs_all = matches!(kind, EventKind::Finished | EventKind::SignedOff);
    if needs_all { finish::check(order, asker.records) } else { Ok(()) }
}
