//! The clocks of an order (R22–R27, R31).

use jobsheet_client::domain::sla::{Clock, ClockRule, ClockState};
use jobsheet_client::domain::time::Timestamp;

/// The rule a clock watches.
#[uniffi::remote(Enum)]
pub enum ClockRule {
    /// R22: the phone is answered.
    PhoneAnswer,
    /// R23: contact in writing after a fault report.
    WrittenContact,
    /// R24: on site.
    OnSite,
    /// R25: a definite answer.
    DefiniteAnswer,
    /// R26: the fault is removed.
    FaultRemoved,
    /// R27: a spare unit is offered.
    SpareOffered,
    /// R28: a complaint is settled.
    ComplaintSettled,
    /// R28: whoever complains has an answer.
    ComplaintAnswered,
}

/// Where a clock stands.
#[uniffi::remote(Enum)]
pub enum ClockState {
    /// Time is left.
    Running {
        /// Milliseconds.
        left_ms: i64,
    },
    /// Little time is left.
    AtRisk {
        /// Milliseconds.
        left_ms: i64,
    },
    /// Stopped by a hold.
    Paused {
        /// Milliseconds.
        left_ms: i64,
    },
    /// Kept.
    Met {
        /// When.
        at: Timestamp,
    },
    /// Not kept.
    Missed {
        /// Milliseconds so far.
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

/// One clock, as it stands now.
#[uniffi::remote(Record)]
pub struct Clock {
    /// What it watches.
    pub rule: ClockRule,
    /// When it started.
    pub started_at: Timestamp,
    /// When the allowed time is used up.
    pub target_at: Option<Timestamp>,
    /// How long it was stopped, in milliseconds.
    pub paused_ms: i64,
    /// Where it stands.
    pub state: ClockState,
    /// Whether it was shown as missed until news of an event in time arrived.
    pub healed: bool,
}
