//! One order, as its page shows it.

use jobsheet_client::domain::id::{ChangeHash, Digest, DocumentId, EventKey, ItemId, UserId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::refusal::Refusal;
use jobsheet_client::domain::sla::{Clock, ClockRule, ClockState};
use jobsheet_client::domain::time::{TimeWindow, Timestamp};
use jobsheet_client::domain::work_order::{
    Diagnosis, Outcome, PartUse, Rating, Signatory, SignoffKind, Status,
};
use jobsheet_client::{
    HappeningView, MemberView, OrderView, PhotoView, SignoffView, StatedView, Whereabouts,
};

use crate::error::Reason;
use crate::report::PenStrokes;
use crate::values::FieldValue;

/// Where a photo's bytes are (R14).
#[uniffi::remote(Enum)]
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
#[uniffi::remote(Record)]
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
    /// Whether the photo as the camera gave it is on this device.
    pub original_here: bool,
}

/// One technician of an order.
#[uniffi::remote(Record)]
pub struct MemberView {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Whether they answer for the job.
    pub lead: bool,
}

/// Something that happened, for the timeline.
#[uniffi::remote(Record)]
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

/// The rule a clock watches.
#[uniffi::remote(Enum)]
pub enum ClockRule {
    /// R22: the phone is answered.
    PhoneAnswer,
    /// R23: contact in writing after a fault report.
    WrittenContact,
    /// R24: on site.
    OnSite,
    /// R25: a definite answer.
    DefiniteAnswer,
    /// R26: the fault is removed.
    FaultRemoved,
    /// R27: a spare unit is offered.
    SpareOffered,
    /// R28: a complaint is settled.
    ComplaintSettled,
    /// R28: whoever complains has an answer.
    ComplaintAnswered,
}

/// Where a clock stands.
#[uniffi::remote(Enum)]
pub enum ClockState {
    /// Time is left.
    Running {
        /// Milliseconds.
        left_ms: i64,
    },
    /// Little time is left.
    AtRisk {
        /// Milliseconds.
        left_ms: i64,
    },
    /// Stopped by a hold.
    Paused {
        /// Milliseconds.
        left_ms: i64,
    },
    /// Kept.
    Met {
        /// When.
        at: Timestamp,
    },
    /// Not kept.
    Missed {
        /// Milliseconds so far.
        by_ms: i64,
        /// When it was done, if it was.
        at: Option<Timestamp>,
    },
    /// The matter ended while time was left.
    Ended {
        /// When.
        at: Timestamp,
    },
    /// The calendar has no data for a year it would need (R31).
    Unknown {
        /// The year.
        year: i32,
    },
}

/// One clock, as it stands now.
#[uniffi::remote(Record)]
pub struct Clock {
    /// What it watches.
    pub rule: ClockRule,
    /// When it started.
    pub started_at: Timestamp,
    /// When the allowed time is used up.
    pub target_at: Option<Timestamp>,
    /// How long it was stopped, in milliseconds.
    pub paused_ms: i64,
    /// Where it stands.
    pub state: ClockState,
    /// Whether it was shown as missed until news of an event in time arrived.
    pub healed: bool,
}

/// A value somebody wrote; one of several until a person chooses (R49).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct StatedValue {
    /// The value, to hand back in a choice.
    pub value: FieldValue,
    /// The value as text.
    pub text: String,
    /// Who wrote it, by name.
    pub author: String,
    /// The change that wrote it.
    pub change: ChangeHash,
}

impl From<StatedView> for StatedValue {
    fn from(view: StatedView) -> Self {
        Self { value: view.value.into(), text: view.text, author: view.author, change: view.change }
    }
}

/// The customer's sign-off and whether it stands (R19, R65).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SignoffShown {
    /// How it was settled.
    pub kind: SignoffKind,
    /// Who signed; absent when nobody was present.
    pub signatory: Option<Signatory>,
    /// The rating, when one was given.
    pub rating: Option<Rating>,
    /// Remarks, in the customer's words.
    pub remarks: String,
    /// A witness to a refusal or an absence.
    pub witness: Option<String>,
    /// The hand.
    pub strokes: Option<PenStrokes>,
    /// SHA-256 of the normal form of the photo of the company's stamp.
    pub stamp: Option<Digest>,
    /// SHA-256 of its thumbnail.
    pub stamp_thumbnail: Option<Digest>,
    /// When.
    pub at: Timestamp,
    /// Changes that void it; empty while it stands.
    pub void_by: Vec<ChangeHash>,
    /// Changes the customer has not seen.
    pub additions: Vec<ChangeHash>,
}

impl From<SignoffView> for SignoffShown {
    fn from(view: SignoffView) -> Self {
        Self {
            kind: view.record.kind,
            signatory: view.record.signatory,
            rating: view.record.rating,
            remarks: view.record.remarks,
            witness: view.record.witness,
            strokes: view.record.strokes.map(Into::into),
            stamp: view.record.stamp.as_ref().map(|stamp| stamp.normal),
            stamp_thumbnail: view.record.stamp.and_then(|stamp| stamp.thumbnail),
            at: view.at,
            void_by: view.void_by,
            additions: view.additions,
        }
    }
}

/// A work order as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct OrderPage {
    /// Which.
    pub id: DocumentId,
    /// The version shown; an edit of a text names it.
    pub heads: Vec<ChangeHash>,
    /// The office's number, once there is one.
    pub number: String,
    /// One line.
    pub title: String,
    /// Where the work stands.
    pub status: Status,
    /// The visit.
    pub visit: u32,
    /// `normal`, `urgent` or `down`.
    pub priority: String,
    /// The customer's name.
    pub customer: String,
    /// Addresses: more than one until somebody chooses.
    pub address: Vec<StatedValue>,
    /// Contacts likewise.
    pub contact: Vec<StatedValue>,
    /// Phones likewise.
    pub phone: Vec<StatedValue>,
    /// The promised span.
    pub window: Option<TimeWindow>,
    /// The team.
    pub team: Vec<MemberView>,
    /// The fault in the customer's words.
    pub fault: String,
    /// Notes of everybody.
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
    pub signoff: Option<SignoffShown>,
    /// Running clocks (R31).
    pub clocks: Vec<Clock>,
    /// Why this order's unsent work is stuck, when it is.
    pub wedged: Option<Reason>,
    /// Changes the server has not receipted yet.
    pub unsent: u64,
}

fn stated(views: Vec<StatedView>) -> Vec<StatedValue> {
    views.into_iter().map(Into::into).collect()
}

impl OrderPage {
    pub(crate) fn of(view: OrderView, language: Language) -> Self {
        Self {
            id: view.id,
            heads: view.heads,
            number: view.number,
            title: view.title,
            status: view.status,
            visit: view.visit,
            priority: view.priority,
            customer: view.customer,
            address: stated(view.address),
            contact: stated(view.contact),
            phone: stated(view.phone),
            window: view.window,
            team: view.team,
            fault: view.fault,
            notes: view.notes,
            findings: view.findings,
            work_done: view.work_done,
            diagnosis: view.diagnosis,
            photos: view.photos,
            parts: view.parts,
            outcome: view.outcome,
            timeline: view.timeline,
            conflicts: view.conflicts,
            contested: view.contested,
            signoff: view.signoff.map(Into::into),
            clocks: view.clocks,
            wedged: view.wedged.map(|code| Reason::of(&Refusal::new(&code), language)),
            unsent: view.unsent,
        }
    }
}
