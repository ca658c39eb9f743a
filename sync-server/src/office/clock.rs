//! The server's time: that of the machine, unless it jumps. Devices date their work by what the server tells, so a clock that was
//! set wrong must not date anybody's work before a person looked at it.

use std::sync::{Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jobsheet_domain::time::Timestamp;

/// How far the clock may be from what is expected: it is kept by small steps.
const STEP_MS: i64 = 60_000;

/// What the machine's clocks say.
#[derive(Clone, Copy, Debug)]
struct Reading {
    /// The wall clock, ms since the Unix epoch.
    wall_ms: i64,
    /// What passed since the last reading while the machine was awake, ms.
    awake_ms: i64,
    /// What passed since the machine was started, asleep or awake, ms; nothing where it does not say.
    up_ms: Option<i64>,
}

/// What is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Believed {
    /// The time at the last reading.
    at_ms: i64,
    /// How long the machine was up then.
    up_ms: Option<i64>,
    /// How far the wall clock is from it, where that is too far.
    off_ms: Option<i64>,
}

impl Believed {
    /// The time of a reading: the wall clock's, where it is where it has to be.
    fn after(self, reading: Reading) -> Self {
        let Reading { wall_ms, awake_ms, up_ms } = reading;
        let slept = |from: i64| up_ms.zip(self.up_ms).map(|(now, then)| from.saturating_add(now - then));
        let expected = self.at_ms.saturating_add(awake_ms);
        // A machine that was suspended slept; its clock did not jump.
        let near = |expected: i64| wall_ms.saturating_sub(expected).abs() <= STEP_MS;
        if near(expected) || slept(self.at_ms).is_some_and(near) {
            return Self { at_ms: wall_ms, up_ms, off_ms: None };
        }
        Self { at_ms: expected, up_ms, off_ms: Some(wall_ms.saturating_sub(expected)) }
    }
}

/// The server's clock.
pub struct Clock {
    state: Mutex<(Believed, Instant)>,
}

impl Clock {
    /// A clock that goes on from now, or from the newest time the ledger knows where the machine's clock is behind that.
    #[must_use]
    pub fn starting(newest: Option<Timestamp>) -> Self {
        let wall_ms = wall_ms();
        let at_ms = newest.map_or(wall_ms, |newest| newest.0.max(wall_ms));
        let off_ms = Some(wall_ms - at_ms).filter(|off| off.abs() > STEP_MS);
        if let Some(off_ms) = off_ms {
            tracing::error!(
                off_ms,
                "the machine's clock is behind what the ledger knows: set it right, or accept it (accept_clock)"
            );
        }
        Self { state: Mutex::new((Believed { at_ms, up_ms: up_ms(), off_ms }, Instant::now())) }
    }

    /// The time. It goes on evenly where the machine's clock jumps, until that is where it has to be again or the server was
    /// restarted.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (believed, read) = *state;
        let awake_ms = i64::try_from(read.elapsed().as_millis()).unwrap_or(i64::MAX);
        let wall_ms = wall_ms();
        let steady = (wall_ms - believed.at_ms - awake_ms).abs() <= STEP_MS;
        // How long the machine is up is asked only where it matters.
        let up_ms = if steady { believed.up_ms.map(|up| up + awake_ms) } else { up_ms() };
        let next = believed.after(Reading { wall_ms, awake_ms, up_ms });
        if next.off_ms.is_some() && believed.off_ms.is_none() {
            tracing::error!(
                off_ms = next.off_ms,
                "the machine's clock jumped: set it right, or restart to accept it"
            );
        }
        *state = (next, Instant::now());
        Timestamp(next.at_ms)
    }

    /// How far the machine's clock is from the server's time, where that is too far to be believed, ms.
    #[must_use]
    pub fn off_ms(&self) -> Option<i64> {
        let _now = self.now();
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0.off_ms
    }
}

fn wall_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// How long the machine is up, with the time it was suspended (`proc(5)`); nothing where there is no such file.
fn up_ms() -> Option<i64> {
    let text = std::fs::read_to_string("/proc/uptime").ok()?;
    let (seconds, rest) = text.split_whitespace().next()?.split_once('.')?;
    let hundredths: i64 = rest.get(..2)?.parse().ok()?;
    Some(seconds.parse::<i64>().ok()? * 1_000 + hundredths * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_800_000_000_000;
    const HOUR: i64 = 3_600_000;
    const YEAR: i64 = 365 * 24 * HOUR;

    fn believed() -> Believed {
        Believed { at_ms: NOON, up_ms: Some(0), off_ms: None }
    }

    fn reading(wall_ms: i64, awake_ms: i64, up_ms: i64) -> Reading {
        Reading { wall_ms, awake_ms, up_ms: Some(up_ms) }
    }

    #[test]
    fn small_steps_are_followed() {
        let after = believed().after(reading(NOON + HOUR + 30_000, HOUR, HOUR));
        assert_eq!((after.at_ms, after.off_ms), (NOON + HOUR + 30_000, None));
        let after = believed().after(reading(NOON + HOUR - 30_000, HOUR, HOUR));
        assert_eq!((after.at_ms, after.off_ms), (NOON + HOUR - 30_000, None));
    }

    /// C12: a clock that is a year ahead for an hour dates nobody's work.
    #[test]
    fn a_jump_is_not_followed_and_is_over_when_the_clock_is_right_again() {
        for jump in [YEAR, -YEAR, 2 * STEP_MS] {
            let ahead = believed().after(reading(NOON + HOUR + jump, HOUR, HOUR));
            assert_eq!((ahead.at_ms, ahead.off_ms), (NOON + HOUR, Some(jump)));
            let still = ahead.after(reading(NOON + 2 * HOUR + jump, HOUR, 2 * HOUR));
            assert_eq!((still.at_ms, still.off_ms), (NOON + 2 * HOUR, Some(jump)));
            let mended = still.after(reading(NOON + 3 * HOUR, HOUR, 3 * HOUR));
            assert_eq!((mended.at_ms, mended.off_ms), (NOON + 3 * HOUR, None));
        }
    }

    #[test]
    fn a_machine_that_slept_has_not_jumped() {
        let awake_again = believed().after(reading(NOON + 9 * HOUR, 1_000, 9 * HOUR));
        assert_eq!((awake_again.at_ms, awake_again.off_ms), (NOON + 9 * HOUR, None));
        let unknown = Reading { wall_ms: NOON + 9 * HOUR, awake_ms: 1_000, up_ms: None };
        assert_eq!(believed().after(unknown).at_ms, NOON + 1_000, "where nobody says that it slept");
    }

    #[test]
    fn a_clock_behind_the_ledger_goes_on_from_the_ledger() {
        let ahead = Timestamp(wall_ms() + HOUR);
        let clock = Clock::starting(Some(ahead));
        assert!(clock.now() >= ahead && clock.off_ms().is_some());
        let clock = Clock::starting(Some(Timestamp(0)));
        assert!((clock.now().0 - wall_ms()).abs() < STEP_MS && clock.off_ms().is_none());
    }
}
