//! The kinds of event of a work order, without their particulars.

use serde::{Deserialize, Serialize};

use crate::work_order::event::{SignoffKind, WorkOrderEvent};

/// What happened, by its row in the transition table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// [`WorkOrderEvent::Raised`].
    Raised,
    /// [`WorkOrderEvent::Assigned`].
    Assigned,
    /// [`WorkOrderEvent::Reassigned`].
    Reassigned,
    /// [`WorkOrderEvent::Accepted`].
    Accepted,
    /// [`WorkOrderEvent::Declined`].
    Declined,
    /// [`WorkOrderEvent::SetOut`].
    SetOut,
    /// [`WorkOrderEvent::Arrived`].
    Arrived,
    /// [`WorkOrderEvent::SafetyChecked`].
    SafetyChecked,
    /// [`WorkOrderEvent::WorkStarted`].
    WorkStarted,
    /// [`WorkOrderEvent::Held`].
    Held,
    /// [`WorkOrderEvent::Finished`].
    Finished,
    /// [`WorkOrderEvent::ContextCorrected`].
    ContextCorrected,
    /// [`WorkOrderEvent::Reopened`].
    Reopened,
    /// [`WorkOrderEvent::SignedOff`] on the tablet: signed, with reservations, refused, nobody present.
    SignedOff,
    /// [`WorkOrderEvent::SignedOff`] later through a link.
    LinkSigned,
    /// [`WorkOrderEvent::LeftSite`].
    LeftSite,
    /// [`WorkOrderEvent::ProblemReported`].
    ProblemReported,
    /// [`WorkOrderEvent::ReportReceived`].
    ReportReceived,
    /// [`WorkOrderEvent::Approved`].
    Approved,
    /// [`WorkOrderEvent::SentBack`].
    SentBack,
    /// [`WorkOrderEvent::Closed`].
    Closed,
    /// [`WorkOrderEvent::Escalated`].
    Escalated,
    /// [`WorkOrderEvent::Analysed`].
    Analysed,
    /// [`WorkOrderEvent::Cancelled`].
    Cancelled,
    /// [`WorkOrderEvent::Reinstated`].
    Reinstated,
    /// [`WorkOrderEvent::AdditionsSettled`].
    AdditionsSettled,
    /// [`WorkOrderEvent::Settled`].
    Settled,
}

impl EventKind {
    /// The name stored in documents and used as a refusal's parameter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::Assigned => "assigned",
            Self::Reassigned => "reassigned",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::SetOut => "set_out",
            Self::Arrived => "arrived",
            Self::SafetyChecked => "safety_checked",
            Self::WorkStarted => "work_started",
            Self::Held => "held",
            Self::Finished => "finished",
            Self::ContextCorrected => "context_corrected",
            Self::Reopened => "reopened",
            Self::SignedOff => "signed_off",
            Self::LinkSigned => "link_signed",
            Self::LeftSite => "left_site",
            Self::ProblemReported => "problem_reported",
            Self::ReportReceived => "report_received",
            Self::Approved => "approved",
            Self::SentBack => "sent_back",
            Self::Closed => "closed",
            Self::Escalated => "escalated",
            Self::Analysed => "analysed",
            Self::Cancelled => "cancelled",
            Self::Reinstated => "reinstated",
            Self::AdditionsSettled => "additions_settled",
            Self::Settled => "settled",
        }
    }

    /// The name its event is stored by. A sign-off by link is the same event as one on the tablet.
    #[must_use]
    pub const fn event(self) -> &'static str {
        if matches!(self, Self::LinkSigned) { Self::SignedOff.name() } else { self.name() }
    }

    /// The stored name of the command that asks for it. A sign-off by link is the same command as one on the tablet.
    #[must_use]
    pub const fn command(self) -> &'static str {
        match self {
            Self::Raised => "raise",
            Self::Assigned => "assign",
            Self::Reassigned => "reassign",
            Self::Accepted => "accept",
            Self::Declined => "decline",
            Self::SetOut => "set_out",
            Self::Arrived => "arrive",
            Self::SafetyChecked => "check_safety",
            Self::WorkStarted => "start_work",
            Self::Held => "hold",
            Self::Finished => "finish",
            Self::ContextCorrected => "correct_context",
            Self::Reopened => "reopen",
            Self::SignedOff | Self::LinkSigned => "sign_off",
            Self::LeftSite => "leave_site",
            Self::ProblemReported => "report_problem",
            Self::ReportReceived => "receive_report",
            Self::Approved => "approve",
            Self::SentBack => "send_back",
            Self::Closed => "close",
            Self::Escalated => "escalate",
            Self::Analysed => "analyse",
            Self::Cancelled => "cancel",
            Self::Reinstated => "reinstate",
            Self::AdditionsSettled => "settle_additions",
            Self::Settled => "settle",
        }
    }
}

impl WorkOrderEvent {
    /// Which row of the transition table this is.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self {
            Self::Raised { .. } => EventKind::Raised,
            Self::Assigned { .. } => EventKind::Assigned,
            Self::Reassigned { .. } => EventKind::Reassigned,
            Self::Accepted {} => EventKind::Accepted,
            Self::Declined { .. } => EventKind::Declined,
            Self::SetOut { .. } => EventKind::SetOut,
            Self::Arrived {} => EventKind::Arrived,
            Self::SafetyChecked { .. } => EventKind::SafetyChecked,
            Self::WorkStarted {} => EventKind::WorkStarted,
            Self::Held { .. } => EventKind::Held,
            Self::Finished { .. } => EventKind::Finished,
            Self::ContextCorrected { .. } => EventKind::ContextCorrected,
            Self::Reopened { .. } => EventKind::Reopened,
            Self::SignedOff(record) => match record.kind {
                SignoffKind::LinkSigned => EventKind::LinkSigned,
                SignoffKind::Signed
                | SignoffKind::SignedWithReservations
                | SignoffKind::Refused
                | SignoffKind::NobodyPresent => EventKind::SignedOff,
            },
            Self::LeftSite { .. } => EventKind::LeftSite,
            Self::ProblemReported { .. } => EventKind::ProblemReported,
            Self::ReportReceived {} => EventKind::ReportReceived,
            Self::Approved { .. } => EventKind::Approved,
            Self::SentBack { .. } => EventKind::SentBack,
            Self::Closed { .. } => EventKind::Closed,
            Self::Escalated { .. } => EventKind::Escalated,
            Self::Analysed { .. } => EventKind::Analysed,
            Self::Cancelled { .. } => EventKind::Cancelled,
            Self::Reinstated { .. } => EventKind::Reinstated,
            Self::AdditionsSettled { .. } => EventKind::AdditionsSettled,
            Self::Settled { .. } => EventKind::Settled,
        }
    }
}
