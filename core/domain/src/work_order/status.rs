//! The work status: where the job stands. Sign-off and sync are axes of their own and never mixed in here.

use serde::{Deserialize, Serialize};

/// Where the job stands (domain table of transitions).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Before it was raised.
    #[default]
    #[serde(rename = "none")]
    Unraised,
    /// Raised, nobody assigned.
    Open,
    /// Technicians and a time window are set.
    Assigned,
    /// The lead takes it.
    Accepted,
    /// The lead is on the way.
    Travelling,
    /// The lead is there.
    OnSite,
    /// Work goes on.
    Working,
    /// Work rests, for a reason.
    OnHold,
    /// This visit's work is done.
    Finished,
    /// A manager accepted the report.
    Approved,
    /// The file is closed.
    Closed,
    /// Not solved: with a technical engineer.
    Escalated,
    /// Called off.
    Cancelled,
}

impl Status {
    /// Every status, in the order a job usually passes them.
    pub const ALL: [Self; 13] = [
        Self::Unraised,
        Self::Open,
        Self::Assigned,
        Self::Accepted,
        Self::Travelling,
        Self::OnSite,
        Self::Working,
        Self::OnHold,
        Self::Finished,
        Self::Approved,
        Self::Closed,
        Self::Escalated,
        Self::Cancelled,
    ];

    /// The name stored, sent and used as a refusal's parameter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unraised => "none",
            Self::Open => "open",
            Self::Assigned => "assigned",
            Self::Accepted => "accepted",
            Self::Travelling => "travelling",
            Self::OnSite => "on_site",
            Self::Working => "working",
            Self::OnHold => "on_hold",
            Self::Finished => "finished",
            Self::Approved => "approved",
            Self::Closed => "closed",
            Self::Escalated => "escalated",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the order is done with: nothing more is to happen to it, and it can only be taken up again.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Cancelled)
    }

    /// Whether the work is a matter of the past: the file may still have to be closed.
    #[must_use]
    pub const fn is_past(self) -> bool {
        self.is_over() || matches!(self, Self::Approved)
    }

    /// The status of a stored name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}
