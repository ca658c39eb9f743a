//! Who may be sent where (R46).

use crate::id::UserId;
use crate::records::{Records, Role, Staff};
use crate::time::Timestamp;

/// The family of a qualification that covers all families.
pub const ALL_FAMILIES: &str = "*";

impl Staff {
    /// Whether this person may be assigned to work on a product family at a time: live, a technician, with a
    /// qualification that has begun and has not expired (R46). A `family` that is not known (no asset yet) asks for
    /// any qualification.
    #[must_use]
    pub fn is_qualified(&self, family: Option<&str>, at: Timestamp) -> bool {
        let covers = |covered: &str| covered == ALL_FAMILIES || family.is_none_or(|family| covered == family);
        let field = self.roles.contains(&Role::Technician);
        let mut qualifications = self.qualifications.iter();
        self.active && field && qualifications.any(|q| covers(&q.family) && q.from <= at && at < q.until)
    }

    /// Qualifications that expire within `ahead_ms` of `now`, so that the person is warned in time (R46).
    #[must_use]
    pub fn expiring(&self, now: Timestamp, ahead_ms: i64) -> Vec<&str> {
        let limit = now.plus_ms(ahead_ms);
        let soon = self.qualifications.iter().filter(|q| now < q.until && q.until <= limit);
        soon.map(|q| q.family.as_str()).collect()
    }
}

impl Records {
    /// Everybody who may be assigned: what a refusal of an unqualified assignment names (R46).
    #[must_use]
    pub fn qualified(&self, family: Option<&str>, at: Timestamp) -> Vec<UserId> {
        self.staff
            .values()
            .filter(|person| person.is_qualified(family, at))
            .map(|person| person.user)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use uuid::Uuid;

    use super::*;
    use crate::records::Qualification;

    fn technician(family: &str, from: i64, until: i64) -> Staff {
        Staff {
            user: UserId(Uuid::from_u128(1)),
            name: "Li".into(),
            roles: BTreeSet::from([Role::Technician]),
            qualifications: vec![Qualification {
                family: family.into(),
                from: Timestamp(from),
                until: Timestamp(until),
            }],
            active: true,
        }
    }

    #[test]
    fn r46_a_qualification_has_a_family_a_beginning_and_an_end() {
        let person = technician("loader", 10, 20);
        let at = |family, time| person.is_qualified(Some(family), Timestamp(time));
        assert!(at("loader", 10) && at("loader", 19));
        assert!(!at("loader", 9) && !at("loader", 20) && !at("crane", 15));
        assert!(person.is_qualified(None, Timestamp(15)));
        assert!(technician("*", 0, 9).is_qualified(Some("crane"), Timestamp(5)));
    }

    #[test]
    fn r46_only_live_technicians_are_sent() {
        let left = Staff { active: false, ..technician("*", 0, 9) };
        let dispatcher = Staff { roles: BTreeSet::from([Role::Dispatcher]), ..technician("*", 0, 9) };
        let there = technician("*", 0, 9);
        assert!(!left.is_qualified(None, Timestamp(5)) && !dispatcher.is_qualified(None, Timestamp(5)));
        let records = Records { staff: [(there.user, there.clone())].into(), ..Records::default() };
        assert_eq!(records.qualified(Some("crane"), Timestamp(5)), [there.user]);
        assert!(records.qualified(Some("crane"), Timestamp(9)).is_empty());
    }

    #[test]
    fn r46_expiry_is_announced_in_time() {
        let person = technician("loader", 10, 20);
        assert_eq!(person.expiring(Timestamp(15), 5), ["loader"]);
        assert!(person.expiring(Timestamp(15), 4).is_empty());
        assert!(person.expiring(Timestamp(20), 5).is_empty(), "it has expired already");
    }
}
