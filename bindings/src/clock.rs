//! The platform's clocks.

use std::sync::Arc;

use jobsheet_client::domain::time::Timestamp;
use jobsheet_client::{Clock, Monotonic, SystemClock};

/// A call into the shell that failed there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ForeignFailure {
    /// It threw.
    #[error("{detail}")]
    Threw {
        /// What it said.
        detail: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for ForeignFailure {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Threw { detail: error.reason }
    }
}

/// A reading of time that cannot be set back by a user.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ClockReading {
    /// Names the span the reading belongs to: one boot of the device.
    pub span: String,
    /// Milliseconds since that span began, sleep included.
    pub elapsed_ms: u64,
}

/// Where the core takes time from (R51): `elapsedRealtime` with the boot count on Android, `mach_continuous_time` with
/// the boot session on iOS.
#[uniffi::export(with_foreign)]
pub trait DeviceClock: Send + Sync {
    /// What the device shows its user, in milliseconds since 1970 UTC.
    ///
    /// # Errors
    /// Whatever the shell throws; the core then reads the clock of the operating system.
    fn wall_ms(&self) -> Result<i64, ForeignFailure>;

    /// Time that only runs forward.
    ///
    /// # Errors
    /// As [`DeviceClock::wall_ms`].
    fn monotonic(&self) -> Result<ClockReading, ForeignFailure>;
}

/// The shell's clock, with the system's behind it. The latter has a span of its own, so a failure reads as a restart
/// and only makes times less certain.
pub struct ShellClock {
    shell: Arc<dyn DeviceClock>,
    system: SystemClock,
}

impl ShellClock {
    pub fn new(shell: Arc<dyn DeviceClock>) -> Self {
        Self { shell, system: SystemClock::new() }
    }
}

impl Clock for ShellClock {
    fn wall(&self) -> Timestamp {
        self.shell.wall_ms().map_or_else(|_| self.system.wall(), Timestamp)
    }

    fn monotonic(&self) -> Monotonic {
        let read = |reading: ClockReading| Monotonic { span: reading.span, elapsed_ms: reading.elapsed_ms };
        self.shell.monotonic().map_or_else(|_| self.system.monotonic(), read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Broken;

    impl DeviceClock for Broken {
        fn wall_ms(&self) -> Result<i64, ForeignFailure> {
            Err(ForeignFailure::Threw { detail: "no clock".to_owned() })
        }

        fn monotonic(&self) -> Result<ClockReading, ForeignFailure> {
            Err(ForeignFailure::Threw { detail: "no clock".to_owned() })
        }
    }

    struct Fixed;

    impl DeviceClock for Fixed {
        fn wall_ms(&self) -> Result<i64, ForeignFailure> {
            Ok(42)
        }

        fn monotonic(&self) -> Result<ClockReading, ForeignFailure> {
            Ok(ClockReading { span: "boot 7".to_owned(), elapsed_ms: 1_000 })
        }
    }

    #[test]
    fn r51_the_shells_clock_is_read() {
        let clock = ShellClock::new(Arc::new(Fixed));
        assert_eq!(clock.wall(), Timestamp(42));
        assert_eq!(clock.monotonic(), Monotonic { span: "boot 7".to_owned(), elapsed_ms: 1_000 });
    }

    #[test]
    fn r51_a_clock_that_fails_reads_as_a_restart() {
        let clock = ShellClock::new(Arc::new(Broken));
        assert!(clock.wall() > Timestamp(1_700_000_000_000));
        assert_ne!(clock.monotonic().span, "boot 7");
        assert_eq!(clock.monotonic().span, clock.monotonic().span);
    }
}
