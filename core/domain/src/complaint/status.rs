//! Where a complaint stands.

use serde::{Deserialize, Serialize};

/// Where a complaint stands (R41). Whether it is contested is an axis of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintStatus {
    /// Before it was taken down.
    #[default]
    #[serde(rename = "none")]
    Untaken,
    /// Taken down, nobody investigates yet.
    Taken,
    /// Somebody finds out what happened and what would put it right.
    Investigating,
    /// A remedy is proposed; the customer has not said what they think of it.
    Proposed,
    /// The customer agrees; the money is not yet approved.
    Agreed,
    /// The remedy may be carried out.
    Approved,
    /// The remedy is carried out; the customer has not been told.
    CarriedOut,
    /// The customer was told the outcome.
    Told,
    /// The file is closed.
    Closed,
    /// The customer took it back.
    Withdrawn,
    /// It is about the same matter as another one and goes on there.
    Merged,
}

impl ComplaintStatus {
    /// Every status, in the order a complaint usually passes them.
    pub const ALL: [Self; 11] = [
        Self::Untaken,
        Self::Taken,
        Self::Investigating,
        Self::Proposed,
        Self::Agreed,
        Self::Approved,
        Self::CarriedOut,
        Self::Told,
        Self::Closed,
        Self::Withdrawn,
        Self::Merged,
    ];

    /// The name stored, sent and used as a refusal's parameter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Untaken => "none",
            Self::Taken => "taken",
            Self::Investigating => "investigating",
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Approved => "approved",
            Self::CarriedOut => "carried_out",
            Self::Told => "told",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
            Self::Merged => "merged",
        }
    }

    /// The status of a stored name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether nothing more is to happen to it, so that it can only be taken up again.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn | Self::Merged)
    }
}
