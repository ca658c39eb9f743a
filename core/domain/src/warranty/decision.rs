//! The decision and its reasons.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::CivilDate;
use crate::value::Value;
use crate::warranty::WarrantyTerms;

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Under warranty.
    Free,
    /// The customer.
    Chargeable,
    /// Nobody: not under warranty, and still free.
    Goodwill,
    /// Cannot be told from what is known.
    Unknown,
}

impl Verdict {
    /// Its stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Chargeable => "chargeable",
            Self::Goodwill => "goodwill",
            Self::Unknown => "unknown",
        }
    }

    /// The verdict of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Free, Self::Chargeable, Self::Goodwill, Self::Unknown]
            .into_iter()
            .find(|verdict| verdict.code() == code)
    }
}

/// Why a decision is what it is. All that apply are given, in this order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Nobody recorded when the unit was accepted.
    AcceptanceUnknown,
    /// Within the term.
    InTerm {
        /// Its last day.
        until: CivilDate,
    },
    /// The term is over.
    TermEnded {
        /// Its last day.
        on: CivilDate,
    },
    /// Repairs lengthened the term.
    Extended {
        /// By how many days.
        days: u32,
    },
    /// More running hours than the terms cover.
    HoursExceeded {
        /// What the terms cover.
        limit: u32,
    },
    /// The terms count running hours and nobody read the meter.
    HoursUnknown,
    /// Others opened the unit.
    OpenedByOthers,
    /// The terms do not cover this cause.
    CauseExcluded {
        /// The cause class (R10).
        class: String,
    },
    /// The cause is not known, so it may yet turn out not to be covered.
    CauseUndetermined,
    /// The term ended only just now.
    GoodwillPeriod {
        /// Its last day.
        until: CivilDate,
    },
    /// A manager decided otherwise.
    Overridden {
        /// Why.
        reason: String,
    },
}

impl fmt::Display for Reason {
    /// The stable code, with its parameter: `in_term=2027-01-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AcceptanceUnknown => f.write_str("acceptance_unknown"),
            Self::InTerm { until } => write!(f, "in_term={until}"),
            Self::TermEnded { on } => write!(f, "term_ended={on}"),
            Self::Extended { days } => write!(f, "extended={days}"),
            Self::HoursExceeded { limit } => write!(f, "hours_exceeded={limit}"),
            Self::HoursUnknown => f.write_str("hours_unknown"),
            Self::OpenedByOthers => f.write_str("opened_by_others"),
            Self::CauseExcluded { class } => write!(f, "cause_excluded={class}"),
            Self::CauseUndetermined => f.write_str("cause_undetermined"),
            Self::GoodwillPeriod { until } => write!(f, "goodwill_period={until}"),
            Self::Overridden { reason } => write!(f, "overridden={}", reason.replace(['\n', '\r'], " ")),
        }
    }
}

/// What is known when the decision is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarrantyCase<'a> {
    /// When the customer accepted the unit.
    pub accepted: Option<CivilDate>,
    /// The manufacturer's term, in months; 0 where there is none.
    pub manufacturer_months: u32,
    /// The running hours on the meter.
    pub running_hours: Option<u32>,
    /// Days the unit was out of use for repairs under warranty.
    pub repair_days: u32,
    /// Whether others opened the unit; `None` where nobody has looked yet.
    pub opened_by_others: Option<bool>,
    /// The cause class, once it is known (R10).
    pub cause_class: Option<&'a str>,
    /// The day the fault was reported.
    pub today: CivilDate,
}

/// Who pays, and why (R32).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Who pays.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Decision {
    /// The form a report carries: the verdict's code, then each reason's, one a line.
    #[must_use]
    pub fn code(&self) -> String {
        let lines = self.reasons.iter().map(Reason::to_string);
        std::iter::once(self.verdict.code().to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
    }
}

