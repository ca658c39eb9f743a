//! Which roles may do what, where a rule of a document does not say it itself.

use std::collections::BTreeSet;

use crate::id::UserId;
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

/// Who sees how a customer's hand moved: who answers for reports, and who audits.
pub const HANDS: [Role; 4] = [Role::Dispatcher, Role::Manager, Role::GeneralManager, Role::Auditor];

/// Roles that enrol, confirm and revoke devices (R54).
pub const DEVICE_KEEPERS: [Role; 2] = [Role::Dispatcher, Role::Administrator];

/// Whether somebody may make a code with which a device enrols as a person: for themselves; for others as an administrator, or as
/// a keeper of devices with the person's own consent. Nobody becomes somebody else by a code they made (R54).
///
/// # Errors
/// `access.wrong_role`, `enrolment.consent_missing`.
pub fn may_enrol(
    issuer: UserId,
    roles: &BTreeSet<Role>,
    person: UserId,
    consents: bool,
) -> Result<(), Refusal> {
    if issuer == person || roles.contains(&Role::Administrator) {
        return Ok(());
    }
    if !DEVICE_KEEPERS.iter().any(|role| roles.contains(role)) {
        return Err(wrong_role(&DEVICE_KEEPERS));
    }
    if consents { Ok(()) } else { Err(Refusal::new("enrolment.consent_missing")) }
}

/// Whether somebody may confirm that a device shows its fingerprint: a second person, who keeps devices or is the one it enrolled
/// as (R54). `issuer` made its code; nobody where that was not yet noted.
///
/// # Errors
/// `enrolment.second_person`, `access.wrong_role`.
pub fn may_confirm(
    confirmer: UserId,
    roles: &BTreeSet<Role>,
    person: UserId,
    issuer: Option<UserId>,
) -> Result<(), Refusal> {
    if issuer == Some(confirmer) {
        return Err(Refusal::new("enrolment.second_person"));
    }
    let keeps = DEVICE_KEEPERS.iter().any(|role| roles.contains(role));
    if keeps || confirmer == person { Ok(()) } else { Err(wrong_role(&DEVICE_KEEPERS)) }
}

/// Roles that decide over work which came too late, or from an installation that may no longer write (R54).
pub const REVIEWERS: [Role; 2] = [Role::Dispatcher, Role::Manager];

/// The refusal of somebody who has none of `roles`; it names them.
#[must_use]
pub fn wrong_role(roles: &[Role]) -> Refusal {
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    Refusal::new("access.wrong_role").with("roles", names.join(","))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const fn user(number: u128) -> UserId {
        UserId(Uuid::from_u128(number))
    }

    fn code<T>(outcome: Result<T, Refusal>) -> String {
        outcome.map_or_else(|refusal| refusal.code, |_| String::new())
    }

    #[test]
    fn r54_nobody_makes_a_code_for_somebody_else_without_their_consent_but_an_administrator() {
        let roles = |role| BTreeSet::from([role]);
        let cases = [
            (1, Role::Technician, false, ""),
            (2, Role::Technician, true, "access.wrong_role"),
            (2, Role::Manager, true, "access.wrong_role"),
            (2, Role::Dispatcher, false, "enrolment.consent_missing"),
            (2, Role::Dispatcher, true, ""),
            (2, Role::Administrator, false, ""),
        ];
        for (issuer, role, consents, expected) in cases {
            assert_eq!(code(may_enrol(user(issuer), &roles(role), user(1), consents)), expected, "{role:?}");
        }
    }

    #[test]
    fn r54_a_second_person_confirms() {
        let roles = |role| BTreeSet::from([role]);
        let cases = [
            (2, Role::Dispatcher, Some(2), "enrolment.second_person"),
            (1, Role::Administrator, Some(1), "enrolment.second_person"),
            (3, Role::Dispatcher, Some(2), ""),
            (1, Role::Technician, Some(2), ""),
            (3, Role::Technician, Some(2), "access.wrong_role"),
            (3, Role::Dispatcher, None, ""),
        ];
        for (confirmer, role, issuer, expected) in cases {
            let outcome = may_confirm(user(confirmer), &roles(role), user(1), issuer.map(user));
            assert_eq!(code(outcome), expected, "{role:?}");
        }
    }
}
