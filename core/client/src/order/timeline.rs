//! What happened to an order, with its own words: why it was sent back, what the engineer planned, what the technician
//! proposed.

use jobsheet_domain::id::{EventKey, UserId};
use jobsheet_domain::language::Language;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order::{EventKind, JudgedEvent, SignoffRecord, WorkOrderEvent};

use crate::order::reader::{Reader, body};
use crate::order::words;
use crate::rows;

/// Something that happened, for the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HappeningView {
    /// Its key: what a settlement names.
    pub key: EventKey,
    /// What: the event's kind, `sent_back`; `unknown` for one of a newer version of the product.
    pub kind: String,
    /// The visit it was made in.
    pub visit: u32,
    /// When, corrected.
    pub at: Timestamp,
    /// How far that may be off, in milliseconds.
    pub uncertainty_ms: u32,
    /// Who, by name; empty when the device does not know them.
    pub author: String,
    /// `kept`, `dropped`, `unfitting`, `invalid` or `unknown`.
    pub standing: String,
    /// What was said with it, in the order to be read; nothing that is blank.
    pub detail: Vec<DetailView>,
}

/// One thing said with an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailView {
    /// Which, for the program: `reason`, `findings`, `plan`.
    pub name: String,
    /// Which, for the person, in the language of the client.
    pub label: String,
    /// What was said.
    pub text: String,
}

/// Every event of the order, oldest first.
pub(super) fn timeline(reader: &Reader<'_>) -> Vec<HappeningView> {
    reader.order.state.timeline.iter().filter_map(|judged| happening(judged, reader)).collect()
}

fn happening(judged: &JudgedEvent, reader: &Reader<'_>) -> Option<HappeningView> {
    let event = reader.order.content.events.get(judged.key)?;
    Some(HappeningView {
        key: judged.key,
        kind: judged.kind.map_or("unknown", EventKind::name).to_owned(),
        visit: judged.visit,
        at: event.at.corrected,
        uncertainty_ms: event.at.uncertainty_ms,
        author: rows::name(reader.records, event.by.user),
        standing: judged.standing.name().to_owned(),
        detail: body(event).map(|body| detail(body, reader)).unwrap_or_default(),
    })
}

fn detail(body: &WorkOrderEvent, reader: &Reader<'_>) -> Vec<DetailView> {
    let said = said(body, reader).into_iter().filter(|(_, text)| !text.trim().is_empty());
    said.map(|(name, text)| DetailView {
        name: name.to_owned(),
        label: words::particular(name, reader.language).to_owned(),
        text,
    })
    .collect()
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
        E::Approved { note } => vec![("note", note.clone())],
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
    let names: Vec<String> = technicians.iter().map(|user| rows::name(reader.records, *user)).collect();
    vec![("technicians", names.join(", ")), ("lead", rows::name(reader.records, lead))]
}

fn signed(record: &SignoffRecord) -> Vec<(&'static str, String)> {
    let signatory = record.signatory.as_ref().map(|one| one.name.clone()).unwrap_or_default();
    let witness = record.witness.clone().unwrap_or_default();
    vec![("signatory", signatory), ("remarks", record.remarks.clone()), ("witness", witness)]
}
