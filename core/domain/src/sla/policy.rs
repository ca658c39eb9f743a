//! Which clocks run, and how long: policy data with the defaults of R22–R28.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::DocumentId;
use crate::sla::HoldReason;
use crate::time::{DAY_MS, HOUR_MS};

/// The rule a clock watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ClockRule {
    /// R22: the phone is answered.
    #[serde(rename = "R22")]
    PhoneAnswer,
    /// R23: contact in writing after a fault report.
    #[serde(rename = "R23")]
    WrittenContact,
    /// R24: on site, where the site is near and no vendor is needed.
    #[serde(rename = "R24")]
    OnSite,
    /// R25: a definite answer, where the site is far or a vendor is needed.
    #[serde(rename = "R25")]
    DefiniteAnswer,
    /// R26: the fault is removed.
    #[serde(rename = "R26")]
    FaultRemoved,
    /// R27: a spare unit is offered while the fault is not removed.
    #[serde(rename = "R27")]
    SpareOffered,
    /// R28: a complaint is settled: the customer was told the outcome.
    #[serde(rename = "R28")]
    ComplaintSettled,
    /// R28, its second promise: whoever complains has an answer at the latest, if only a proposal.
    #[serde(rename = "R28b")]
    ComplaintAnswered,
}

impl ClockRule {
    /// All of them, in the order screens list them.
    pub const ALL: [Self; 8] = [
        Self::PhoneAnswer,
        Self::WrittenContact,
        Self::OnSite,
        Self::DefiniteAnswer,
        Self::FaultRemoved,
        Self::SpareOffered,
        Self::ComplaintSettled,
        Self::ComplaintAnswered,
    ];

    /// The number of the rule: `R24`; the second promise of a rule has a letter.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PhoneAnswer => "R22",
            Self::WrittenContact => "R23",
            Self::OnSite => "R24",
            Self::DefiniteAnswer => "R25",
            Self::FaultRemoved => "R26",
            Self::SpareOffered => "R27",
            Self::ComplaintSettled => "R28",
            Self::ComplaintAnswered => "R28b",
        }
    }
}

/// Whom a clock's target is promised to. The most specific one that fits wins.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClockScope {
    /// Everybody.
    #[default]
    Organisation,
    /// Owners of a product model.
    Product(String),
    /// One customer.
    Customer(DocumentId),
    /// One contract, by its number.
    Contract(String),
}

/// Which time counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Hours {
    /// All of it, 24×7.
    #[default]
    Always,
    /// Working time of the calendar.
    Working,
}

/// What the organisation promised, as far as clocks go.
#[derive(Clone, Copy, Debug)]
pub struct ClockTerms<'a> {
    /// Metres up to which a site counts as near (R24).
    pub near_m: u64,
    /// The clocks of calls and orders.
    pub clocks: &'a [ClockPolicy],
    /// The clocks of complaints.
    pub complaints: &'a [ClockPolicy],
}

impl<'a> ClockTerms<'a> {
    /// The clocks among which that of a rule is found.
    #[must_use]
    pub const fn of(&self, rule: ClockRule) -> &'a [ClockPolicy] {
        match rule {
            ClockRule::ComplaintSettled | ClockRule::ComplaintAnswered => self.complaints,
            ClockRule::PhoneAnswer
            | ClockRule::WrittenContact
            | ClockRule::OnSite
            | ClockRule::DefiniteAnswer
            | ClockRule::FaultRemoved
            | ClockRule::SpareOffered => self.clocks,
        }
    }
}

/// One clock of the policy.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClockPolicy {
    /// What it watches.
    pub rule: ClockRule,
    /// Whom it is for.
    #[serde(default)]
    pub scope: ClockScope,
    /// The time allowed.
    pub target_ms: i64,
    /// A clock with no more than this left is at risk.
    pub at_risk_ms: i64,
    /// Which time counts.
    #[serde(default)]
    pub hours: Hours,
    /// Holds that stop the clock while they last.
    #[serde(default)]
    pub pauses: BTreeSet<HoldReason>,
}

/// Working time of a day, as the default working hours have it.
const WORKING_DAY_MS: i64 = 8 * HOUR_MS;

impl ClockPolicy {
    /// The defaults of R22–R27: round the clock, for everybody, stopped while the customer or the weather is waited
    /// for or the site is unsafe. Waiting for parts or a vendor is the organisation's own time.
    #[must_use]
    pub fn defaults() -> Vec<Self> {
        let hours = [
            (ClockRule::PhoneAnswer, 1),
            (ClockRule::WrittenContact, 12),
            (ClockRule::OnSite, 24),
            (ClockRule::DefiniteAnswer, 12),
            (ClockRule::FaultRemoved, 48),
            (ClockRule::SpareOffered, 72),
        ];
        hours.into_iter().map(|(rule, allowed)| Self::of_organisation(rule, allowed * HOUR_MS)).collect()
    }

    /// The defaults of R28: a complaint is settled within three working days of eight hours and answered within seven
    /// days of the calendar, and nothing stops either clock.
    #[must_use]
    pub fn of_complaints() -> Vec<Self> {
        let promised = [
            (ClockRule::ComplaintSettled, 3 * WORKING_DAY_MS, Hours::Working),
            (ClockRule::ComplaintAnswered, 7 * DAY_MS, Hours::Always),
        ];
        let policy = |(rule, target_ms, hours)| Self {
            hours,
            pauses: BTreeSet::new(),
            ..Self::of_organisation(rule, target_ms)
        };
        promised.into_iter().map(policy).collect()
    }

    fn of_organisation(rule: ClockRule, target_ms: i64) -> Self {
        Self {
            rule,
            scope: ClockScope::Organisation,
            target_ms,
            at_risk_ms: target_ms / 4,
            hours: Hours::Always,
            pauses: BTreeSet::from([HoldReason::Customer, HoldReason::Weather, HoldReason::Unsafe]),
        }
    }
}
