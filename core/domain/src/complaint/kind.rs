//! The kinds of event of a complaint, without their particulars.

use serde::{Deserialize, Serialize};

use crate::complaint::event::{Channel, ComplaintEvent, Reply};

/// What happened, by its row in the transition table. What was recorded before the customer is a kind of its own,
/// because it is a fact of the field and stands for good (R5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintKind {
    /// [`ComplaintEvent::Taken`] by any other way than on site.
    Taken,
    /// [`ComplaintEvent::Taken`] on site.
    TakenOnSite,
    /// [`ComplaintEvent::Graded`].
    Graded,
    /// [`ComplaintEvent::InvestigationBegun`].
    InvestigationBegun,
    /// [`ComplaintEvent::Proposed`].
    Proposed,
    /// [`ComplaintEvent::SentBack`].
    SentBack,
    /// [`ComplaintEvent::Agreed`] by any other way than on site.
    Agreed,
    /// [`ComplaintEvent::Agreed`] on site.
    AgreedOnSite,
    /// [`ComplaintEvent::Objected`] by any other way than on site.
    Objected,
    /// [`ComplaintEvent::Objected`] on site.
    ObjectedOnSite,
    /// [`ComplaintEvent::Approved`].
    Approved,
    /// [`ComplaintEvent::Rejected`].
    Rejected,
    /// [`ComplaintEvent::CarriedOut`], as the office knows it.
    CarriedOut,
    /// [`ComplaintEvent::CarriedOut`] on site.
    CarriedOutOnSite,
    /// [`ComplaintEvent::Told`] by any other way than on site.
    Told,
    /// [`ComplaintEvent::Told`] on site.
    ToldOnSite,
    /// [`ComplaintEvent::Closed`].
    Closed,
    /// [`ComplaintEvent::Withdrawn`] by any other way than on site.
    Withdrawn,
    /// [`ComplaintEvent::Withdrawn`] on site.
    WithdrawnOnSite,
    /// [`ComplaintEvent::Merged`].
    Merged,
    /// [`ComplaintEvent::Reopened`].
    Reopened,
    /// [`ComplaintEvent::OrderRaised`].
    OrderRaised,
    /// [`ComplaintEvent::Settled`].
    Settled,
}

impl ComplaintKind {
    /// The name shown to programs and used as a refusal's parameter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::TakenOnSite => "taken_on_site",
            Self::Graded => "graded",
            Self::InvestigationBegun => "investigation_begun",
            Self::Proposed => "proposed",
            Self::SentBack => "sent_back",
            Self::Agreed => "agreed",
            Self::AgreedOnSite => "agreed_on_site",
            Self::Objected => "objected",
            Self::ObjectedOnSite => "objected_on_site",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::CarriedOut => "carried_out",
            Self::CarriedOutOnSite => "carried_out_on_site",
            Self::Told => "told",
            Self::ToldOnSite => "told_on_site",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
            Self::WithdrawnOnSite => "withdrawn_on_site",
            Self::Merged => "merged",
            Self::Reopened => "reopened",
            Self::OrderRaised => "order_raised",
            Self::Settled => "settled",
        }
    }

    /// The name its event is stored by. What happened on site is the same event as elsewhere.
    #[must_use]
    pub const fn event(self) -> &'static str {
        match self {
            Self::TakenOnSite => Self::Taken.name(),
            Self::AgreedOnSite => Self::Agreed.name(),
            Self::ObjectedOnSite => Self::Objected.name(),
            Self::CarriedOutOnSite => Self::CarriedOut.name(),
            Self::ToldOnSite => Self::Told.name(),
            Self::WithdrawnOnSite => Self::Withdrawn.name(),
            Self::Taken
            | Self::Graded
            | Self::InvestigationBegun
            | Self::Proposed
            | Self::SentBack
            | Self::Agreed
            | Self::Objected
            | Self::Approved
            | Self::Rejected
            | Self::CarriedOut
            | Self::Told
            | Self::Closed
            | Self::Withdrawn
            | Self::Merged
            | Self::Reopened
            | Self::OrderRaised
            | Self::Settled => self.name(),
        }
    }
}

impl ComplaintEvent {
    /// Which row of the transition table this is.
    #[must_use]
    pub const fn kind(&self) -> ComplaintKind {
        use ComplaintKind as K;
        match self {
            Self::Taken { channel, .. } => on_site(*channel, K::TakenOnSite, K::Taken),
            Self::Graded { .. } => K::Graded,
            Self::InvestigationBegun { .. } => K::InvestigationBegun,
            Self::Proposed { .. } => K::Proposed,
            Self::SentBack { .. } => K::SentBack,
            Self::Agreed(Reply { channel, .. }) => on_site(*channel, K::AgreedOnSite, K::Agreed),
            Self::Objected(Reply { channel, .. }) => on_site(*channel, K::ObjectedOnSite, K::Objected),
            Self::Approved { .. } => K::Approved,
            Self::Rejected { .. } => K::Rejected,
            Self::CarriedOut { on_site: true, .. } => K::CarriedOutOnSite,
            Self::CarriedOut { on_site: false, .. } => K::CarriedOut,
            Self::Told { channel, .. } => on_site(*channel, K::ToldOnSite, K::Told),
            Self::Closed { .. } => K::Closed,
            Self::Withdrawn(Reply { channel, .. }) => on_site(*channel, K::WithdrawnOnSite, K::Withdrawn),
            Self::Merged { .. } => K::Merged,
            Self::Reopened { .. } => K::Reopened,
            Self::OrderRaised { .. } => K::OrderRaised,
            Self::Settled { .. } => K::Settled,
        }
    }
}

const fn on_site(channel: Channel, there: ComplaintKind, elsewhere: ComplaintKind) -> ComplaintKind {
    match channel {
        Channel::OnSite => there,
        Channel::Phone
        | Channel::Letter
        | Channel::Mail
        | Channel::Message
        | Channel::WalkIn
        | Channel::Sheet => elsewhere,
    }
}
