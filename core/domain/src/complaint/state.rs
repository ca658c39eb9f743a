//! The state of a complaint: what the fold makes of its events.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::complaint::event::{Channel, ComplaintClass, ComplaintRemedy, Reply, Severity};
use crate::complaint::kind::ComplaintKind;
use crate::complaint::status::ComplaintStatus;
use crate::flow::{Class, Contest, Standing};
use crate::id::{DocumentId, EventKey, UserId};
use crate::time::Timestamp;
use crate::value::Money;

/// How it came (R41).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// By which way.
    pub channel: Channel,
    /// When it was taken down, corrected.
    pub at: Timestamp,
    /// Who took it down.
    pub by: UserId,
    /// The call it came from.
    pub request: Option<DocumentId>,
    /// The order it came from.
    pub order: Option<DocumentId>,
    /// The sign-off of that order whose remark it is.
    pub remark: Option<EventKey>,
    /// The number of the device's own register, kept beside the office's.
    pub provisional: Option<String>,
}

/// The grade that stands: the last one in the order all replicas share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// What it is about.
    pub class: ComplaintClass,
    /// How much harm there is.
    pub severity: Severity,
    /// When it was graded, corrected.
    pub at: Timestamp,
}

/// The remedy on the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The event that proposed it.
    pub event: EventKey,
    /// What kind.
    pub remedy: ComplaintRemedy,
    /// What exactly will be done.
    pub plan: String,
    /// What it costs the organisation.
    pub cost: Money,
    /// What the customer said when they agreed.
    pub agreed: Option<Reply>,
    /// Who approved it.
    pub approved_by: Option<UserId>,
}

/// What the customer was told in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The event that says so.
    pub event: EventKey,
    /// Who was told.
    pub who: String,
    /// By which way.
    pub channel: Channel,
    /// What they were told.
    pub answer: String,
    /// Whether they are satisfied; `None` where they did not say.
    pub satisfied: Option<bool>,
}

/// One event as the fold judged it, in the order all replicas share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct JudgedComplaintEvent {
    /// The event.
    pub key: EventKey,
    /// What happened; `None` when it is not an event of complaints this version knows.
    pub kind: Option<ComplaintKind>,
    /// Field or office; `None` for what was not allowed or is not known.
    pub class: Option<Class>,
    /// What became of it.
    pub standing: Standing,
    /// The status it led to where it was made.
    pub target: ComplaintStatus,
}

/// Everything the events of a complaint say together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ComplaintState {
    /// Where it stands.
    pub status: ComplaintStatus,
    /// Since when, corrected.
    pub status_since: Option<Timestamp>,
    /// How it came; `None` before it was taken down.
    pub origin: Option<Origin>,
    /// Its class and severity, once graded.
    pub grade: Option<Grade>,
    /// The person who investigates, where one was named.
    pub investigator: Option<UserId>,
    /// The remedy proposed last. It stays here, without agreement, when the customer objected or approval was refused.
    pub proposal: Option<Proposal>,
    /// What the customer was told, until it is taken up again.
    pub outcome: Option<Outcome>,
    /// The complaint it goes on in.
    pub merged_into: Option<DocumentId>,
    /// Orders raised from it.
    pub orders: BTreeSet<DocumentId>,
    /// When the customer first had an answer: to a proposal they could say yes or no to, or in the end (R28). Corrected.
    pub answered_at: Option<Timestamp>,
    /// When the customer was told the outcome, until it is taken up again (R28). Corrected.
    pub settled_at: Option<Timestamp>,
    /// When it was withdrawn or merged, until it is taken up again. Corrected.
    pub ended_at: Option<Timestamp>,
    /// What a person must settle.
    pub contest: Option<Contest>,
    /// Every event with what became of it.
    pub timeline: Vec<JudgedComplaintEvent>,
}

impl ComplaintState {
    /// Whether a person must settle something (R5).
    #[must_use]
    pub const fn is_contested(&self) -> bool {
        self.contest.is_some()
    }

    /// What the fold made of an event.
    #[must_use]
    pub fn judged(&self, key: EventKey) -> Option<&JudgedComplaintEvent> {
        self.timeline.iter().find(|judged| judged.key == key)
    }
}
