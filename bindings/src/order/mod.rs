//! One order, as its page shows it.

mod choice;
mod clock;
mod photo;
mod timeline;
mod visit;

use jobsheet_client::domain::id::{ChangeHash, Digest, DocumentId, EventKey, UserId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::refusal::Refusal;
use jobsheet_client::domain::sla::Clock;
use jobsheet_client::domain::time::{TimeWindow, Timestamp};
use jobsheet_client::domain::work_order::{Diagnosis, Outcome, Rating, Signatory, SignoffKind, Status};
use jobsheet_screens::{HappeningView, MemberView, OrderView, PartView, PhotoView, SignoffView, StatedView};

use crate::error::Reason;
use crate::report::PenStrokes;

pub use choice::{ConflictShown, StatedValue, StepShown};
pub use visit::{AnswerShown, VisitPage};

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
    /// Whether somebody's hand is under it.
    pub hand: bool,
    /// The hand where it lies open, as until organisations had a key to seal it to: what is sealed only the organisation sees.
    pub strokes: Option<PenStrokes>,
    /// SHA-256 of the normal form of the photo of the company's stamp.
    pub stamp: Option<Digest>,
    /// SHA-256 of its thumbnail.
    pub stamp_thumbnail: Option<Digest>,
    /// When.
    pub at: Timestamp,
    /// Changes that void it; empty while it stands.
    pub void_by: Vec<ChangeHash>,
    /// Changes the customer has not seen, of which nobody has decided yet.
    pub additions: Vec<ChangeHash>,
    /// Those that were kept.
    pub kept: Vec<ChangeHash>,
    /// Whether the customer is asked to sign again.
    pub sign_again: bool,
}

impl From<SignoffView> for SignoffShown {
    fn from(view: SignoffView) -> Self {
        Self {
            hand: view.record.has_hand(),
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
            kept: view.kept,
            sign_again: view.sign_again,
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
    /// The same in the reader's words.
    pub status_text: String,
    /// The visit.
    pub visit: u32,
    /// `normal`, `urgent` or `down`.
    pub priority: String,
    /// The same in the reader's words.
    pub priority_text: String,
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
    /// Photos of every visit.
    pub photos: Vec<PhotoView>,
    /// Parts of every visit.
    pub parts: Vec<PartView>,
    /// The outcome, once finished.
    pub outcome: Option<Outcome>,
    /// Every visit with what is its own, the first one first (R6).
    pub visits: Vec<VisitPage>,
    /// The timeline, oldest first.
    pub timeline: Vec<HappeningView>,
    /// What people must choose about, with every value (R49).
    pub conflicts: Vec<ConflictShown>,
    /// Events that cannot all take effect; empty unless contested (R5).
    pub contested: Vec<EventKey>,
    /// The sign-off.
    pub signoff: Option<SignoffShown>,
    /// Running clocks (R31).
    pub clocks: Vec<Clock>,
    /// What this person may make happen now, and why not the rest (R4).
    pub possible: Vec<StepShown>,
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
            status_text: view.status_text,
            visit: view.visit,
            priority: view.priority,
            priority_text: view.priority_text,
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
            visits: view.visits.into_iter().map(Into::into).collect(),
            timeline: view.timeline,
            conflicts: view.conflicts.into_iter().map(Into::into).collect(),
            contested: view.contested,
            signoff: view.signoff.map(Into::into),
            clocks: view.clocks,
            possible: view.possible.into_iter().map(|one| StepShown::of(one, language)).collect(),
            wedged: view.wedged.map(|code| Reason::of(&Refusal::new(&code), language)),
            unsent: view.unsent,
        }
    }
}
