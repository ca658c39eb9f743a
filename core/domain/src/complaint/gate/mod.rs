//! The one gate for everything written into a complaint: on the device before it is written, at the server's admission,
//! and in the console (R4).

mod fields;
mod needs;
mod ready;
mod who;

use crate::aggregate::only_event;
use crate::asker::{Asker, WriterKind};
use crate::complaint::event::ComplaintEvent;
use crate::complaint::kind::ComplaintKind;
use crate::complaint::schema::KIND;
use crate::complaint::transitions::row_of;
use crate::complaint::view::Complaint;
use crate::edit::Deed;
use crate::event::Event;
use crate::refusal::Refusal;
use crate::schema::check_deed;

pub(super) use ready::within_limit;
pub(super) use who::{check_kind, may_investigate, may_write};

/// Whether one change may do these deeds to a complaint, judged by the complaint as its author knew it.
///
/// # Errors
/// The first refusal: whether it fits the status (`complaint.not_now`), who may write (`access.*`), what the event needs
/// (`complaint.*`), and what the fields can hold (`fact.*`, `value.*`, `items.*`).
pub(super) fn gate(complaint: Complaint<'_>, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
    asker.person()?;
    let body = match only_event(deeds)? {
        Some(event) => Some(check_event(complaint, asker, event, deeds)?),
        None => None,
    };
    let taking = matches!(body, Some(ComplaintEvent::Taken { .. }));
    for deed in deeds {
        check_deed(KIND.schema(), deed)?;
        fields::check(complaint, asker, deed, taking)?;
    }
    fields::check_items(complaint, deeds)
}

/// Whether a kind of event may happen now, as far as status, author and what is on the complaint decide it; what the
/// event itself says may still lack something.
pub(super) fn may_happen(
    complaint: Complaint<'_>,
    asker: &Asker<'_>,
    kind: ComplaintKind,
) -> Result<(), Refusal> {
    let status = complaint.state.status;
    let admitted = row_of(kind).filter(|row| row.admits(status, &()));
    let not_now = || {
        Refusal::new("complaint.not_now")
            .with("complaint_event", kind.name())
            .with("complaint_status", status.name())
    };
    let row = admitted.ok_or_else(not_now)?;
    asker.require(row.by)?;
    who::check_writer(row, asker.writer)?;
    ready::check(complaint, asker, kind)
}

fn check_event<'e>(
    complaint: Complaint<'_>,
    asker: &Asker<'_>,
    event: &'e Event,
    deeds: &[Deed],
) -> Result<&'e ComplaintEvent, Refusal> {
    asker.check_author(event)?;
    let body = ComplaintEvent::of(event).ok_or_else(|| Refusal::new("event.foreign_kind"))?;
    may_happen(complaint, asker, body.kind())?;
    needs::check(complaint, asker, event, body, deeds)?;
    Ok(body)
}

/// The kinds by which such a key can write, of those given.
pub(super) fn writable(writer: WriterKind, kinds: &[ComplaintKind]) -> impl Iterator<Item = ComplaintKind> {
    kinds.iter().copied().filter(move |kind| check_kind(writer, *kind).is_ok())
}
