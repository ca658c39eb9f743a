//! What people do on a job.

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::{DocumentId, ItemId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::value::Value as Fact;
use jobsheet_client::domain::work_order::{
    Diagnosis, Outcome, PartFate, PartUse, Rating, Signatory, SignoffKind, Status, StrokePoint, Strokes,
    WorkOrderCommand as Ask,
};
use jobsheet_client::{Client, ClientError, Signing, Submitted};
use jobsheet_screens::{OrderView, screens};

/// Answers what is open on the checklist, one tap each, then finishes; the last tap counts.
///
/// # Errors
/// As [`Client::submit`].
pub fn finish(client: &Client, order: DocumentId) -> Result<Submitted, ClientError> {
    for item in screens(client).checklist(order)? {
        let answer = Ask::Answer { item: item.key, value: Fact::Flag(true) };
        client.submit(order, &Command::WorkOrder(answer))?;
    }
    let finish = Ask::Finish { outcome: Outcome::Solved, language: Language::Simplified };
    client.submit(order, &Command::WorkOrder(finish))
}

/// The tap that brings a job on from where it stands; the numbers are those of the world's commands.
#[must_use]
pub fn step_of(shown: &OrderView) -> usize {
    match shown.status {
        Status::Assigned => 1,
        Status::Accepted => 2,
        Status::Travelling => 3,
        Status::OnSite if shown.timeline.iter().any(|one| one.kind == "safety_checked") => 5,
        Status::OnSite | Status::OnHold => 4,
        Status::Working if shown.work_done.is_empty() => 12,
        Status::Working if shown.diagnosis.cause.is_none() => 10,
        Status::Working => 13,
        // A slip found after the signature: the correction voids it, and it is signed again.
        Status::Finished if shown.signoff.as_ref().is_some_and(|signoff| signoff.void_by.is_empty()) => 12,
        Status::Unraised
        | Status::Open
        | Status::Finished
        | Status::Approved
        | Status::Closed
        | Status::Escalated
        | Status::Cancelled => 0,
    }
}

/// What a satisfied customer gives.
#[must_use]
pub fn signing() -> Signing {
    let stroke =
        (0..20).map(|step| StrokePoint(step * 100, 900 - step * 20, step.unsigned_abs() * 16, 500)).collect();
    Signing {
        kind: SignoffKind::Signed,
        signatory: Some(Signatory { name: "王建国".to_owned(), capacity: "主管".to_owned() }),
        rating: Some(Rating { overall: 5, timeliness: 5, attitude: 5, quality: 5 }),
        remarks: "好".to_owned(),
        witness: None,
        strokes: Some(Strokes { width: 8_000, height: 3_000, strokes: vec![stroke] }),
        stamp: None,
    }
}

/// A diagnosis that lets work be finished.
#[must_use]
pub fn diagnosis(tag: usize) -> Diagnosis {
    Diagnosis {
        symptoms: Some(format!("alarm {tag}")),
        opened_by_others: Some(false),
        tests: None,
        cause: Some("worn".to_owned()),
        cause_class: Some("wear".to_owned()),
        remedy: Some("replace".to_owned()),
    }
}

/// A part used.
#[must_use]
pub fn part(tag: usize) -> PartUse {
    PartUse {
        id: ItemId(uuid::Uuid::new_v4()),
        number: format!("P-{tag}"),
        name: "Filter".to_owned(),
        quantity_milli: 1_000,
        serial: None,
        reason: "worn".to_owned(),
        old_part: PartFate::Scrapped,
    }
}

/// An edit from the version shown.
#[must_use]
pub fn edit(field: &str, shown: &OrderView, text: String) -> Ask {
    Ask::EditText { field: field.to_owned(), base: shown.heads.clone(), text }
}
