//! What the fold makes of events, and what it leaves to a person.

use serde::{Deserialize, Serialize};

use crate::id::EventKey;

/// Events that could not all take effect; a person must settle them (R5).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Contest {
    /// Office events set aside because they do not fit the field's facts or one another.
    pub dropped: Vec<EventKey>,
    /// Field events that stand as facts but did not set the status, and events beside one they clash with.
    pub unfitting: Vec<EventKey>,
    /// Settlements made without knowledge of each other.
    pub settlements: Vec<EventKey>,
}

impl Contest {
    /// Whether there is nothing to settle.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.dropped.is_empty() && self.unfitting.is_empty() && self.settlements.is_empty()
    }
}

/// What the fold made of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It stands.
    Kept,
    /// An office event that does not stand beside the field's facts, or was settled away.
    Dropped,
    /// A field event that stands as a fact and leaves the status as it was.
    Unfitting,
    /// Not allowed where it was made; ignored.
    Invalid,
    /// Of a newer version of the product; ignored.
    Unknown,
}

impl Standing {
    /// The name shown to programs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Dropped => "dropped",
            Self::Unfitting => "unfitting",
            Self::Invalid => "invalid",
            Self::Unknown => "unknown",
        }
    }

    /// Whether what the event says is so, whether or not it set the status.
    #[must_use]
    pub const fn is_fact(self) -> bool {
        matches!(self, Self::Kept | Self::Unfitting)
    }
}
