//! What a row shows that follows from the records: for whom the document waits, and until when.

use jobsheet_domain::aggregates::{self, Subject};
use jobsheet_domain::calendar::{Calendar, Holidays};
use jobsheet_domain::id::UserId;
use jobsheet_domain::kind::Kind;
use jobsheet_domain::listing::Listing;
use jobsheet_domain::records::Policy;
use jobsheet_domain::sla::{self, Clock, ClockInputs, ClockState, ClockTerms};
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::turn::Turn;
use jobsheet_store::NextClock;
use serde_json::Value;

use super::{Customer, Lookup};
use crate::client::Client;
use crate::error::ClientError;

/// For whom a document waits, and its most urgent clock, by the records of the moment.
pub struct Due {
    /// The person it waits for, where one is named.
    pub user: Option<UserId>,
    /// Roles of which anybody can do the next thing.
    pub roles: Vec<String>,
    /// Whether it waits for the user of this installation.
    pub is_mine: bool,
    /// The running clock that runs out first.
    pub clock: Option<NextClock>,
}

impl Due {
    /// What is due of a document of a kind.
    pub fn of(kind: Kind, listing: &Listing<Value>, lookup: &Lookup) -> Self {
        let policy = &lookup.records.policy;
        let turn = aggregates::turn(kind, listing, policy);
        Self {
            user: turn.user,
            roles: turn.roles.iter().map(|role| role.name().to_owned()).collect(),
            is_mine: is_my_turn(turn, lookup),
            clock: next_clock(&listing.clocks, policy, lookup.now),
        }
    }
}

/// Every clock of a document (R22–R28), by the device's policy and calendar and the contract of its customer.
///
/// # Errors
/// When the file cannot be read.
pub fn clocks(
    client: &Client,
    subject: &Subject,
    policy: &Policy,
    now: Timestamp,
) -> Result<Vec<Clock>, ClientError> {
    let mut inputs = aggregates::clocks(subject);
    let customer =
        inputs.customer.map(|id| client.store().read(|tx| Customer::listed(tx, id))).transpose()?;
    inputs.contract = customer.flatten().and_then(|customer| customer.contract);
    Ok(running(&inputs, policy, now))
}

fn running(inputs: &ClockInputs, policy: &Policy, now: Timestamp) -> Vec<Clock> {
    let calendar = Calendar::new(&policy.working_time, Holidays::china(), policy.zone());
    sla::clocks(inputs, policy, &calendar, now)
}

fn is_my_turn(turn: Turn, lookup: &Lookup) -> bool {
    let me = lookup.me.and_then(|me| lookup.records.staff.get(&me)).filter(|person| person.active);
    me.is_some_and(|person| turn.is_for(person.user, person.roles.iter().copied()))
}

fn next_clock(inputs: &ClockInputs, policy: &Policy, now: Timestamp) -> Option<NextClock> {
    let clocks = running(inputs, policy, now);
    let clock = sla::most_urgent(&clocks)?;
    let target = clock.target_at?;
    let kept = inputs.policy(clock.rule, ClockTerms::from(policy).of(clock.rule));
    let at_risk_ms = kept.map_or(0, |one| one.at_risk_ms);
    Some(NextClock {
        rule: clock.rule.code().to_owned(),
        target,
        at_risk: target.plus_ms(-at_risk_ms),
        paused: matches!(clock.state, ClockState::Paused { .. }),
    })
}
