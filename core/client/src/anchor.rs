//! The time of an event, estimated from the last time heard from the server plus elapsed monotonic time (R51).
//! A device clock in 1970, an hour off or set back is corrected and marked; it never picks a winner.

use jobsheet_domain::time::{DAY_MS, EventTime, Position, Timestamp};
use jobsheet_store::TimeAnchor;

use crate::clock::Clock;

/// Quartz in phones drifts less than this: 50 parts in a million.
const DRIFT_PER_MILLION: u64 = 50;

/// The last time heard from the server, and what the device's clocks said then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The server's time, in the middle of the round trip.
    pub server: Timestamp,
    /// Half of the round trip, in milliseconds: how far `server` may be off.
    pub uncertainty_ms: u32,
    /// The device's wall clock then.
    pub wall: Timestamp,
    /// The monotonic span then.
    pub span: String,
    /// The monotonic reading then.
    pub elapsed_ms: u64,
}

impl Anchor {
    /// Anchors to a server time heard just now after a round trip of `round_trip_ms`.
    #[must_use]
    pub fn heard(server: Timestamp, round_trip_ms: u64, clock: &dyn Clock) -> Self {
        let half = round_trip_ms / 2;
        let now = clock.monotonic();
        Self {
            server: server.plus_ms(i64::try_from(half).unwrap_or(i64::MAX)),
            uncertainty_ms: saturating(half),
            wall: clock.wall(),
            span: now.span,
            elapsed_ms: now.elapsed_ms,
        }
    }
}

impl From<TimeAnchor> for Anchor {
    fn from(stored: TimeAnchor) -> Self {
        Self {
            server: stored.server,
            uncertainty_ms: stored.uncertainty_ms,
            wall: stored.device,
            span: stored.boot,
            elapsed_ms: stored.monotonic_ms,
        }
    }
}

impl From<Anchor> for TimeAnchor {
    fn from(heard: Anchor) -> Self {
        Self {
            server: heard.server,
            device: heard.wall,
            monotonic_ms: heard.elapsed_ms,
            boot: heard.span,
            uncertainty_ms: heard.uncertainty_ms,
        }
    }
}

/// The time of something that happens now.
#[must_use]
pub fn event_time(anchor: Option<&Anchor>, clock: &dyn Clock, position: Option<Position>) -> EventTime {
    let device = clock.wall();
    let Some(anchor) = anchor else {
        return EventTime { device, corrected: device, uncertainty_ms: u32::MAX, position };
    };
    let now = clock.monotonic();
    if now.span == anchor.span && now.elapsed_ms >= anchor.elapsed_ms {
        let elapsed = now.elapsed_ms - anchor.elapsed_ms;
        let corrected = anchor.server.plus_ms(i64::try_from(elapsed).unwrap_or(i64::MAX));
        let drift = elapsed / 1_000_000 * DRIFT_PER_MILLION + 1;
        let uncertainty_ms = anchor.uncertainty_ms.saturating_add(saturating(drift));
        return EventTime { device, corrected, uncertainty_ms, position };
    }
    restarted(anchor, device, position)
}

/// After a restart the wall clock has to stand in for the lost monotonic span; one that was set back since is known
/// to be wrong, and the last server time is the best that is left.
fn restarted(anchor: &Anchor, device: Timestamp, position: Option<Position>) -> EventTime {
    let passed = device.since_ms(anchor.wall);
    if passed < 0 {
        return EventTime { device, corrected: anchor.server, uncertainty_ms: u32::MAX, position };
    }
    let corrected = anchor.server.plus_ms(passed);
    let uncertainty_ms = anchor.uncertainty_ms.saturating_add(saturating(DAY_MS.unsigned_abs()));
    EventTime { device, corrected, uncertainty_ms, position }
}

fn saturating(ms: u64) -> u32 {
    u32::try_from(ms).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

    use super::*;
    use crate::clock::Monotonic;

    struct Hands {
        wall: AtomicI64,
        elapsed: AtomicU64,
        span: &'static str,
    }

    impl Clock for Hands {
        fn wall(&self) -> Timestamp {
            Timestamp(self.wall.load(Ordering::Relaxed))
        }
        fn monotonic(&self) -> Monotonic {
            Monotonic { span: self.span.to_owned(), elapsed_ms: self.elapsed.load(Ordering::Relaxed) }
        }
    }

    fn hands(span: &'static str, wall: i64, elapsed: u64) -> Hands {
        Hands { wall: AtomicI64::new(wall), elapsed: AtomicU64::new(elapsed), span }
    }

    #[test]
    fn r51_a_clock_in_1970_is_corrected_by_server_time_and_elapsed_time() {
        let clock = hands("boot", 0, 1_000);
        let anchor = Anchor::heard(Timestamp(1_800_000_000_000), 200, &clock);
        clock.elapsed.store(61_000, Ordering::Relaxed);
        let at = event_time(Some(&anchor), &clock, None);
        assert_eq!(at.device, Timestamp(0));
        assert_eq!(at.corrected, Timestamp(1_800_000_060_100));
        assert!(at.uncertainty_ms < 200);
    }

    #[test]
    fn r51_a_clock_set_back_does_not_move_events_before_the_last_server_time() {
        let before = hands("boot", 500_000, 10);
        let anchor = Anchor::heard(Timestamp(900_000), 0, &before);
        let after = hands("another boot", 100_000, 0);
        let at = event_time(Some(&anchor), &after, None);
        assert_eq!(at.corrected, Timestamp(900_000));
        assert_eq!(at.uncertainty_ms, u32::MAX);
    }

    #[test]
    fn r51_after_a_restart_the_wall_clock_is_corrected_by_its_known_error() {
        let before = hands("boot", 500_000, 10);
        let anchor = Anchor::heard(Timestamp(900_000), 0, &before);
        let after = hands("another boot", 560_000, 0);
        assert_eq!(event_time(Some(&anchor), &after, None).corrected, Timestamp(960_000));
    }

    #[test]
    fn r51_without_any_server_time_the_uncertainty_says_so() {
        let at = event_time(None, &hands("boot", 42, 0), None);
        assert_eq!((at.corrected, at.uncertainty_ms), (Timestamp(42), u32::MAX));
    }
}
