//! For whom a document waits.

use serde::Serialize;

use crate::id::UserId;
use crate::records::Role;

/// For whom a document waits: one person, or anybody with one of the roles; neither where it waits for nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The person named, where one was.
    pub user: Option<UserId>,
    /// Roles of which anybody can do the next thing.
    pub roles: &'static [Role],
}

impl Turn {
    /// Anybody with one of these roles.
    #[must_use]
    pub const fn of(roles: &'static [Role]) -> Self {
        Self { user: None, roles }
    }

    /// Whether a person with these roles is waited for.
    pub fn is_for(&self, user: UserId, mut roles: impl Iterator<Item = Role>) -> bool {
        match self.user {
            Some(named) => named == user,
            None => roles.any(|role| self.roles.contains(&role)),
        }
    }
}
