//! What happened to an order, with its own words: why it was sent back, what the engineer planned, what the technician
//! proposed.

use jobsheet_domain::id::UserId;
use jobsheet_domain::language::Language;
use jobsheet_domain::work_order::{EventKind, JudgedEvent, SignoffRecord, WorkOrderEvent};

use crate::order::reader::{Reader, body};
use crate::page::{self, HappeningView, words};

/// Every event of the order, oldest first.
pub(super) fn timeline(reader: &Reader<'_>) -> Vec<HappeningView> {
    reader.order.state.timeline.iter().filter_map(|judged| happening(judged, reader)).collect()
}

fn happening(judged: &JudgedEvent, reader: &Reader<'_>) -> Option<HappeningView> {
    let event = reader.order.content.events.get(judged.key)?;
    let said = body(event).map(|body| said(body, reader)).unwrap_or_default();
    let kind = ("work_order_event", judged.kind.map(EventKind::name));
    Some(page::happening(event, kind, judged.visit, judged.standing, said, reader))
}

fn said(body: &WorkOrderEvent, reader: &Reader<'_>) -> Vec<(&'static str, String)> {
    use WorkOrderEvent as E;
    let language: Language = reader.language;
    match body {
        E::Assigned { technicians, lead, .. } | E::Reassigned { technicians, lead } => {
            team(technicians, *lead, reader)
        }
        E::Declined { reason }
        | E::Reopened { reason }
        | E::SentBack { reason }
        | E::Cancelled { reason }
        | E::Reinstated { reason }
        | E::Settled { reason, .. }
        | E::Closed { reason: Some(reason) } => vec![("reason", reason.clone())],
        E::Held { reason, note } => {
            vec![("hold", words::hold(*reason, language).to_owned()), ("note", note.clone())]
        }
        E::Finished { outcome, .. } => vec![("outcome", words::outcome(*outcome, language).to_owned())],
        E::SignedOff(record) => signed(record),
        E::LeftSite { report } => vec![("report", report.clone())],
        E::ProblemReported { problem, proposal, demand } => {
            vec![("problem", problem.clone()), ("proposal", proposal.clone()), ("demand", demand.clone())]
        }
        E::Approved { note } | E::AdditionsSettled { note, .. } => vec![("note", note.clone())],
        E::Escalated { findings } => vec![("findings", findings.clone())],
        E::Analysed { cause, plan } => vec![("cause", cause.clone()), ("plan", plan.clone())],
        E::Raised { .. }
        | E::Accepted {}
        | E::SetOut { .. }
        | E::Arrived {}
        | E::SafetyChecked { .. }
        | E::WorkStarted {}
        | E::ContextCorrected { .. }
        | E::ReportReceived {}
        | E::Closed { reason: None } => Vec::new(),
    }
}

fn team(technicians: &[UserId], lead: UserId, reader: &Reader<'_>) -> Vec<(&'static str, String)> {
    let names: Vec<String> = technicians.iter().map(|user| reader.records.name(*user)).collect();
    vec![("technicians", names.join(", ")), ("lead", reader.records.name(lead))]
}

fn signed(record: &SignoffRecord) -> Vec<(&'static str, String)> {
    let signatory = record.signatory.as_ref().map(|one| one.name.clone()).unwrap_or_default();
    let witness = record.witness.clone().unwrap_or_default();
    vec![("signatory", signatory), ("remarks", record.remarks.clone()), ("witness", witness)]
}
