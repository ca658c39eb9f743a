//! Who asks for something, when, and by which records and other documents it is judged.

use serde::{Deserialize, Serialize};

use crate::edit::{Edit, NewEvent};
use crate::event::{Author, Event, EventBody};
use crate::id::{DeviceId, UserId};
use crate::permission::wrong_role;
use crate::reads::Reads;
use crate::records::{Records, Role, Staff};
use crate::refusal::Refusal;
use crate::time::EventTime;

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
    /// Whether this key speaks for the author of an event. What kind of event it may write is the aggregate's
    /// ([`crate::aggregates::check_wrote`]).
    ///
    /// # Errors
    /// `change.foreign_actor` for another author.
    pub fn check_author(&self, event: &Event) -> Result<(), Refusal> {
        let user_fits = match self.writer {
            WriterKind::Device => self.user == Some(event.by.user),
            WriterKind::Office => true,
        };
        if event.by.device == self.device && user_fits {
            return Ok(());
        }
        Err(Refusal::new("change.foreign_actor"))
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
    /// The versions of other documents the author had, of those that the decision looks at.
    pub reads: &'a Reads,
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

    /// The edit that records `body` as happening now, by this author, with what was read for it.
    #[must_use]
    pub fn event(&self, body: EventBody) -> Edit {
        let reads = self.reads.named();
        Edit::Event(NewEvent { at: self.at, by: self.author, as_of: self.as_of, reads, body })
    }

    /// Whether an event somebody wrote says what is known of its writer.
    ///
    /// # Errors
    /// `change.foreign_actor` when it names another author.
    pub fn check_author(&self, event: &Event) -> Result<(), Refusal> {
        if event.by == self.author { Ok(()) } else { Err(Refusal::new("change.foreign_actor")) }
    }
}
