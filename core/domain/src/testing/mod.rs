//! What the tests of several aggregates start from.

mod gate;
mod pieces;

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::aggregates::{self, Command, Subject};
use crate::asker::{Asker, WriterKind};
use crate::content::Content;
use crate::edit::{Deed, Edit};
use crate::event::Author;
use crate::id::{DeviceId, UserId};
use crate::reads::NOTHING_READ;
use crate::records::{Records, Role, Staff};
use crate::refusal::Refusal;
use crate::time::{EventTime, Timestamp};

pub(crate) use gate::{Tried, decide_is_gate};
pub(crate) use pieces::ID;

/// A user whose number is also their name.
pub(crate) fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(number))
}

/// Records with one live person for each role given, numbered from 1.
pub(crate) fn records(roles: &[Role]) -> Records {
    let person = |(index, role): (usize, &Role)| {
        let user = user(index as u128 + 1);
        let roles = BTreeSet::from([*role]);
        (
            user,
            Staff { user, name: format!("Person {index}"), roles, qualifications: Vec::new(), active: true },
        )
    };
    Records { staff: roles.iter().enumerate().map(person).collect(), ..Records::default() }
}

/// Records with one live person for each role there is.
pub(crate) fn everybody() -> Records {
    use Role as R;
    records(&[
        R::Dispatcher,
        R::Technician,
        R::Quality,
        R::Engineer,
        R::Manager,
        R::GeneralManager,
        R::Warehouse,
        R::Administrator,
        R::Auditor,
    ])
}

/// Person `number`, asking from their own device at a time.
pub(crate) fn asker(records: &Records, number: u128, at: i64) -> Asker<'_> {
    let time =
        EventTime { device: Timestamp(at), corrected: Timestamp(at), uncertainty_ms: 0, position: None };
    Asker {
        author: Author { user: user(number), device: DeviceId(Uuid::from_u128(number)) },
        writer: WriterKind::Device,
        at: time,
        as_of: 1,
        records,
        reads: &NOTHING_READ,
    }
}

/// What a command writes into a content, by the one list.
pub(crate) fn decide(
    content: &Content,
    asker: &Asker<'_>,
    command: &(impl Into<Command> + Clone),
) -> Result<Vec<Edit>, Refusal> {
    aggregates::decide(&Subject::new(content.clone())?, asker, &command.clone().into())
}

/// Whether deeds are let into a content, by the one list.
pub(crate) fn gate(content: &Content, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal> {
    aggregates::gate(&Subject::new(content.clone())?, asker, deeds)
}
