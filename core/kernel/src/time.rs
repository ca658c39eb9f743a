//! Points in time. The domain never reads a clock: every time is an argument.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// One minute in milliseconds.
pub const MINUTE_MS: i64 = 60_000;
/// One hour in milliseconds.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Twenty-four hours in milliseconds.
pub const DAY_MS: i64 = 24 * HOUR_MS;

impl Timestamp {
    /// This time moved by `ms` milliseconds; saturates at the ends of the range.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this time; negative when this time is before it.
    #[must_use]
    pub const fn since_ms(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// A place on Earth in millionths of a degree (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Position {
    /// Latitude, north positive, in micro-degrees.
    pub latitude_udeg: i32,
    /// Longitude, east positive, in micro-degrees.
    pub longitude_udeg: i32,
}

/// When and where something happened, as well as the device could know it (R9, R51).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EventTime {
    /// What the device's own clock said.
    pub device: Timestamp,
    /// Estimated from the last time heard from the server plus elapsed monotonic time.
    pub corrected: Timestamp,
    /// How far `corrected` may be off, in milliseconds; `u32::MAX` when no server time was ever heard.
    pub uncertainty_ms: u32,
    /// Where, when the user permits it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// Half-open span of time `[from, to)` promised to a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimeWindow {
    /// First moment of the window.
    pub from: Timestamp,
    /// First moment after the window.
    pub to: Timestamp,
}
