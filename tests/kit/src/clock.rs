//! A clock whose hands the test moves.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jobsheet_client::domain::time::Timestamp;
use jobsheet_client::{Clock, Monotonic};

/// A device's clocks: the wall clock may be wrong, the monotonic one runs on.
pub struct Hands {
    wall_ms: AtomicI64,
    elapsed_ms: AtomicU64,
}

impl Hands {
    /// A device whose wall clock shows `wall_ms`.
    #[must_use]
    pub const fn showing(wall_ms: i64) -> Self {
        Self { wall_ms: AtomicI64::new(wall_ms), elapsed_ms: AtomicU64::new(0) }
    }

    /// Time passes.
    pub fn pass(&self, ms: u32) {
        self.wall_ms.fetch_add(i64::from(ms), Ordering::Relaxed);
        self.elapsed_ms.fetch_add(u64::from(ms), Ordering::Relaxed);
    }
}

impl Clock for Hands {
    fn wall(&self) -> Timestamp {
        Timestamp(self.wall_ms.load(Ordering::Relaxed))
    }

    fn monotonic(&self) -> Monotonic {
        Monotonic { span: "boot".to_owned(), elapsed_ms: self.elapsed_ms.load(Ordering::Relaxed) }
    }
}
