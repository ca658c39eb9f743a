//! Each visit of an order with what is its own (R6).

use jobsheet_client::domain::id::{Digest, UserId};
use jobsheet_client::domain::time::Timestamp;
use jobsheet_client::domain::work_order::{Diagnosis, Outcome, SafetyCheck, Signatory, SignoffKind};
use jobsheet_screens::{
    AnswerView, AttendanceView, PartView, PhotoView, SafetyView, VisitSignoffView, VisitView,
};

use crate::values::FieldValue;

/// A safety check on site (R40).
#[uniffi::remote(Record)]
pub struct SafetyView {
    /// When, corrected.
    pub at: Timestamp,
    /// Who checked, by name.
    pub author: String,
    /// What was checked.
    pub check: SafetyCheck,
}

/// One technician's times at a visit; each none until it happens.
#[uniffi::remote(Record)]
pub struct AttendanceView {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Took the job.
    pub accepted: Option<Timestamp>,
    /// Did not take it.
    pub declined: Option<Timestamp>,
    /// On the way.
    pub set_out: Option<Timestamp>,
    /// At the site.
    pub arrived: Option<Timestamp>,
    /// Away again.
    pub left: Option<Timestamp>,
}

/// How the customer settled a visit's report, which [`crate::FieldClient::report_of`] shows.
#[uniffi::remote(Record)]
pub struct VisitSignoffView {
    /// Signed, refused, nobody present.
    pub kind: SignoffKind,
    /// Who signed; absent when nobody was present.
    pub signatory: Option<Signatory>,
    /// When, corrected.
    pub at: Timestamp,
    /// SHA-256 of the report that was settled.
    pub report_digest: Digest,
    /// Whether it no longer stands (R19); told of the present visit only.
    pub void: Option<bool>,
}

/// An answer to a checklist item.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct AnswerShown {
    /// The item's key.
    pub key: String,
    /// What was to be checked; the key where it has no words in this language.
    pub label: String,
    /// The answer.
    pub value: FieldValue,
    /// The answer in words.
    pub text: String,
}

impl From<AnswerView> for AnswerShown {
    fn from(view: AnswerView) -> Self {
        Self { key: view.key, label: view.label, value: view.value.into(), text: view.text }
    }
}

/// One visit: what it found, did and came to.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct VisitPage {
    /// Its number; the first is 1.
    pub number: u32,
    /// The diagnosis (R10).
    pub diagnosis: Diagnosis,
    /// What was found, in prose.
    pub findings: String,
    /// What was done.
    pub work_done: String,
    /// Photos taken in it.
    pub photos: Vec<PhotoView>,
    /// Parts used in it.
    pub parts: Vec<PartView>,
    /// Answers to its checklist.
    pub answers: Vec<AnswerShown>,
    /// Its last safety check; none before any.
    pub safety: Option<SafetyView>,
    /// Who took it, came and went.
    pub attendance: Vec<AttendanceView>,
    /// How the work ended; none until it is finished.
    pub outcome: Option<Outcome>,
    /// How the customer settled it; none until they do.
    pub signoff: Option<VisitSignoffView>,
}

impl From<VisitView> for VisitPage {
    fn from(view: VisitView) -> Self {
        Self {
            number: view.number,
            diagnosis: view.diagnosis,
            findings: view.findings,
            work_done: view.work_done,
            photos: view.photos,
            parts: view.parts,
            answers: view.answers.into_iter().map(Into::into).collect(),
            safety: view.safety,
            attendance: view.attendance,
            outcome: view.outcome,
            signoff: view.signoff,
        }
    }
}
