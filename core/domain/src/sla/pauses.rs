//! Time that does not count because the clock was stopped.

use std::collections::BTreeSet;

use crate::calendar::{Calendar, UnknownYear};
use crate::sla::HoldReason;
use crate::sla::{ClockPolicy, Hold, Hours};
use crate::time::Timestamp;

/// Pauses of one clock: sorted, apart from one another, from its start on.
pub(crate) struct Pauses {
    spans: Vec<(Timestamp, Timestamp)>,
    open: bool,
}

impl Pauses {
    /// The pauses among `holds`, as known at `now`. One that still lasts is taken to end at `now`.
    pub(crate) fn new(
        holds: &[Hold],
        reasons: &BTreeSet<HoldReason>,
        start: Timestamp,
        now: Timestamp,
    ) -> Self {
        let counting = || holds.iter().filter(|hold| reasons.contains(&hold.reason) && hold.from <= now);
        let ends = |hold: &Hold| hold.to.map_or(now, |to| to.min(now));
        let mut sorted: Vec<_> = counting().map(|hold| (hold.from.max(start), ends(hold))).collect();
        sorted.retain(|(from, to)| from < to);
        sorted.sort_unstable();
        let mut spans: Vec<(Timestamp, Timestamp)> = Vec::with_capacity(sorted.len());
        for (from, to) in sorted {
            match spans.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => spans.push((from, to)),
            }
        }
        let open = counting().any(|hold| hold.to.is_none_or(|to| to > now));
        Self { spans, open }
    }

    /// Whether the clock is stopped now.
    pub(crate) const fn open(&self) -> bool {
        self.open
    }

    /// How long it was stopped so far, in milliseconds.
    pub(crate) fn total_ms(&self) -> i64 {
        self.spans.iter().map(|(from, to)| to.since_ms(*from)).sum()
    }

    /// When the time allowed is used up.
    ///
    /// # Errors
    /// [`UnknownYear`] where working time counts and the calendar has no data.
    pub(crate) fn target(
        &self,
        policy: &ClockPolicy,
        calendar: &Calendar,
        start: Timestamp,
    ) -> Result<Timestamp, UnknownYear> {
        let mut left = policy.target_ms;
        let mut from = start;
        for (pause, resume) in &self.spans {
            let counted = between(policy.hours, calendar, from, *pause)?;
            // Allowed time that is used up exactly when the pause begins was used up before it.
            if counted >= left {
                break;
            }
            left -= counted;
            from = *resume;
        }
        match policy.hours {
            Hours::Always => Ok(from.plus_ms(left)),
            Hours::Working => calendar.add(from, left),
        }
    }
}

/// Time that counts between two times, in milliseconds; 0 where `to` is not after `from`.
///
/// # Errors
/// [`UnknownYear`] where working time counts and the calendar has no data.
pub(crate) fn between(
    hours: Hours,
    calendar: &Calendar,
    from: Timestamp,
    to: Timestamp,
) -> Result<i64, UnknownYear> {
    match hours {
        Hours::Always => Ok(to.since_ms(from).max(0)),
        Hours::Working => calendar.between(from, to),
    }
}
