//! A clock whose hands the test moves.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use jobsheet_client::domain::time::Timestamp;
use jobsheet_client::{Clock, Monotonic};

/// A device's clocks: the wall clock may be wrong, and both run on as time does.
pub struct Hands {
    wall_ms: i64,
    passed_ms: AtomicU64,
    begun: Instant,
}

impl Hands {
    /// A device whose wall clock shows `wall_ms`.
    #[must_use]
    pub fn showing(wall_ms: i64) -> Self {
        Self { wall_ms, passed_ms: AtomicU64::new(0), begun: Instant::now() }
    }

    /// Time passes.
    pub fn pass(&self, ms: u32) {
        self.passed_ms.fetch_add(u64::from(ms), Ordering::Relaxed);
    }

    fn elapsed_ms(&self) -> u64 {
        let ran = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        ran.saturating_add(self.passed_ms.load(Ordering::Relaxed))
    }
}

impl Clock for Hands {
    fn wall(&self) -> Timestamp {
        Timestamp(self.wall_ms).plus_ms(self.elapsed_ms().cast_signed())
    }

    fn monotonic(&self) -> Monotonic {
        Monotonic { span: "boot".to_owned(), elapsed_ms: self.elapsed_ms() }
    }
}
