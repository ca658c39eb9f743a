//! Whose turn it is: for whom a complaint waits.

use serde::Deserialize;

use crate::complaint::gate::within_limit;
use crate::complaint::listing::ComplaintSummary;
use crate::complaint::state::ComplaintState;
use crate::complaint::status::ComplaintStatus as S;
use crate::id::UserId;
use crate::listing::Listing;
use crate::records::{Policy, Role};
use crate::turn::Turn;
use crate::value::Money;

/// What of a complaint decides whose turn it is, beside the policy.
struct Waiting<'a> {
    contested: bool,
    status: S,
    graded: bool,
    investigator: Option<UserId>,
    cost: Option<&'a Money>,
}

/// For whom a complaint waits.
#[must_use]
pub fn waits_for(state: &ComplaintState, policy: &Policy) -> Turn {
    let waiting = Waiting {
        contested: state.is_contested(),
        status: state.status,
        graded: state.grade.is_some(),
        investigator: state.investigator,
        cost: state.proposal.as_ref().map(|proposal| &proposal.cost),
    };
    turn(&waiting, policy)
}

/// For whom a complaint in a list waits.
pub(super) fn of_listing(listing: &Listing<serde_json::Value>, policy: &Policy) -> Turn {
    // A status of a newer version: nobody here knows what comes next.
    let Some(status) = S::from_name(&listing.status) else { return Turn::default() };
    let summary = ComplaintSummary::deserialize(&listing.summary).unwrap_or_default();
    let waiting = Waiting {
        contested: listing.contested,
        status,
        graded: summary.class.is_some(),
        investigator: listing.lead,
        cost: summary.cost.as_ref(),
    };
    turn(&waiting, policy)
}

/// A contest comes first: until somebody settles it, the next step may be the wrong one.
fn turn(waiting: &Waiting<'_>, policy: &Policy) -> Turn {
    if waiting.contested {
        return Turn::of(&[Role::Dispatcher, Role::Quality, Role::Manager]);
    }
    match waiting.status {
        S::Taken if !waiting.graded => Turn::of(&[Role::Quality, Role::Manager]),
        S::Taken | S::Investigating => {
            Turn { user: waiting.investigator, roles: &[Role::Quality, Role::Engineer] }
        }
        S::Proposed => Turn::of(&[Role::Dispatcher, Role::Technician]),
        S::Agreed => {
            let managers = waiting.cost.is_none_or(|cost| within_limit(cost, policy));
            Turn::of(if managers { &[Role::Manager] } else { &[Role::GeneralManager] })
        }
        S::Approved => Turn::of(&[Role::Dispatcher, Role::Technician]),
        S::CarriedOut => Turn::of(&[Role::Dispatcher, Role::Quality]),
        S::Told => Turn::of(&[Role::Quality]),
        S::Untaken | S::Closed | S::Withdrawn | S::Merged => Turn::default(),
    }
}
