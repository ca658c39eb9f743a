//! The time of an event, estimated from the last time heard from the server plus elapsed monotonic time (R51).
//! A device clock in 1970, an hour off or set back is corrected and marked; it never picks a winner.

use jobsheet_domain::time::{DAY_MS, EventTime, Position, Timestamp};
use jobsheet_store::TimeAnchor;

use crate::clock::{Clock, Monotonic};

/// Quartz in phones drifts less than this: 50 parts in a million.
const DRIFT_PER_MILLION: u64 = 50;

/// Clocks are read in whole milliseconds, downwards: a span between two readings is less than this from the truth.
const READING_MS: u64 = 1;

/// The last time heard from the server, and what the device's clocks said then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The server's time, in the middle of the round trip.
    pub server: Timestamp,
    /// How far `server` may be off, in milliseconds: half of the round trip, rounded up as all readings are.
    pub uncertainty_ms: u32,
    /// The device's wall clock then.
    pub wall: Timestamp,
    /// The monotonic reading then.
    pub reading: Monotonic,
}

impl Anchor {
    /// Anchors to a server time heard just now, in the answer to a request sent at `begun`. Nothing where the device restarted
    /// in between. Both ends of the round trip are readings of one clock: a device that is busy in between is less sure of
    /// the time and never wrong about it.
    #[must_use]
    pub fn heard(server: Timestamp, begun: &Monotonic, clock: &dyn Clock) -> Option<Self> {
        let now = clock.monotonic();
        let round_trip_ms = now.since_ms(begun)?.saturating_add(READING_MS);
        let half = round_trip_ms.div_ceil(2);
        Some(Self {
            server: server.plus_ms(i64::try_from(half).unwrap_or(i64::MAX)),
            uncertainty_ms: saturating(half.saturating_add(READING_MS)),
            wall: clock.wall(),
            reading: now,
        })
    }

    /// Whether this tells the time better than what was known: more exactly, or where what was known cannot be true. A clock
    /// that stood still while the device slept is found out by the next answer.
    #[must_use]
    pub fn is_better_than(&self, known: &EventTime) -> bool {
        let apart = self.server.since_ms(known.corrected).unsigned_abs();
        let both = u64::from(self.uncertainty_ms).saturating_add(u64::from(known.uncertainty_ms));
        self.uncertainty_ms <= known.uncertainty_ms || apart > both
    }
}

impl From<TimeAnchor> for Anchor {
    fn from(stored: TimeAnchor) -> Self {
        Self {
            server: stored.server,
            uncertainty_ms: stored.uncertainty_ms,
            wall: stored.device,
            reading: Monotonic { span: stored.boot, elapsed_ms: stored.monotonic_ms },
        }
    }
}

