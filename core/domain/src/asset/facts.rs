//! What a machine's warranty is computed from at the moment somebody asks.

use serde::{Deserialize, Serialize};

use crate::calendar::CivilDate;
use crate::records::Records;
use crate::warranty::{Decision, WarrantyCase, decide, last_day};

/// What is known of a machine that its warranty depends on (R32). A list keeps these instead of a verdict: a verdict is
/// stale the day after, and when the terms or the catalogue change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WarrantyFacts {
    /// Model name, for the catalogue's term.
    pub product_model: String,
    /// The day the customer accepted it.
    pub accepted: Option<CivilDate>,
    /// The manufacturer's term for this machine in months, when it differs from the catalogue's.
    pub months: Option<u32>,
    /// The running hours on its meter.
    pub running_hours: Option<u32>,
    /// Days it was out of use for repairs under warranty.
    pub repair_days: u32,
}

/// What is known of a fault that the warranty depends on (R32).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fault<'a> {
    /// Whether others opened the unit; `None` where nobody has looked yet.
    pub opened_by_others: Option<bool>,
    /// The cause class, once it is known (R10).
    pub cause_class: Option<&'a str>,
    /// The day it was reported.
    pub reported: CivilDate,
}

impl Fault<'_> {
    /// A fault of unknown cause reported on a day: what a list asks about.
    #[must_use]
    pub const fn unknown(reported: CivilDate) -> Self {
        Self { opened_by_others: None, cause_class: None, reported }
    }
}

impl WarrantyFacts {
    /// Who would pay for work on it, and why, by the terms and the catalogue as they are now (R32).
    #[must_use]
    pub fn decide(&self, records: &Records, fault: &Fault<'_>) -> Decision {
        decide(&self.case(records, fault), &records.policy.warranty)
    }

    /// The last day of its term, by the terms and the catalogue as they are now; `None` where nobody recorded the
    /// acceptance.
    #[must_use]
    pub fn last_day(&self, records: &Records) -> Option<CivilDate> {
        let fault = Fault::unknown(self.accepted?);
        last_day(&self.case(records, &fault), &records.policy.warranty)
    }

    fn case<'a>(&self, records: &Records, fault: &Fault<'a>) -> WarrantyCase<'a> {
        let product = records.catalogue.product(&self.product_model);
        let of_catalogue = || product.map(|product| product.warranty_months);
        WarrantyCase {
            accepted: self.accepted,
            manufacturer_months: self.months.or_else(of_catalogue).unwrap_or(0),
            running_hours: self.running_hours,
            repair_days: self.repair_days,
            opened_by_others: fault.opened_by_others,
            cause_class: fault.cause_class,
            today: fault.reported,
        }
    }
}
