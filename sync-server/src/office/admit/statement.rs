//! The statement in a sign-off (R60): signed by the device's own statement key, over exactly the report of the version
//! the customer read, and saying what the event says.

use jobsheet_document::{Change, Document};
use jobsheet_domain::event::Event;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::work_order::{SignoffRecord, WorkOrder};
use jobsheet_evidence::hand_digest;
use jobsheet_evidence::{Recorded, differing, impossible};
use jobsheet_report::{as_signed, canonical_bytes};
use jobsheet_signing::{KeyId, sha256, verify_statement};

use super::Stop;
use super::writer::Writer;
use crate::ledger::{StoredRun, StoredStatement};
use crate::office::hands;
use crate::office::keyring::{server_key, statement_key};
use crate::office::server::Server;

/// The sign-off in an event, when it is one.
pub(super) fn in_event(event: &Event) -> Option<(&Event, &SignoffRecord)> {
    Some((event, SignoffRecord::in_event(event)?))
}

/// Checks the statement of a sign-off and gives it as it will be stored, and why a person has to look at it where its times cannot
/// be (R62).
pub(super) fn check(
    server: &Server,
    document: &Document,
    change: &Change,
    writer: &Writer<'_>,
    run: &StoredRun,
    (event, record): (&Event, &SignoffRecord),
) -> Result<(StoredStatement, Option<Refusal>), Stop> {
    let Writer::Device(device) = writer else { return Err(Refusal::new("statement.invalid").into()) };
    let key = statement_key(device)?;
    let only = |id: &KeyId| (*id == key.id()).then_some(key);
    let verified =
        verify_statement(&record.statement, &only).map_err(|_| Refusal::new("statement.invalid"))?;
    if record.heads != change.header.dependencies {
        return Err(Refusal::new("statement.heads_mismatch").into());
    }
    let closed = closed(server, document, record, run.as_of)?;
    if let Some(field) = hidden(record) {
        return Err(Refusal::new("statement.field_mismatch").with("field", field).into());
    }
    let (content, report) = as_signed(record, sha256, |shown| document.content_shown(&record.heads, shown))?;
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
    let checkpoint = run.checkpoint;
    let server_key = &|id: &KeyId| server_key(server, id, said.not_before.position);
    let recorded = Recorded { event, record, report: &report, earlier, checkpoint, server_key };
    let differing = differing(said, &recorded);
    let untimely = impossible(said, run.received_at.0).then(|| Refusal::new("statement.untimely"));
    match whose.into_iter().find(|(_, same)| !same).map(|(field, _)| field).or(differing) {
        Some(field) => Err(Refusal::new("statement.field_mismatch").with("field", field).into()),
        None => {
            let (jws, receipt) = (record.statement.clone(), String::new());
            Ok((StoredStatement { event: event.key, jws, model: bytes, receipt }, untimely.or(closed)))
        }
    }
}

/// Why a person has to look at a hand that cannot be opened: it is sealed to the key that the device was told, and that key is not here
/// any more. The customer signed all the same. What a key of ours opens to no hand, or to another than the statement names, and
/// what is sealed to a key that was never told, is refused.
fn closed(
    server: &Server,
    document: &Document,
    record: &SignoffRecord,
    as_of: u64,
) -> Result<Option<Refusal>, Stop> {
    let Some(sealed) = &record.sealed else { return Ok(None) };
    if hands::holds(server, sealed.key) {
        let opens = hands::open(server, document.id(), record).is_some_and(|hand| hand.is_hand());
        return if opens { Ok(None) } else { Err(Refusal::new("signoff.hand_unreadable").into()) };
    }
    if hands::was_told(server, sealed.key, as_of)? {
        return Ok(Some(Refusal::new("signoff.hand_closed")));
    }
    Err(Refusal::new("signoff.hand_unreadable").into())
}

/// A page or a stamp that is the hand itself: it would lie open in evidence that keeps hands sealed.
fn hidden(record: &SignoffRecord) -> Option<&'static str> {
    let hand = record.sealed.as_ref().and_then(|_| hand_digest(record))?;
    let stamp = record.stamp.as_ref().map(|stamp| stamp.normal);
    if record.shown_digest == hand { Some("shown_digest") } else { (stamp == Some(hand)).then_some("stamp") }
}
