//! What the clocks look at.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::id::DocumentId;
use crate::sla::HoldReason;
use crate::sla::{ClockPolicy, ClockRule, ClockScope};
use crate::time::Timestamp;

/// A span in which work rested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// When it began.
    pub from: Timestamp,
    /// When it ended; `None` while it lasts.
    pub to: Option<Timestamp>,
    /// Why.
    pub reason: HoldReason,
}

/// What happened to a request, an order or a complaint, as far as clocks care. All times are corrected event times (R31, R51).
///
/// It is stored with what a list shows, so every time it gains must be absent in what was stored before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClockInputs {
    /// When the phone rang, for what came by phone.
    pub called_at: Option<Timestamp>,
    /// When the call was answered (R22).
    pub answered_at: Option<Timestamp>,
    /// When the fault was reported: the start of R23–R27.
    pub reported_at: Option<Timestamp>,
    /// When the customer was contacted in writing (R23).
    pub contacted_at: Option<Timestamp>,
    /// When somebody arrived on site (R24).
    pub arrived_at: Option<Timestamp>,
    /// When the customer had a definite answer (R25).
    pub definite_answer_at: Option<Timestamp>,
    /// When the fault was removed (R26).
    pub removed_at: Option<Timestamp>,
    /// When a spare unit was offered (R27).
    pub spare_offered_at: Option<Timestamp>,
    /// When the customer complained: the start of R28.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complained_at: Option<Timestamp>,
    /// When whoever complained first had an answer (R28).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complaint_answered_at: Option<Timestamp>,
    /// When the complaint was settled (R28).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complaint_settled_at: Option<Timestamp>,
    /// When the matter ended without that: cancelled, withdrawn, closed.
    pub ended_at: Option<Timestamp>,
    /// When work rested, and why.
    pub holds: Vec<Hold>,
    /// Metres to the site; an unknown distance counts as near, the stricter promise.
    pub distance_m: Option<u64>,
    /// Whether a vendor is needed (R25).
    pub vendor_needed: bool,
    /// The contract, where there is one.
    pub contract: Option<String>,
    /// The customer.
    pub customer: Option<DocumentId>,
    /// The product model.
    pub product_model: Option<String>,
}

impl ClockInputs {
    /// When the clock of a rule starts; `None` where it does not run here.
    pub(crate) fn start(&self, rule: ClockRule, near_m: u64) -> Option<Timestamp> {
        let near = !self.vendor_needed && self.distance_m.is_none_or(|distance| distance <= near_m);
        match rule {
            ClockRule::PhoneAnswer => self.called_at,
            ClockRule::OnSite if !near => None,
            ClockRule::DefiniteAnswer if near => None,
            ClockRule::ComplaintSettled | ClockRule::ComplaintAnswered => self.complained_at,
            ClockRule::WrittenContact
            | ClockRule::OnSite
            | ClockRule::DefiniteAnswer
            | ClockRule::FaultRemoved
            | ClockRule::SpareOffered => self.reported_at,
        }
    }

    /// When the clock of a rule stops; `None` while it runs.
    pub(crate) fn stop(&self, rule: ClockRule) -> Option<Timestamp> {
        let first = |times: &[Option<Timestamp>]| times.iter().flatten().min().copied();
        match rule {
            ClockRule::PhoneAnswer => self.answered_at,
            ClockRule::WrittenContact => self.contacted_at,
            ClockRule::OnSite => self.arrived_at,
            // Whoever stands before the machine, or has it running again, has been answered.
            ClockRule::DefiniteAnswer => first(&[self.definite_answer_at, self.arrived_at, self.removed_at]),
            ClockRule::FaultRemoved => self.removed_at,
            ClockRule::SpareOffered => first(&[self.spare_offered_at, self.removed_at]),
            ClockRule::ComplaintSettled => self.complaint_settled_at,
            ClockRule::ComplaintAnswered => self.complaint_answered_at,
        }
    }

    /// Every time at which a clock stops: whoever asks when the news of it came need not look at anything else (R31).
    #[must_use]
    pub fn stops(&self) -> BTreeSet<Timestamp> {
        ClockRule::ALL.into_iter().filter_map(|rule| self.stop(rule)).collect()
    }

    /// The policy of a rule that fits most specifically: contract before customer before product before organisation;
    /// of two alike, the later in the list.
    #[must_use]
    pub fn policy<'a>(&self, rule: ClockRule, policies: &'a [ClockPolicy]) -> Option<&'a ClockPolicy> {
        let fitting = policies.iter().filter(|policy| policy.rule == rule);
        fitting
            .filter_map(|policy| Some((self.rank(&policy.scope)?, policy)))
            .max_by_key(|(rank, _)| *rank)
            .map(|(_, p)| p)
    }

    fn rank(&self, scope: &ClockScope) -> Option<u8> {
        match scope {
            ClockScope::Organisation => Some(0),
            ClockScope::Product(model) => (self.product_model.as_ref() == Some(model)).then_some(1),
            ClockScope::Customer(customer) => (self.customer == Some(*customer)).then_some(2),
            ClockScope::Contract(contract) => (self.contract.as_ref() == Some(contract)).then_some(3),
        }
    }
}
