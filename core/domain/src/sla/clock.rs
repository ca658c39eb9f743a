//! Where each clock stands.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, UnknownYear};
use crate::sla::pauses::{Pauses, between};
use crate::sla::{ClockInputs, ClockPolicy, ClockRule, ClockTerms};
use crate::time::Timestamp;

/// One clock, as it stands at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// What it watches.
    pub rule: ClockRule,
    /// When it started.
    pub started_at: Timestamp,
    /// When the allowed time is used up, as things stand: a pause that lasts moves it. `None` where the calendar does
    /// not know the year.
    pub target_at: Option<Timestamp>,
    /// How long it was stopped so far, in milliseconds.
    pub paused_ms: i64,
    /// Where it stands.
    pub state: ClockState,
    /// Whether it was shown as missed until news of an event in time arrived (R31).
    pub healed: bool,
}

/// Where a clock stands. Time left is time that counts: working time where the policy says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum ClockState {
    /// Time is left.
    Running {
        /// How much, in milliseconds.
        left_ms: i64,
    },
    /// Little time is left.
    AtRisk {
        /// How much, in milliseconds.
        left_ms: i64,
    },
    /// Stopped by a hold.
    Paused {
        /// How much is left, in milliseconds.
        left_ms: i64,
    },
    /// Kept.
    Met {
        /// When.
        at: Timestamp,
    },
    /// Not kept: late, or still not done.
    Missed {
        /// By how much so far, in milliseconds of plain time.
        by_ms: i64,
        /// When it was done, if it was.
        at: Option<Timestamp>,
    },
    /// The matter ended while time was left.
    Ended {
        /// When.
        at: Timestamp,
    },
    /// The calendar has no data for a year it would need (R31).
    Unknown {
        /// The year.
        year: i32,
    },
}

/// Every clock that runs or ran for `inputs`, in the order of the rules (R22–R28).
#[must_use]
pub fn clocks<'a>(
    inputs: &ClockInputs,
    policy: impl Into<ClockTerms<'a>>,
    calendar: &Calendar,
    now: Timestamp,
) -> Vec<Clock> {
    let policy = policy.into();
    let running = |rule: ClockRule| {
        let start = inputs.start(rule, policy.near_m)?;
        let clock_policy = inputs.policy(rule, policy.of(rule))?;
        Some(clock(inputs, clock_policy, calendar, start, now))
    };
    ClockRule::ALL.into_iter().filter_map(running).collect()
}

/// The clock that runs, or is stopped, and runs out first: the most urgent one. What was missed and is still not done is
/// as urgent as it was late.
#[must_use]
pub fn most_urgent(clocks: &[Clock]) -> Option<&Clock> {
    clocks.iter().filter(|clock| clock.is_open()).min_by_key(|clock| clock.target_at)
}

impl Clock {
    /// Whether what it watches is still to be done, by a time that is known.
    const fn is_open(&self) -> bool {
        let waits = matches!(
            self.state,
            ClockState::Running { .. }
                | ClockState::AtRisk { .. }
                | ClockState::Paused { .. }
                | ClockState::Missed { at: None, .. }
        );
        waits && self.target_at.is_some()
    }
}

/// Marks the clocks that were kept by an event whose news came only after the time was up: until then they were shown as
/// missed (R31). `heard` says when the news of what happened at a time arrived, where that is known.
pub fn heal(clocks: &mut [Clock], heard: &BTreeMap<Timestamp, Timestamp>) {
    for clock in clocks {
        if let (ClockState::Met { at }, Some(target)) = (clock.state, clock.target_at) {
            clock.healed = heard.get(&at).is_some_and(|heard_at| *heard_at > target);
        }
    }
}

fn clock(
    inputs: &ClockInputs,
    policy: &ClockPolicy,
    calendar: &Calendar,
    start: Timestamp,
    now: Timestamp,
) -> Clock {
    let stop = inputs.stop(policy.rule);
    let seen_until = stop.or(inputs.ended_at).unwrap_or(now).max(start);
    let pauses = Pauses::new(&inputs.holds, &policy.pauses, start, seen_until);
    let target = pauses.target(policy, calendar, start);
    let state = target.and_then(|target| match (stop, inputs.ended_at) {
        (Some(at), _) => Ok(settled(target, at, ClockState::Met { at }, Some(at))),
        (None, Some(at)) => Ok(settled(target, at, ClockState::Ended { at }, None)),
        (None, None) => going(policy, calendar, target, now, pauses.open()),
    });
    Clock {
        rule: policy.rule,
        started_at: start,
        target_at: target.ok(),
        paused_ms: pauses.total_ms(),
        state: state.unwrap_or_else(|UnknownYear { year }| ClockState::Unknown { year }),
        healed: false,
    }
}

fn settled(target: Timestamp, at: Timestamp, in_time: ClockState, done: Option<Timestamp>) -> ClockState {
    if at <= target { in_time } else { ClockState::Missed { by_ms: at.since_ms(target), at: done } }
}

fn going(
    policy: &ClockPolicy,
    calendar: &Calendar,
    target: Timestamp,
    now: Timestamp,
    paused: bool,
) -> Result<ClockState, UnknownYear> {
    if now > target {
        return Ok(ClockState::Missed { by_ms: now.since_ms(target), at: None });
    }
    let left_ms = between(policy.hours, calendar, now, target)?;
    Ok(match paused {
        true => ClockState::Paused { left_ms },
        false if left_ms <= policy.at_risk_ms => ClockState::AtRisk { left_ms },
        false => ClockState::Running { left_ms },
    })
}
