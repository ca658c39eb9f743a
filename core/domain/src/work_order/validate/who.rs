//! Which row of the transition table an event goes by, and whether its author may write it.

use crate::asker::{Asker, WriterKind};
use crate::permission::{OFFICE, wrong_role};
use crate::records::Role;
use crate::refusal::Refusal;
use crate::work_order::kind::EventKind;
use crate::work_order::transitions::{By, Class, Row, TABLE, rows};
use crate::work_order::view::WorkOrder;

/// The row by which an event of this kind may happen now by this author.
pub(super) fn admitted_row(
    order: &WorkOrder<'_>,
    asker: &Asker<'_>,
    kind: EventKind,
) -> Result<&'static Row, Refusal> {
    let (status, circumstances) = (order.state.status, order.state.circumstances());
    let admits = |row: &Row| row.admits(status, &circumstances);
    if !TABLE.iter().any(|row| row.kind == kind && admits(row)) {
        return Err(not_now(order, kind));
    }
    let is_lead = order.state.lead == Some(asker.author.user);
    let mut allowed_now = rows(kind, is_lead).filter(|row| admits(row)).peekable();
    let Some(first) = allowed_now.peek().copied() else {
        let never = rows(kind, is_lead).next().is_none();
        return Err(if never { lead_only(order, asker, kind) } else { not_now(order, kind) });
    };
    allowed_now.find(|row| may(order, asker, row.by)).ok_or_else(|| match first.by {
        By::Lead => lead_only(order, asker, kind),
        By::Signatory => Refusal::new("access.office_only").with("event", kind.name()),
        By::Technician => Refusal::new("work_order.not_on_team"),
        By::Role(roles) => wrong_role(roles),
    })
}

/// A key of the office never writes what happened in the field, but for the signatory's own signature by link.
pub(super) fn check_writer(row: &Row, asker: &Asker<'_>) -> Result<(), Refusal> {
    if can_write(row, asker.writer) { Ok(()) } else { Err(field_only(row.kind)) }
}

/// The same, when all that is known of an event is its kind: whether there is a row by which such a key can write it.
pub(in crate::work_order) fn check_kind(writer: WriterKind, kind: EventKind) -> Result<(), Refusal> {
    let mut of_kind = TABLE.iter().filter(|row| row.kind == kind);
    if of_kind.any(|row| can_write(row, writer)) { Ok(()) } else { Err(field_only(kind)) }
}

fn can_write(row: &Row, writer: WriterKind) -> bool {
    match writer {
        WriterKind::Device => row.by != By::Signatory,
        WriterKind::Office => row.class == Class::Office || row.by == By::Signatory,
    }
}

fn field_only(kind: EventKind) -> Refusal {
    Refusal::new("access.field_only").with("event", kind.name())
}

/// Facts, items, answers and texts are written by who goes or went on the job, and by the office.
pub(super) fn may_edit(order: &WorkOrder<'_>, asker: &Asker<'_>) -> Result<(), Refusal> {
    if order.is_on_team(asker.author.user) || asker.require(&OFFICE).is_ok() {
        return Ok(());
    }
    let technician = asker.require(&[Role::Technician]).is_ok();
    Err(if technician { Refusal::new("work_order.not_on_team") } else { wrong_role(&OFFICE) })
}

fn may(order: &WorkOrder<'_>, asker: &Asker<'_>, by: By) -> bool {
    let user = asker.author.user;
    match by {
        By::Lead => order.state.lead == Some(user),
        By::Technician => order.state.technicians.contains(&user),
        By::Role(roles) => asker.require(roles).is_ok(),
        By::Signatory => asker.writer == WriterKind::Office,
    }
}

fn not_now(order: &WorkOrder<'_>, kind: EventKind) -> Refusal {
    let code = match kind {
        EventKind::SignedOff | EventKind::LinkSigned => "signoff.before_finished",
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
        | EventKind::Settled => "work_order.not_now",
    };
    Refusal::new(code).with("event", kind.name()).with("status", order.state.status.name())
}

fn lead_only(order: &WorkOrder<'_>, asker: &Asker<'_>, kind: EventKind) -> Refusal {
    let lead = order.state.lead.and_then(|lead| asker.records.staff.get(&lead));
    let name = lead.map_or("–", |staff| staff.name.as_str());
    Refusal::new("work_order.lead_only").with("event", kind.name()).with("lead", name)
}
