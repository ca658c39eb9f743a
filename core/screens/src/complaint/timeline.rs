//! What happened to a complaint, with what was said.

use jobsheet_client::{Client, ClientError};
use jobsheet_domain::complaint::{
    Channel, Complaint, ComplaintEvent, ComplaintKind, JudgedComplaintEvent, Reply,
};

use crate::complaint::link::LinkView;
use crate::complaint::{parts, words};
use crate::page::{self, HappeningView, Reader};

/// The particulars of an event by their stable names.
type Particulars = Vec<(&'static str, String)>;

/// Every event of the complaint, oldest first.
pub(super) fn timeline(
    client: &Client,
    complaint: Complaint<'_>,
    reader: &Reader<'_>,
) -> Result<Vec<HappeningView>, ClientError> {
    let mut happened = Vec::new();
    for judged in &complaint.state.timeline {
        happened.extend(happening(client, complaint, judged, reader)?);
    }
    Ok(happened)
}

fn happening(
    client: &Client,
    complaint: Complaint<'_>,
    judged: &JudgedComplaintEvent,
    reader: &Reader<'_>,
) -> Result<Option<HappeningView>, ClientError> {
    let Some(event) = complaint.content.events.get(judged.key) else { return Ok(None) };
    let said = event.body.read::<ComplaintEvent>().map(|body| said(client, body, reader)).transpose()?;
    let kind = ("complaint_event", judged.kind.map(ComplaintKind::name));
    Ok(Some(page::happening(event, kind, 0, judged.standing, said.unwrap_or_default(), reader)))
}

fn said(client: &Client, body: &ComplaintEvent, reader: &Reader<'_>) -> Result<Particulars, ClientError> {
    use ComplaintEvent as E;
    let language = reader.language;
    Ok(match body {
        E::Taken { channel, order, .. } => {
            let order = order.map(|order| LinkView::numbered(client, order)).transpose()?;
            vec![way(*channel, reader), ("order", order.map(|order| order.name).unwrap_or_default())]
        }
        E::Graded { class, severity, note } => vec![
            ("class", words::class(*class, language).to_owned()),
            ("severity", words::severity(*severity, language).to_owned()),
            ("note", note.clone()),
        ],
        E::InvestigationBegun { investigator } => {
            vec![("investigator", parts::name(*investigator, reader.records))]
        }
        E::Proposed { remedy, plan, cost } => vec![
            ("remedy", words::remedy(*remedy, language).to_owned()),
            ("plan", plan.clone()),
            ("cost", cost.to_string()),
        ],
        E::SentBack { reason }
        | E::Rejected { reason }
        | E::Reopened { reason }
        | E::Settled { reason, .. }
        | E::Closed { reason: Some(reason) } => vec![("reason", reason.clone())],
        E::Agreed(reply) | E::Objected(reply) | E::Withdrawn(reply) => replied(reply, reader),
        E::Approved { note } | E::CarriedOut { note, .. } => vec![("note", note.clone())],
        E::Told { who, channel, answer, satisfied } => vec![
            ("told", who.clone()),
            way(*channel, reader),
            ("answer", answer.clone()),
            ("satisfied", words::satisfied(*satisfied, language).to_owned()),
        ],
        E::Merged { into } => vec![("complaint", LinkView::numbered(client, *into)?.name)],
        E::OrderRaised { order } => vec![("order", LinkView::numbered(client, *order)?.name)],
        E::Closed { reason: None } => Vec::new(),
    })
}

fn replied(reply: &Reply, reader: &Reader<'_>) -> Particulars {
    vec![("who", reply.who.clone()), way(reply.channel, reader), ("words", reply.words.clone())]
}

fn way(channel: Channel, reader: &Reader<'_>) -> (&'static str, String) {
    ("channel", words::channel(channel, reader.language).to_owned())
}
