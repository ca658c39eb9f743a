//! The statement in a sign-off (R60): signed by the device's own statement key, over exactly the report of the version
//! the customer read, and saying what the event says.

use jobsheet_document::{Change, Document};
use jobsheet_domain::event::Event;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::work_order::{SignoffRecord, WorkOrder};
use jobsheet_report::{ReportModel, canonical_bytes, inkml, model};
use jobsheet_signing::{
    DeviceTime, KeyId, Statement, StatementKind, sha256, statement_digest, verify_statement,
};

use super::Stop;
use super::judge::{Writer, signoff_of, unreadable};
use crate::error::ApiError;
use crate::keyring::statement_key;
use crate::ledger::StoredStatement;
use crate::server::Server;

/// What a statement must say: the sign-off as the order records it, and what was known when it was made.
pub(crate) struct Recorded<'a> {
    /// The event.
    pub event: &'a Event,
    /// The sign-off in it.
    pub record: &'a SignoffRecord,
    /// The report of the version that was signed.
    pub report: &'a ReportModel,
    /// The sign-off that stood in that version, void by then: the one this replaces.
    pub earlier: Option<&'a SignoffRecord>,
    /// The checkpoint of the run that brought it (R62).
    pub checkpoint: u64,
}

/// The sign-off in an event, when it is one.
pub(super) fn in_event(event: &Event) -> Option<(&Event, &SignoffRecord)> {
    signoff_of(event).map(|record| (event, record))
}

/// Checks the statement of a sign-off and gives it as it will be stored.
pub(super) fn check(
    server: &Server,
    document: &Document,
    change: &Change,
    writer: &Writer<'_>,
    checkpoint: u64,
    (event, record): (&Event, &SignoffRecord),
) -> Result<StoredStatement, Stop> {
    let Writer::Device(device) = writer else { return Err(Refusal::new("statement.invalid").into()) };
    let key = statement_key(device)?;
    let only = |id: &KeyId| (*id == key.id()).then_some(key);
    let verified =
        verify_statement(&record.statement, &only).map_err(|_| Refusal::new("statement.invalid"))?;
    if record.heads != change.header.dependencies {
        return Err(Refusal::new("statement.heads_mismatch").into());
    }
    let content = document.content_at(&record.heads).map_err(unreadable)?;
    let report = model(&content);
    let bytes = canonical_bytes(&report);
    if sha256(&bytes) != record.report_digest.0 {
        return Err(Refusal::new("statement.report_mismatch").into());
    }
    let said = &verified.statement;
    let whose = [
        ("organisation", said.organisation == *server.organisation.id.0.as_bytes()),
        ("document", said.document == *document.id().0.as_bytes()),
        ("device", said.device == *event.by.device.0.as_bytes()),
        ("user", said.user == *event.by.user.0.as_bytes()),
    ];
    let earlier = WorkOrder::new(&content).signoff();
    let differing = differing(said, &Recorded { event, record, report: &report, earlier, checkpoint })?;
    match whose.into_iter().find(|(_, same)| !same).map(|(field, _)| field).or(differing) {
        Some(field) => Err(Refusal::new("statement.field_mismatch").with("field", field).into()),
        None => Ok(StoredStatement {
            event: event.key,
            jws: record.statement.clone(),
            model: bytes,
            receipt: String::new(),
        }),
    }
}

/// The first field of a statement that says something else than the event or the report.
pub(crate) fn differing(said: &Statement, recorded: &Recorded<'_>) -> Result<Option<&'static str>, ApiError> {
    let Recorded { event, record, report, .. } = recorded;
    let at = DeviceTime {
        device_ms: event.at.device.0,
        corrected_ms: event.at.corrected.0,
        uncertainty_ms: event.at.uncertainty_ms.into(),
    };
    let previous = recorded.earlier.and_then(|earlier| statement_digest(&earlier.statement));
    let outcome = serde_json::to_value(record.kind).map_err(|error| ApiError::failed(&error))?;
    let heads: Vec<[u8; 32]> = record.heads.iter().map(|head| head.0).collect();
    let signatory = record.signatory.as_ref().map(|s| (s.name.as_str(), s.capacity.as_str()));
    let rating = record.rating.map(|r| [r.overall, r.timeliness, r.attitude, r.quality]);
    let strokes = record.strokes.as_ref().map(|strokes| sha256(inkml(strokes).as_bytes()));
    let photos: Vec<String> = said.photos.iter().map(hex::encode).collect();
    let quantity = |milli: u64| i64::try_from(milli).ok();
    let parts = said
        .parts
        .iter()
        .map(|part| (part.number.as_str(), part.name.as_str(), quantity(part.quantity_milli)));
    let reported = report.parts.iter();
    let same = [
        ("kind", said.kind == StatementKind::SignOff),
        ("heads", said.heads == heads),
        ("report_digest", said.report_digest == record.report_digest.0),
        ("shown_digest", said.shown_digest == record.shown_digest.0),
        ("signatory", said.signatory.as_ref().map(|s| (s.name.as_str(), s.capacity.as_str())) == signatory),
        ("rating", said.rating.map(|r| [r.overall, r.timeliness, r.attitude, r.quality]) == rating),
        ("remarks", said.remarks == record.remarks),
        ("witness", said.witness == record.witness),
        ("outcome", outcome.as_str() == Some(&said.outcome)),
        ("strokes_digest", said.strokes_digest == strokes),
        ("stamp", said.stamp == record.stamp.as_ref().map(|stamp| stamp.normal.0)),
        ("photos", photos.iter().eq(report.photos.iter().map(|photo| &photo.digest))),
        (
            "parts",
            parts
                .eq(reported
                    .map(|part| (part.number.as_str(), part.name.as_str(), Some(part.quantity_milli)))),
        ),
        // The report has no charges yet; a statement that names some says more than the customer read.
        ("charges", said.charges.is_empty()),
        ("consent", said.consent == report.consent),
        ("not_before", said.not_before.position == recorded.checkpoint),
        ("at", said.at == at),
        ("previous", said.previous == previous),
    ];
    Ok(same.into_iter().find(|(_, same)| !same).map(|(field, _)| field))
}
