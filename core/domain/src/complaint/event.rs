//! What can happen to a complaint. One variant for each act; where the customer was stood before, the same act has a row
//! of its own in the transition table (`transitions`).

use serde::{Deserialize, Serialize};

use crate::id::{DocumentId, EventKey, UserId};
use crate::time::Timestamp;
use crate::value::Money;

/// By which way the customer was spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Face to face at the customer's; whoever stood there records it on their own device, so it is a fact of the field.
    OnSite,
    /// By phone.
    Phone,
    /// By letter.
    Letter,
    /// By mail.
    Mail,
    /// By short message.
    Message,
    /// The customer came to the office.
    WalkIn,
    /// The customer's remark on a signed sheet. A complaint can come that way; an answer cannot be given by it.
    Sheet,
}

/// What a complaint is about (R41).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComplaintClass {
    /// The product does not do what it should.
    Quality,
    /// Service, delivery, manners, paperwork.
    NotQuality,
    /// Neither.
    Other,
}

/// How much harm there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// An annoyance.
    Minor,
    /// Work is hindered or money is lost.
    Major,
    /// Somebody is or may be hurt, or the customer's work stands still.
    Critical,
}

/// What is offered to put it right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComplaintRemedy {
    /// Repair.
    Repair,
    /// Exchange of a part or the unit.
    Replace,
    /// The unit goes back for the money.
    Return,
    /// Money or goods for the harm.
    Compensate,
    /// Training or advice.
    Train,
    /// An explanation or an apology.
    Explain,
}

/// What a customer said to a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reply {
    /// Who said it, by name as they gave it.
    pub who: String,
    /// By which way.
    pub channel: Channel,
    /// When they said it, not later than the event.
    pub said_at: Timestamp,
    /// Their words; needed for an objection.
    pub words: String,
}

/// Something that happened to a complaint (R41).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComplaintEvent {
    /// It was taken down.
    Taken {
        /// By which way it came.
        channel: Channel,
        /// The call it came from.
        request: Option<DocumentId>,
        /// The order it came from.
        order: Option<DocumentId>,
        /// The sign-off of that order whose remark it is.
        remark: Option<EventKey>,
        /// The number of the device's own register, for what was taken offline.
        provisional: Option<String>,
    },
    /// Its class and severity were set.
    Graded {
        /// What it is about.
        class: ComplaintClass,
        /// How much harm there is.
        severity: Severity,
        /// Why, in words; may be empty.
        note: String,
    },
    /// The investigation began, or went to somebody else.
    InvestigationBegun {
        /// Who investigates; `None` leaves it to whoever of the roles takes it up.
        investigator: Option<UserId>,
    },
    /// A remedy was proposed, or proposed anew.
    Proposed {
        /// What kind.
        remedy: ComplaintRemedy,
        /// What exactly will be done, as the customer is told.
        plan: String,
        /// What it costs the organisation.
        cost: Money,
    },
    /// The office takes a proposal back before the customer has said anything.
    SentBack {
        /// Why.
        reason: String,
    },
    /// The customer agrees to the remedy.
    Agreed(Reply),
    /// The customer does not agree.
    Objected(Reply),
    /// The remedy may be carried out at this cost.
    Approved {
        /// Remarks; may be empty.
        note: String,
    },
    /// The agreed remedy is not approved; another one is needed.
    Rejected {
        /// Why.
        reason: String,
    },
    /// The remedy was carried out.
    CarriedOut {
        /// Whether at the customer's, recorded there.
        on_site: bool,
        /// What was done; may be empty where an order says it.
        note: String,
    },
    /// The customer was told the outcome.
    Told {
        /// Who was told, by name.
        who: String,
        /// By which way.
        channel: Channel,
        /// What they were told.
        answer: String,
        /// Whether they are satisfied; `None` where they did not say.
        satisfied: Option<bool>,
    },
    /// The file was closed.
    Closed {
        /// Why, where the customer is not satisfied.
        reason: Option<String>,
    },
    /// The customer took it back.
    Withdrawn(Reply),
    /// It goes on in another complaint.
    Merged {
        /// Which.
        into: DocumentId,
    },
    /// It was taken up again.
    Reopened {
        /// Why.
        reason: String,
    },
    /// A work order was raised from it.
    OrderRaised {
        /// Which.
        order: DocumentId,
    },
    /// A person ends a contest (R5).
    Settled {
        /// The newest events of the past this decides about, sorted.
        past: Vec<EventKey>,
        /// Office events that do not stand, sorted.
        drop: Vec<EventKey>,
        /// The field event that sets the status, when the decider chose one.
        stands: Option<EventKey>,
        /// Why.
        reason: String,
    },
}

impl Channel {
    /// The name stored and sent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OnSite => "on_site",
            Self::Phone => "phone",
            Self::Letter => "letter",
            Self::Mail => "mail",
            Self::Message => "message",
            Self::WalkIn => "walk_in",
            Self::Sheet => "sheet",
        }
    }
}

impl ComplaintClass {
    /// The name stored and sent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quality => "quality",
            Self::NotQuality => "not_quality",
            Self::Other => "other",
        }
    }
}

impl Severity {
    /// The name stored and sent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }
}

impl ComplaintRemedy {
    /// The name stored and sent.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Repair => "repair",
            Self::Replace => "replace",
            Self::Return => "return",
            Self::Compensate => "compensate",
            Self::Train => "train",
            Self::Explain => "explain",
        }
    }
}
