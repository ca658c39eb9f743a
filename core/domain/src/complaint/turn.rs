//! Whose turn it is: for whom a complaint waits.

use serde::Serialize;

use crate::complaint::gate::within_limit;
use crate::complaint::state::ComplaintState;
use crate::complaint::status::ComplaintStatus as S;
use crate::id::UserId;
use crate::records::{Policy, Role};

/// For whom a complaint waits: one person, or anybody with one of the roles; neither where it waits for nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// The person named, where one was.
    pub user: Option<UserId>,
    /// Roles of which anybody can do the next thing.
    pub roles: &'static [Role],
}

impl Turn {
    const fn of(roles: &'static [Role]) -> Self {
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

/// For whom a complaint waits. A contest comes first: until somebody settles it, the next step may be the wrong one.
#[must_use]
pub fn waits_for(state: &ComplaintState, policy: &Policy) -> Turn {
    if state.is_contested() {
        return Turn::of(&[Role::Dispatcher, Role::Quality, Role::Manager]);
    }
    match state.status {
        S::Taken if state.grade.is_none() => Turn::of(&[Role::Quality, Role::Manager]),
        S::Taken | S::Investigating => {
            Turn { user: state.investigator, roles: &[Role::Quality, Role::Engineer] }
        }
        S::Proposed => Turn::of(&[Role::Dispatcher, Role::Technician]),
        S::Agreed => {
            let cost = state.proposal.as_ref().map(|proposal| &proposal.cost);
            let managers = cost.is_none_or(|cost| within_limit(cost, policy));
            Turn::of(if managers { &[Role::Manager] } else { &[Role::GeneralManager] })
        }
        S::Approved => Turn::of(&[Role::Dispatcher, Role::Technician]),
        S::CarriedOut => Turn::of(&[Role::Dispatcher, Role::Quality]),
        S::Told => Turn::of(&[Role::Quality]),
        S::Untaken | S::Closed | S::Withdrawn | S::Merged => Turn::default(),
    }
}
