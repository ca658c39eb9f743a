//! Who asks for something, when, and by which records it is judged.

use serde::{Deserialize, Serialize};

use crate::edit::{Edit, NewEvent};
use crate::event::{Author, Event, EventBody};
use crate::id::{DeviceId, UserId};
use crate::permission::wrong_role;
use crate::records::{Records, Role, Staff};
use crate::refusal::Refusal;
use crate::time::EventTime;
use crate::work_order::check_kind;

/// What kind of key writes: it bounds what events it can write at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriterKind {
    /// A person's own installation: writes only as its enrolled user.
    Device,
    /// The server for a person at the console: never field-class events, never a statement but the signatory's own.
    Office,
}

/// Whose key wrote something, as the keyring says it. A key speaks for itself only: evidence whose events name somebody
/// else proves nothing about them (R9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyHolder {
    /// What kind of key.
    pub writer: WriterKind,
    /// The installation it belongs to.
    pub device: DeviceId,
    /// The one person it writes as; nothing for a key of the office, which writes for whoever is logged in.
    pub user: Option<UserId>,
}

impl KeyHolder {
    /// Whether this key can have written an event. That the rules allowed it is for admission to say.
    ///
    /// # Errors
    /// `change.foreign_actor` for another author, `access.field_only` for what happened in the field under a key of the
    /// office.
    pub fn check_wrote(&self, event: &Event) -> Result<(), Refusal> {
        let user_fits = match self.writer {
            WriterKind::Device => self.user == Some(event.by.user),
            WriterKind::Office => true,
        };
        if event.by.device != self.device || !user_fits {
            return Err(Refusal::new("change.foreign_actor"));
        }
        match &event.body {
            EventBody::WorkOrder(body) => check_kind(self.writer, body.kind()),
            EventBody::Request(_) | EventBody::Unknown { .. } => Ok(()),
        }
    }
}

/// The circumstances of a decision: the same on the device, at admission and in the console (R4).
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    /// Who, and on which installation.
    pub author: Author,
    /// What kind of key will write it.
    pub writer: WriterKind,
    /// When and where.
    pub at: EventTime,
    /// The feed position of `records`.
    pub as_of: u64,
    /// The records the author had.
    pub records: &'a Records,
}

impl<'a> Asker<'a> {
    /// The person who asks.
    ///
    /// # Errors
    /// `access.forbidden` when the records do not name them or their account is not live.
    pub fn person(&self) -> Result<&'a Staff, Refusal> {
        let person =
            self.records.staff.get(&self.author.user).ok_or_else(|| Refusal::new("access.forbidden"))?;
        if person.active { Ok(person) } else { Err(Refusal::new("access.forbidden")) }
    }

    /// The person who asks, when they have one of `roles`.
    ///
    /// # Errors
    /// As [`Asker::person`], and `access.wrong_role` when they have none of the roles.
    pub fn require(&self, roles: &[Role]) -> Result<&'a Staff, Refusal> {
        let person = self.person()?;
        let allowed = roles.iter().any(|role| person.roles.contains(role));
        if allowed { Ok(person) } else { Err(wrong_role(roles)) }
    }

    /// The edit that records `body` as happening now, by this author.
    #[must_use]
    pub fn event(&self, body: EventBody) -> Edit {
        Edit::Event(NewEvent { at: self.at, by: self.author, as_of: self.as_of, reads: Vec::new(), body })
    }

    /// Whether an event somebody wrote says what is known of its writer.
    ///
    /// # Errors
    /// `change.foreign_actor` when it names another author.
    pub fn check_author(&self, event: &Event) -> Result<(), Refusal> {
        if event.by == self.author { Ok(()) } else { Err(Refusal::new("change.foreign_actor")) }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::id::EventKey;
    use crate::time::Timestamp;
    use crate::work_order::WorkOrderEvent;

    const fn author(user: u128, device: u128) -> Author {
        Author { user: UserId(Uuid::from_u128(user)), device: DeviceId(Uuid::from_u128(device)) }
    }

    fn event(by: Author, body: EventBody) -> Event {
        let now = Timestamp(1);
        Event {
            key: EventKey([0; 16]),
            order: 1,
            after: Vec::new(),
            as_of: 1,
            at: EventTime { device: now, corrected: now, uncertainty_ms: 0, position: None },
            by,
            reads: Vec::new(),
            body,
        }
    }

    fn code(writer: WriterKind, user: Option<u128>, event: &Event) -> String {
        let user = user.map(|user| UserId(Uuid::from_u128(user)));
        let holder = KeyHolder { writer, device: DeviceId(Uuid::from_u128(7)), user };
        holder.check_wrote(event).err().map(|refusal| refusal.code).unwrap_or_default()
    }

    #[test]
    fn r9_a_devices_key_writes_as_its_own_user_only() {
        let approved = |by| event(by, EventBody::WorkOrder(WorkOrderEvent::Approved { note: String::new() }));
        let device = |user, by| code(WriterKind::Device, user, &approved(by));
        assert_eq!(device(Some(1), author(1, 7)), "");
        assert_eq!(device(Some(1), author(2, 7)), "change.foreign_actor", "another person");
        assert_eq!(device(Some(1), author(1, 8)), "change.foreign_actor", "another installation");
        assert_eq!(device(None, author(1, 7)), "change.foreign_actor", "nobody's key");
    }

    #[test]
    fn r9_a_key_of_the_office_writes_for_anybody_and_nothing_of_the_field() {
        let office = |by, body| code(WriterKind::Office, None, &event(by, EventBody::WorkOrder(body)));
        assert_eq!(office(author(2, 7), WorkOrderEvent::Approved { note: String::new() }), "");
        assert_eq!(
            office(author(2, 8), WorkOrderEvent::Approved { note: String::new() }),
            "change.foreign_actor"
        );
        assert_eq!(office(author(2, 7), WorkOrderEvent::Accepted {}), "access.field_only");
        assert_eq!(office(author(2, 7), WorkOrderEvent::WorkStarted {}), "access.field_only");
    }
}
