//! Which roles may do what, where a rule of a document does not say it itself.

use crate::records::Role;
use crate::refusal::Refusal;

/// Roles that write work orders from the office.
pub const OFFICE: [Role; 3] = [Role::Dispatcher, Role::Manager, Role::Engineer];

/// Roles that work at the console.
pub const CONSOLE: [Role; 8] = [
    Role::Dispatcher,
    Role::Engineer,
    Role::Manager,
    Role::Warehouse,
    Role::Quality,
    Role::GeneralManager,
    Role::Administrator,
    Role::Auditor,
];

/// Roles that enrol, confirm and revoke devices (R54).
pub const DEVICE_KEEPERS: [Role; 2] = [Role::Dispatcher, Role::Administrator];

/// Roles that decide over work which came too late, or from an installation that may no longer write (R54).
pub const REVIEWERS: [Role; 2] = [Role::Dispatcher, Role::Manager];

/// The refusal of somebody who has none of `roles`; it names them.
#[must_use]
pub fn wrong_role(roles: &[Role]) -> Refusal {
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    Refusal::new("access.wrong_role").with("roles", names.join(","))
}
