//! What a person may make happen to an order now, and why not what they may not: the buttons of every shell and of the
//! console come from here, so that none of them keeps a table of its own (R4).

use crate::aggregate::Possible;
use crate::asker::Asker;
use crate::permission::OFFICE;
use crate::records::Role;
use crate::work_order::kind::EventKind;
use crate::work_order::status::Status;
use crate::work_order::transitions::{By, Row, TABLE};
use crate::work_order::validate::{may_happen, who};
use crate::work_order::view::WorkOrder;

/// Everything that is or could become the asker's to do on this order, each with the reason why not now: what makes
/// something happen in the order of the transition table, then writing down (`edit`). What their roles, their place on
/// the team or their kind of key never allow is left out. Finishing and signing also say what the visit lacks (R12–R14); what any
/// other command says may still lack something: a reason, a qualified technician.
pub(in crate::work_order) fn possible(order: &WorkOrder<'_>, asker: &Asker<'_>) -> Vec<Possible> {
    if asker.person().is_err() {
        return Vec::new();
    }
    let theirs = kinds().into_iter().filter(|kind| could_be_theirs(order, asker, *kind));
    let events = theirs.map(|kind| Possible::of(kind.command(), may_happen(order, asker, kind)));
    let edit = could_edit(order, asker).then(|| Possible::of("edit", who::may_edit(order, asker)));
    events.chain(edit).collect()
}

/// The kinds of event in the order of the table, each once.
fn kinds() -> Vec<EventKind> {
    let mut kinds: Vec<EventKind> = TABLE.iter().map(|row| row.kind).collect();
    kinds.dedup();
    kinds
}

/// Whether some row of the kind is for people like the asker, whatever the status. An order is raised once.
fn could_be_theirs(order: &WorkOrder<'_>, asker: &Asker<'_>, kind: EventKind) -> bool {
    let raised = order.state.status != Status::Unraised;
    let mut of_kind = TABLE.iter().filter(|row| row.kind == kind);
    !(raised && kind == EventKind::Raised) && of_kind.any(|row| is_for(order, asker, row))
}

fn is_for(order: &WorkOrder<'_>, asker: &Asker<'_>, row: &Row) -> bool {
    let fits = match row.by {
        By::Lead | By::Technician => could_go(order, asker),
        By::Role(roles) => asker.require(roles).is_ok(),
        // The customer's own signature by link; nobody of the organisation makes it happen.
        By::Signatory => false,
    };
    fits && who::check_writer(row, asker).is_ok()
}

fn could_edit(order: &WorkOrder<'_>, asker: &Asker<'_>) -> bool {
    could_go(order, asker) || asker.require(&OFFICE).is_ok()
}

/// Whether the asker is one of those who go on jobs.
fn could_go(order: &WorkOrder<'_>, asker: &Asker<'_>) -> bool {
    order.is_on_team(asker.author.user) || asker.require(&[Role::Technician]).is_ok()
}
