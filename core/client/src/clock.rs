//! Time as a device can know it (R51): its own clock, which may be wrong, and time that only ever runs forward.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jobsheet_domain::time::Timestamp;

/// A reading of time that cannot be set back by a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Monotonic {
    /// Names the span the reading belongs to: one boot of the device, or one life of the process.
    pub span: String,
    /// Milliseconds since that span began, sleep included where the platform can.
    pub elapsed_ms: u64,
}

impl Monotonic {
    /// Milliseconds since an earlier reading; nothing across a restart.
    #[must_use]
    pub fn since_ms(&self, earlier: &Self) -> Option<u64> {
        (self.span == earlier.span).then(|| self.elapsed_ms.checked_sub(earlier.elapsed_ms))?
    }
}

/// Where a client takes time from. Phones give their own: `elapsedRealtime` with the boot count on Android,
/// `mach_continuous_time` with the boot session on iOS.
pub trait Clock: Send + Sync {
    /// What the device shows its user.
    fn wall(&self) -> Timestamp;
    /// Time that only runs forward.
    fn monotonic(&self) -> Monotonic;
}

/// The clocks of the operating system as the standard library gives them. Its span is the life of this value.
pub struct SystemClock {
    span: String,
    begun: Instant,
}

impl SystemClock {
    /// Begins a span.
    #[must_use]
    pub fn new() -> Self {
        Self { span: uuid::Uuid::new_v4().to_string(), begun: Instant::now() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn wall(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn monotonic(&self) -> Monotonic {
        let elapsed_ms = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        Monotonic { span: self.span.clone(), elapsed_ms }
    }
}