impl Decision {
    /// The decision with a manager's beside it, as the order's `warranty_override` fact holds it: verdict and reason
    /// (R32). The computed reasons stay, the manager's comes last. That a manager wrote it, with a reason, was checked
    /// when it was written; what is not such a pair changes nothing.
    #[must_use]
    pub fn overridden(mut self, fact: Option<&Value>) -> Self {
        if let Some(Value::Texts(texts)) = fact
            && let [verdict, reason] = texts.as_slice()
            && let Some(verdict) = Verdict::from_code(verdict)
        {
            self.verdict = verdict;
            self.reasons.push(Reason::Overridden { reason: reason.clone() });
        }
        self
    }
}

/// Decides who pays by the terms and what is known (R32).
#[must_use]
pub fn decide(case: &WarrantyCase<'_>, terms: &WarrantyTerms) -> Decision {
    let mut reasons = Vec::new();
    let in_term = term(case, terms, &mut reasons);
    let hours = hours(case, terms, &mut reasons);
    let opened = terms.opened_by_others_voids && case.opened_by_others == Some(true);
    if opened {
        reasons.push(Reason::OpenedByOthers);
    }
    let excluded = cause_excluded(case, terms, &mut reasons);
    let lost = opened || excluded || hours == Some(false);
    let verdict = match in_term {
        _ if lost => Verdict::Chargeable,
        None => Verdict::Unknown,
        Some(false) => after_the_term(case, terms, &mut reasons),
        Some(true) if hours.is_none() => Verdict::Unknown,
        Some(true) => Verdict::Free,
    };
    Decision { verdict, reasons }
}

/// The last day of the term: the same day of the month as the acceptance, later where repairs lengthen the term. `None`
/// where nobody recorded the acceptance.
#[must_use]
pub fn last_day(case: &WarrantyCase<'_>, terms: &WarrantyTerms) -> Option<CivilDate> {
    let end = case.accepted?.plus_months(terms.months.max(case.manufacturer_months));
    Some(if terms.repair_extends { end.plus_days(days(case.repair_days)) } else { end })
}

fn term(case: &WarrantyCase<'_>, terms: &WarrantyTerms, reasons: &mut Vec<Reason>) -> Option<bool> {
    let Some(until) = last_day(case, terms) else {
        reasons.push(Reason::AcceptanceUnknown);
        return None;
    };
    let within = case.today <= until;
    reasons.push(if within { Reason::InTerm { until } } else { Reason::TermEnded { on: until } });
    if terms.repair_extends && case.repair_days > 0 {
        reasons.push(Reason::Extended { days: case.repair_days });
    }
    Some(within)
}

/// Whether the running hours are covered; `None` where the terms count them and the meter was not read.
fn hours(case: &WarrantyCase<'_>, terms: &WarrantyTerms, reasons: &mut Vec<Reason>) -> Option<bool> {
    let Some(limit) = terms.running_hours else { return Some(true) };
    let Some(hours) = case.running_hours else {
        reasons.push(Reason::HoursUnknown);
        return None;
    };
    if hours > limit {
        reasons.push(Reason::HoursExceeded { limit });
    }
    Some(hours <= limit)
}

fn cause_excluded(case: &WarrantyCase<'_>, terms: &WarrantyTerms, reasons: &mut Vec<Reason>) -> bool {
    match case.cause_class {
        None | Some("" | "unknown") => {
            reasons.push(Reason::CauseUndetermined);
            false
        }
        Some(class) if terms.excluded_causes.contains(class) => {
            reasons.push(Reason::CauseExcluded { class: class.to_owned() });
            true
        }
        Some(_) => false,
    }
}

fn after_the_term(case: &WarrantyCase<'_>, terms: &WarrantyTerms, reasons: &mut Vec<Reason>) -> Verdict {
    let Some(last) = last_day(case, terms) else { return Verdict::Unknown };
    let until = last.plus_days(days(terms.goodwill_days));
    if case.today > until {
        return Verdict::Chargeable;
    }
    reasons.push(Reason::GoodwillPeriod { until });
    Verdict::Goodwill
}

/// Days as a calendar takes them; more than the calendar has is as good as for ever.
fn days(days: u32) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}
