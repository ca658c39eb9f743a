//! What can happen to a request.

use serde::{Deserialize, Serialize};

use crate::id::DocumentId;

/// How a request ended: exactly one of these (R2).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestOutcome {
    /// The caller was helped at once.
    AnsweredByPhone {
        /// The answer given.
        answer: String,
    },
    /// One or more work orders came of it.
    WorkOrders {
        /// Which, sorted.
        orders: Vec<DocumentId>,
    },
    /// A complaint came of it (R41).
    Complaint {
        /// Which.
        complaint: DocumentId,
    },
    /// A quote came of it (R33).
    Quote {
        /// Which.
        quote: DocumentId,
    },
    /// The same as an earlier one.
    DuplicateOf {
        /// Which.
        request: DocumentId,
    },
    /// The caller withdrew it.
    Withdrawn {
        /// Why.
        reason: String,
    },
}

impl RequestOutcome {
    /// The name stored, sent and shown to programs.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AnsweredByPhone { .. } => "answered_by_phone",
            Self::WorkOrders { .. } => "work_orders",
            Self::Complaint { .. } => "complaint",
            Self::Quote { .. } => "quote",
            Self::DuplicateOf { .. } => "duplicate_of",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// Something that happened to a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RequestEvent {
    /// It was taken down (R1).
    Logged {
        /// `phone`, `letter`, `mail`, `message` or `walk_in`.
        channel: String,
        /// The number of the device's own register, for what was logged offline.
        provisional: Option<String>,
    },
    /// It ended (R2).
    Ended {
        /// How.
        outcome: RequestOutcome,
    },
    /// It was taken up again, because the way it ended proved wrong.
    Reopened {
        /// Why.
        reason: String,
    },
}