impl From<Anchor> for TimeAnchor {
    fn from(heard: Anchor) -> Self {
        Self {
            server: heard.server,
            device: heard.wall,
            monotonic_ms: heard.reading.elapsed_ms,
            boot: heard.reading.span,
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
    if let Some(elapsed) = clock.monotonic().since_ms(&anchor.reading) {
        let corrected = anchor.server.plus_ms(i64::try_from(elapsed).unwrap_or(i64::MAX));
        let drift = elapsed / (1_000_000 / DRIFT_PER_MILLION) + 1;
        let uncertainty_ms = anchor.uncertainty_ms.saturating_add(saturating(drift + READING_MS));
        return EventTime { device, corrected, uncertainty_ms, position };
    }
    restarted(anchor, device, position)
}

/// The same for what is known to happen after the server said a time. Where the device's own reckoning says that it is earlier,
/// the reckoning is wrong, and how much is not known.
#[must_use]
pub fn not_before(said: Timestamp, at: EventTime) -> EventTime {
    let latest = at.corrected.plus_ms(at.uncertainty_ms.into());
    if latest >= said { at } else { EventTime { corrected: said, uncertainty_ms: u32::MAX, ..at } }
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

    fn heard(clock: &Hands, server: i64, round_trip_ms: u64) -> Anchor {
        let begun = clock.monotonic();
        clock.elapsed.fetch_add(round_trip_ms, Ordering::Relaxed);
        Anchor::heard(Timestamp(server), &begun, clock).unwrap()
    }

    #[test]
    fn r51_a_clock_in_1970_is_corrected_by_server_time_and_elapsed_time() {
        let clock = hands("boot", 0, 1_000);
        let anchor = heard(&clock, 1_800_000_000_000, 200);
        clock.elapsed.store(61_200, Ordering::Relaxed);
        let at = event_time(Some(&anchor), &clock, None);
        assert_eq!(at.device, Timestamp(0));
        assert_eq!(at.corrected, Timestamp(1_800_000_060_101));
        assert!(at.uncertainty_ms < 200);
    }

    #[test]
    fn r51_a_clock_set_back_does_not_move_events_before_the_last_server_time() {
        let before = hands("boot", 500_000, 10);
        let anchor = heard(&before, 900_000, 0);
        let after = hands("another boot", 100_000, 0);
        let at = event_time(Some(&anchor), &after, None);
        assert_eq!(at.corrected, Timestamp(900_001));
        assert_eq!(at.uncertainty_ms, u32::MAX);
    }

    #[test]
    fn r51_after_a_restart_the_wall_clock_is_corrected_by_its_known_error() {
        let before = hands("boot", 500_000, 10);
        let anchor = heard(&before, 900_000, 0);
        let after = hands("another boot", 560_000, 0);
        assert_eq!(event_time(Some(&anchor), &after, None).corrected, Timestamp(960_001));
    }

    #[test]
    fn r51_without_any_server_time_the_uncertainty_says_so() {
        let at = event_time(None, &hands("boot", 42, 0), None);
        assert_eq!((at.corrected, at.uncertainty_ms), (Timestamp(42), u32::MAX));
    }

    /// R51, R62: whatever the clocks were between two of their milliseconds, and whenever within the round trip the server wrote
    /// its time, the truth is within what is said.
    #[test]
    fn r51_the_true_time_is_within_what_is_said() {
        for [sent, written, came, later] in [
            [999, 2_990, 2_999, 3_998],
            [0, 0, 3_000, 3_001],
            [500, 501, 502, 90_000_999],
            [1, 999, 1_000, 1_001],
        ] {
            let clock = hands("boot", 0, sent / 1_000);
            let begun = clock.monotonic();
            clock.elapsed.store(came / 1_000, Ordering::Relaxed);
            let server = |micros: u64| (77_000_400 + micros).div_euclid(1_000).cast_signed();
            let anchor = Anchor::heard(Timestamp(server(written)), &begun, &clock).unwrap();
            clock.elapsed.store(later / 1_000, Ordering::Relaxed);
            let at = event_time(Some(&anchor), &clock, None);
            let [known, now] = [server(came), server(later)];
            let off = i64::from(at.uncertainty_ms);
            assert!(known <= at.corrected.0 + off && at.corrected.0 - off <= now, "{at:?}, truly {now}");
            assert!(now <= at.corrected.0 + off, "{at:?}, truly {now}");
        }
    }

    /// R51: a clock that stands still while the device sleeps is found out, however slow the answer was that says so.
    #[test]
    fn r51_a_slow_answer_that_shows_the_clock_stood_still_is_believed() {
        let clock = hands("boot", 0, 0);
        let anchor = heard(&clock, 1_000_000, 2);
        for (server, believed) in [(1_000_041, false), (4_600_000, true)] {
            let slow = heard(&clock, server, 80);
            let known = event_time(Some(&anchor), &clock, None);
            assert_eq!(slow.is_better_than(&known), believed, "{slow:?} beside {known:?}");
        }
    }

    /// R62: nothing is signed before the word it is signed over.
    #[test]
    fn r62_what_comes_after_a_servers_word_is_not_dated_before_it() {
        let clock = hands("boot", 0, 0);
        let at = event_time(Some(&heard(&clock, 1_000_000, 2)), &clock, None);
        assert_eq!(not_before(Timestamp(999_000), at), at);
        let moved = not_before(Timestamp(2_000_000), at);
        assert_eq!((moved.corrected, moved.uncertainty_ms), (Timestamp(2_000_000), u32::MAX));
    }
}
