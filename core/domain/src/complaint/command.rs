//! What a person can ask of a complaint. Commands are stored with unsent work, so their form is versioned with the
//! store's.

use serde::{Deserialize, Serialize};

use crate::complaint::event::{Channel, ComplaintClass, ComplaintRemedy, Severity};
use crate::id::{ChangeHash, DocumentId, EventKey, ItemId, UserId};
use crate::photo::PhotoRecord;
use crate::time::Timestamp;
use crate::value::{FactValue, Money};

/// A complaint as it is taken down (R41). Whose it is or who spoke is needed, and what happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComplaintTaken {
    /// By which way it came.
    pub channel: Channel,
    /// The call it came from.
    #[serde(default)]
    pub request: Option<DocumentId>,
    /// The order it came from.
    #[serde(default)]
    pub order: Option<DocumentId>,
    /// The sign-off of that order whose remark it is; with [`Channel::Sheet`] only.
    #[serde(default)]
    pub remark: Option<EventKey>,
    /// The number of the device's own register, offline.
    #[serde(default)]
    pub provisional: Option<String>,
    /// The customer, when recognised (R3).
    #[serde(default)]
    pub customer: Option<DocumentId>,
    /// The machine, when known.
    #[serde(default)]
    pub asset: Option<DocumentId>,
    /// The product model, or empty.
    #[serde(default)]
    pub product_model: String,
    /// Who complained, by name.
    #[serde(default)]
    pub contact: String,
    /// Their phone.
    #[serde(default)]
    pub phone: String,
    /// One line for lists.
    #[serde(default)]
    pub title: String,
    /// What happened, in the customer's words.
    pub facts: String,
    /// What the customer asks for, or empty.
    #[serde(default)]
    pub demand: String,
}

/// What an investigation found. Absent fields are left as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Findings {
    /// The true cause.
    pub cause: Option<String>,
    /// One of the classes of cause of a diagnosis (R10).
    pub cause_class: Option<String>,
    /// Whether the customer complains with reason.
    pub justified: Option<bool>,
    /// The unit that answers for it.
    pub responsible_unit: Option<String>,
    /// The person who answers for it.
    pub responsible_person: Option<UserId>,
}

/// What a customer said.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Said {
    /// Who said it, by name.
    pub who: String,
    /// By which way.
    pub channel: Channel,
    /// When, where it was not just now.
    #[serde(default)]
    pub said_at: Option<Timestamp>,
    /// Their words; needed for an objection and a withdrawal.
    #[serde(default)]
    pub words: String,
}

/// Something asked of a complaint (R41).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComplaintCommand {
    /// Take it down.
    Take(Box<ComplaintTaken>),
    /// Set its class and severity.
    Grade {
        /// What it is about.
        class: ComplaintClass,
        /// How much harm there is.
        severity: Severity,
        /// Why, in words; may be empty.
        note: String,
    },
    /// Begin the investigation, or hand it to somebody else.
    Investigate {
        /// Who investigates; nobody in particular where absent.
        investigator: Option<UserId>,
    },
    /// Propose a remedy.
    Propose {
        /// What kind.
        remedy: ComplaintRemedy,
        /// What exactly will be done.
        plan: String,
        /// What it costs the organisation.
        cost: Money,
    },
    /// Take a proposal back before the customer has said anything.
    SendBack {
        /// Why.
        reason: String,
    },
    /// Record that the customer agrees.
    Agree(Said),
    /// Record that the customer does not agree.
    Object(Said),
    /// Approve the remedy at its cost.
    Approve {
        /// Remarks; may be empty.
        note: String,
    },
    /// Refuse approval.
    Reject {
        /// Why.
        reason: String,
    },
    /// Record that the remedy was carried out.
    CarryOut {
        /// Whether at the customer's, by whoever records it.
        on_site: bool,
        /// What was done.
        note: String,
    },
    /// Record that the customer was told the outcome.
    Tell {
        /// Who was told.
        who: String,
        /// By which way.
        channel: Channel,
        /// What they were told.
        answer: String,
        /// Whether they are satisfied.
        satisfied: Option<bool>,
    },
    /// Close the file.
    Close {
        /// Why, where the customer is not satisfied.
        reason: Option<String>,
    },
    /// Record that the customer takes it back.
    Withdraw(Said),
    /// Go on in another complaint.
    Merge {
        /// Which.
        into: DocumentId,
    },
    /// Take it up again.
    Reopen {
        /// Why.
        reason: String,
    },
    /// Record that a work order was raised from it.
    LinkOrder {
        /// Which.
        order: DocumentId,
    },
    /// End a contest (R5).
    Settle {
        /// Office events that do not stand.
        drop: Vec<EventKey>,
        /// The field event that sets the status.
        stands: Option<EventKey>,
        /// Why.
        reason: String,
    },
    /// Set or choose one fact. Replaces every value seen.
    SetFact {
        /// The fact.
        name: String,
        /// Its value.
        value: FactValue,
    },
    /// Edit a long text.
    EditText {
        /// `facts`, `investigation`, `prevention` or `notes`.
        field: String,
        /// The version the author was looking at.
        base: Vec<ChangeHash>,
        /// The whole text as the author left it.
        text: String,
    },
    /// Record what the investigation found.
    RecordFindings(Findings),
    /// Add a photo (R14).
    AddPhoto(Box<PhotoRecord>),
    /// Change a photo's caption.
    CaptionPhoto {
        /// The photo.
        id: ItemId,
        /// The new caption.
        caption: String,
    },
    /// Link a complaint about the same product and cause.
    LinkSimilar {
        /// The item that holds the link.
        id: ItemId,
        /// The other complaint.
        complaint: DocumentId,
        /// Why they are alike.
        reason: String,
    },
    /// Take an item off its list: a register, never a deletion.
    RemoveItem {
        /// `photo` or `similar`.
        collection: String,
        /// The item.
        id: ItemId,
    },
}
