//! Who may do what: roles from the staff record, and a person's place on a work order.

use crate::id::UserId;
use crate::records::{Records, Role, Staff};
use crate::refusal::Refusal;

/// Roles that write work orders from the office.
pub const OFFICE: [Role; 3] = [Role::Dispatcher, Role::Manager, Role::Engineer];

/// The staff record of somebody whose account is live.
///
/// # Errors
/// `access.forbidden` for anybody else.
pub fn active(records: &Records, user: UserId) -> Result<&Staff, Refusal> {
    records.staff.get(&user).filter(|staff| staff.active).ok_or_else(|| Refusal::new("access.forbidden"))
}

/// Whether somebody with a live account has one of the roles.
#[must_use]
pub fn has_role(records: &Records, user: UserId, roles: &[Role]) -> bool {
    active(records, user).is_ok_and(|staff| roles.iter().any(|role| staff.roles.contains(role)))
}

/// Nothing but `access.wrong_role`, naming the roles that may.
///
/// # Errors
/// When the person has none of the roles.
pub fn require_role(records: &Records, user: UserId, roles: &[Role]) -> Result<(), Refusal> {
    if has_role(records, user, roles) { Ok(()) } else { Err(wrong_role(roles)) }
}

/// The refusal of somebody who has none of `roles`.
#[must_use]
pub fn wrong_role(roles: &[Role]) -> Refusal {
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    Refusal::new("access.wrong_role").with("roles", names.join(","))
}
