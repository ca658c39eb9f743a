//! What screens show. Views are made from documents and read models; a shell only draws them.

use jobsheet_domain::id::{ChangeHash, Digest, DocumentId, EventKey, ItemId, UserId};
use jobsheet_domain::sla::Clock as ClockView;
use jobsheet_domain::time::{TimeWindow, Timestamp};
use jobsheet_domain::value::Value;
use jobsheet_domain::work_order::{Diagnosis, Outcome, PartUse, SignoffRecord, Status};

/// A value somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedView {
    /// The value.
    pub value: Value,
    /// The value as text.
    pub text: String,
    /// Who wrote it, by name; empty when the device does not know them.
    pub author: String,
    /// The change that wrote it.
    pub change: ChangeHash,
}

/// Where a photo's bytes are (R14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// On this device only.
    Here,
    /// On its way.
    Sending {
        /// Whole percents the server has.
        percent: u8,
    },
    /// The server has it whole.
    OnServer,
    /// On another device or on the server: this one has not fetched it.
    Elsewhere,
}

/// A photo of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoView {
    /// Its item.
    pub id: ItemId,
    /// Stage.
    pub stage: String,
    /// Caption.
    pub caption: String,
    /// SHA-256 of the normal form.
    pub normal: Digest,
    /// SHA-256 of the thumbnail.
    pub thumbnail: Option<Digest>,
    /// Where the normal form is.
    pub whereabouts: Whereabouts,
    /// Whether the photo as the camera gave it is on this device. It stays until policy lets it go; its digest stays in the
    /// order for ever (R14).
    pub original_here: bool,
}

/// One technician of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberView {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Whether they answer for the job.
    pub lead: bool,
}

/// Something that happened, for the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HappeningView {
    /// Its key.
    pub key: EventKey,
    /// What: the event's kind.
    pub kind: String,
    /// When, corrected.
    pub at: Timestamp,
    /// How far that may be off.
    pub uncertainty_ms: u32,
    /// Who, by name.
    pub author: String,
    /// `kept`, `dropped`, `unfitting`, `invalid` or `unknown`.
    pub standing: String,
}

/// The customer's sign-off and whether it stands (R19, R65).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignoffView {
    /// What was signed.
    pub record: SignoffRecord,
    /// When.
    pub at: Timestamp,
    /// Changes that void it, by computation; empty while it stands.
    pub void_by: Vec<ChangeHash>,
    /// Changes the customer has not seen.
    pub additions: Vec<ChangeHash>,
}

/// A work order as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderView {
    /// Which.
    pub id: DocumentId,
    /// The version shown; a text edit names it.
    pub heads: Vec<ChangeHash>,
    /// The office's number, once there is one.
    pub number: String,
    /// One line.
    pub title: String,
    /// Work status.
    pub status: Status,
    /// Visit.
    pub visit: u32,
    /// Priority.
    pub priority: String,
    /// The customer's name, as far as the device knows it.
    pub customer: String,
    /// Addresses: more than one until somebody chooses (R49).
    pub address: Vec<StatedView>,
    /// Contacts likewise.
    pub contact: Vec<StatedView>,
    /// Phones likewise.
    pub phone: Vec<StatedView>,
    /// The promised span.
    pub window: Option<TimeWindow>,
    /// The team.
    pub team: Vec<MemberView>,
    /// Fault in the customer's words.
    pub fault: String,
    /// Notes.
    pub notes: String,
    /// What was found on this visit.
    pub findings: String,
    /// What was done on this visit.
    pub work_done: String,
    /// The diagnosis of this visit.
    pub diagnosis: Diagnosis,
    /// Photos.
    pub photos: Vec<PhotoView>,
    /// Parts.
    pub parts: Vec<PartUse>,
    /// The outcome, once finished.
    pub outcome: Option<Outcome>,
    /// The timeline, oldest first.
    pub timeline: Vec<HappeningView>,
    /// Paths of everything people must choose about.
    pub conflicts: Vec<String>,
    /// Events that cannot all take effect; empty unless contested (R5).
    pub contested: Vec<EventKey>,
    /// The sign-off.
    pub signoff: Option<SignoffView>,
    /// Running clocks (R31).
    pub clocks: Vec<ClockView>,
    /// Why this document's unsent work is stuck, when it is: a refusal's code.
    pub wedged: Option<String>,
    /// Changes the server has not receipted yet.
    pub unsent: u64,
}
