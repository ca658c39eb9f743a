//! Who may write what into a complaint.

use crate::asker::{Asker, WriterKind};
use crate::complaint::kind::ComplaintKind;
use crate::complaint::transitions::{ComplaintRow, INVESTIGATORS, row_of};
use crate::complaint::view::Complaint;
use crate::flow::Class;
use crate::records::Role;
use crate::refusal::Refusal;

/// Who writes facts, photos and notes: everybody who takes complaints down or works on them.
const WRITERS: [Role; 6] =
    [Role::Dispatcher, Role::Technician, Role::Quality, Role::Engineer, Role::Manager, Role::GeneralManager];

/// Who corrects what the customer said once it is taken down, beside whoever took it down.
const CORRECTORS: [Role; 4] = [Role::Dispatcher, Role::Quality, Role::Engineer, Role::Manager];

pub(in crate::complaint) fn may_write(asker: &Asker<'_>) -> Result<(), Refusal> {
    asker.require(&WRITERS).map(|_| ())
}

pub(super) fn may_correct(complaint: Complaint<'_>, asker: &Asker<'_>) -> Result<(), Refusal> {
    let own = complaint.state.origin.as_ref().is_some_and(|origin| origin.by == asker.author.user);
    if own { Ok(()) } else { asker.require(&CORRECTORS).map(|_| ()) }
}

pub(in crate::complaint) fn may_investigate(asker: &Asker<'_>) -> Result<(), Refusal> {
    asker.require(INVESTIGATORS).map(|_| ())
}

/// A key of the office never writes what happened before the customer.
pub(super) fn check_writer(row: &ComplaintRow, writer: WriterKind) -> Result<(), Refusal> {
    if writer == WriterKind::Device || row.class == Class::Office {
        return Ok(());
    }
    Err(Refusal::new("access.field_only").with("event", row.kind.name()))
}

/// The same, when all that is known of an event is its kind.
pub(crate) fn check_kind(writer: WriterKind, kind: ComplaintKind) -> Result<(), Refusal> {
    row_of(kind).map_or(Ok(()), |row| check_writer(row, writer))
}
