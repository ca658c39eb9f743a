//! Work that was refused, and what people make of it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Recorded;

/// Work that was refused at admission; it is kept, whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RefusedView {
    /// Why: a stable code.
    pub code: String,
    /// Why, for a person, in the reader's own language.
    pub message: String,
    /// The device that sent it.
    pub device: Option<Uuid>,
    /// Whose device that is.
    pub user_name: String,
    /// When it came.
    pub received_at: i64,
    /// How many bytes are kept.
    pub bytes: u64,
    /// SHA-256 of them.
    pub digest: String,
    /// `evidence`, `waiting`, `admitted` or `rejected`.
    pub state: String,
    /// The decision, where a person made one.
    pub decision: Option<DecisionView>,
}

/// A person's decision over refused work.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DecisionView {
    /// Who decided.
    pub user: Uuid,
    /// Their name.
    pub name: String,
    /// When.
    pub at: i64,
    /// Why, in their words.
    pub reason: String,
}

/// Everything that waits for a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewList {
    /// Newest first.
    pub reviews: Vec<ReviewView>,
    /// Whether more waits: what is decided makes room for it.
    pub more: bool,
}

/// Work of one author on one document that waits for a person: one run, or several that rest on each other.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewView {
    /// What it is known by: the digest of its newest run.
    pub digest: String,
    /// The document.
    pub document: Uuid,
    /// `work_order`, `request`, `customer` or `asset`.
    pub kind: String,
    /// The order's or request's number; empty where it has none or the document is new.
    pub number: String,
    /// The order's title, the customer's or caller's name.
    pub title: String,
    /// Who did it.
    pub user_name: String,
    /// On which device.
    pub device: Uuid,
    /// The device's name.
    pub device_name: String,
    /// Whether that device was revoked.
    pub revoked: bool,
    /// Why it did not come in by itself: a stable code.
    pub code: String,
    /// Why, for a person, in the reader's own language.
    pub message: String,
    /// When it came.
    pub received_at: i64,
    /// How many signed runs it is.
    pub runs: u32,
    /// What is inside, oldest first; nothing where it rests on work that is not here.
    pub deeds: Vec<ReviewDeed>,
}

/// One thing that would be recorded.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReviewDeed {
    /// What was done.
    #[serde(flatten)]
    pub recorded: Recorded,
    /// The new value or text; empty for an event.
    pub value: String,
    /// When it happened, corrected (R51); only events say so.
    pub at: Option<i64>,
    /// What the device's clock said then.
    pub device_time: Option<i64>,
}

/// A decision.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DecisionAsked {
    /// Why, in up to 500 letters.
    pub reason: String,
}

/// What became of a file that was handed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HandedIn {
    /// Its runs, in the file's order.
    pub runs: Vec<HandedInRun>,
}

/// What became of one run of a file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HandedInRun {
    /// The document.
    pub document: Uuid,
    /// `stored`, `had_already`, `waiting` or `refused`.
    pub outcome: String,
    /// Why it was not stored: a stable code; empty where it was.
    pub code: String,
    /// Why, for a person, in the reader's own language; empty where it was stored.
    pub message: String,
}
