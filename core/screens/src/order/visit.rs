//! Each visit of an order with what is its own (R6).

use std::collections::BTreeMap;

use jobsheet_domain::event::Event;
use jobsheet_domain::id::{Digest, UserId};
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::value::Value;
use jobsheet_domain::work_order::{
    Attendance, Diagnosis, Outcome, SafetyCheck, Signatory, Signoff, SignoffKind, Standing, WorkOrderEvent,
};

use crate::order::part::PartView;
use crate::order::reader::{Reader, body};
use crate::page::{PhotoView, words};

/// One visit: what it found, did and came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitView {
    /// Its number; the first is 1.
    pub number: u32,
    /// The diagnosis (R10).
    pub diagnosis: Diagnosis,
    /// What was found, in prose.
    pub findings: String,
    /// What was done (R12).
    pub work_done: String,
    /// Photos taken in it.
    pub photos: Vec<PhotoView>,
    /// Parts used in it.
    pub parts: Vec<PartView>,
    /// Answers to its checklist, by key.
    pub answers: Vec<AnswerView>,
    /// Its last safety check (R40); `None` before any.
    pub safety: Option<SafetyView>,
    /// Who took it, came and went, by user.
    pub attendance: Vec<AttendanceView>,
    /// How the work ended; `None` until it is finished.
    pub outcome: Option<Outcome>,
    /// How the customer settled it; `None` until they do.
    pub signoff: Option<VisitSignoffView>,
}

/// An answer to a checklist item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerView {
    /// The item's key.
    pub key: String,
    /// What was to be checked, in the language of the client; the key where it has no words.
    pub label: String,
    /// The answer.
    pub value: Value,
    /// The answer in words.
    pub text: String,
}

/// A safety check on site (R40).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafetyView {
    /// When, corrected.
    pub at: Timestamp,
    /// Who checked, by name; empty when the device does not know them.
    pub author: String,
    /// What was checked.
    pub check: SafetyCheck,
}

/// One technician's times at a visit, corrected; each `None` until it happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceView {
    /// Who.
    pub user: UserId,
    /// Their name; empty when the device does not know them.
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

/// How the customer settled a visit's report, which [`crate::Screens::report_of`] shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitSignoffView {
    /// Signed, refused, nobody present …
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

/// Every visit, the first one first.
pub(super) fn visits(reader: &Reader<'_>, photos: &[PhotoView], parts: &[PartView]) -> Vec<VisitView> {
    let (order, void) = (reader.order, reader.order.signoff_void);
    let visit = |number: u32| {
        let came_to = order.state.visit_numbered(number).unwrap_or_default();
        VisitView {
            number,
            diagnosis: order.diagnosis(number),
            findings: order.findings(number).to_owned(),
            work_done: order.work_done(number).to_owned(),
            photos: photos.iter().filter(|photo| photo.visit == number).cloned().collect(),
            parts: parts.iter().filter(|part| part.visit == number).cloned().collect(),
            answers: answers(reader, number),
            safety: safety(reader, number),
            attendance: attendance(reader, number),
            outcome: came_to.outcome,
            signoff: came_to
                .signoff
                .and_then(|signoff| settled(reader, signoff, (number == order.state.visit).then_some(void))),
        }
    };
    (1..=order.state.visit.max(1)).map(visit).collect()
}

fn settled(reader: &Reader<'_>, signoff: Signoff, void: Option<bool>) -> Option<VisitSignoffView> {
    let record = reader.order.signoff_record(signoff.event)?;
    Some(VisitSignoffView {
        kind: signoff.kind,
        signatory: record.signatory.clone(),
        at: signoff.at,
        report_digest: record.report_digest,
        void,
    })
}

fn answers(reader: &Reader<'_>, visit: u32) -> Vec<AnswerView> {
    let items = reader.records.policy.checklist.iter();
    let labels: BTreeMap<&str, &String> = items
        .filter_map(|item| Some((item.key.as_str(), item.labels.get(reader.language.code())?)))
        .collect();
    let answer = |(key, value): (&str, &Value)| AnswerView {
        key: key.to_owned(),
        label: labels.get(key).map_or_else(|| key.to_owned(), |label| (*label).clone()),
        value: value.clone(),
        text: words::value(value, reader.language, &reader.zone()),
    };
    reader.order.answers(visit).into_iter().map(answer).collect()
}

/// The last check that stands as a fact, whether or not it set anything off.
fn safety(reader: &Reader<'_>, visit: u32) -> Option<SafetyView> {
    let of_visit = reader.order.state.timeline.iter().rev().filter(|judged| judged.visit == visit);
    let mut standing =
        of_visit.filter(|judged| matches!(judged.standing, Standing::Kept | Standing::Unfitting));
    standing.find_map(|judged| checked(reader.order.content.events.get(judged.key)?, reader))
}

fn checked(event: &Event, reader: &Reader<'_>) -> Option<SafetyView> {
    let WorkOrderEvent::SafetyChecked { check } = body(event)? else { return None };
    let author = reader.records.name(event.by.user);
    Some(SafetyView { at: event.at.corrected, author, check: check.clone() })
}

fn attendance(reader: &Reader<'_>, visit: u32) -> Vec<AttendanceView> {
    let of_visit = reader.order.state.attendance.iter().filter(|((number, _), _)| *number == visit);
    of_visit
        .map(|((_, user), times)| {
            let Attendance { accepted, declined, set_out, arrived, left } = *times;
            let name = reader.records.name(*user);
            AttendanceView { user: *user, name, accepted, declined, set_out, arrived, left }
        })
        .collect()
}
