//! The parts of a complaint's page: findings, remedy, what the customer said, what is alike.

use jobsheet_client::{Client, ClientError};
use jobsheet_domain::complaint::{Complaint, ComplaintEvent, Findings, Proposal, Reply};
use jobsheet_domain::id::{EventKey, ItemId, UserId};
use jobsheet_domain::records::Records;

use crate::complaint::link::LinkView;

/// What the investigation found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingsView {
    /// As recorded; absent where nothing is.
    pub found: Findings,
    /// The name of who answers for it; empty for nobody or where the device does not know them.
    pub responsible_name: String,
}

/// The remedy proposed last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalView {
    /// The remedy with its plan, its cost and the customer's agreement.
    pub proposal: Proposal,
    /// The name of who approved it; empty for nobody.
    pub approved_by: String,
}

/// Something the customer said to a proposal, or when they took the complaint back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyView {
    /// The event that says so.
    pub event: EventKey,
    /// The event's kind: `agreed`, `objected_on_site`, `withdrawn`.
    pub kind: String,
    /// Who, by which way, when and in which words.
    pub reply: Reply,
    /// Whether it stands as a fact (R5).
    pub stands: bool,
}

/// A complaint that is alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimilarView {
    /// The item that holds the link.
    pub id: ItemId,
    /// The other complaint.
    pub complaint: LinkView,
    /// Why they are alike; may be empty.
    pub reason: String,
}

pub(super) fn findings(complaint: Complaint<'_>, records: &Records) -> FindingsView {
    let found = complaint.findings();
    FindingsView { responsible_name: name(found.responsible_person, records), found }
}

pub(super) fn proposal(proposal: &Proposal, records: &Records) -> ProposalView {
    ProposalView { approved_by: name(proposal.approved_by, records), proposal: proposal.clone() }
}

/// Everything the customer said, the first first.
pub(super) fn replies(complaint: Complaint<'_>) -> Vec<ReplyView> {
    let judged = complaint.state.timeline.iter();
    judged
        .filter_map(|judged| {
            use ComplaintEvent as E;
            let body = complaint.content.events.get(judged.key)?.body.read::<ComplaintEvent>()?;
            let (E::Agreed(reply) | E::Objected(reply) | E::Withdrawn(reply)) = body else { return None };
            Some(ReplyView {
                event: judged.key,
                kind: body.kind().name().to_owned(),
                reply: reply.clone(),
                stands: judged.standing.is_fact(),
            })
        })
        .collect()
}

pub(super) fn similar(client: &Client, complaint: Complaint<'_>) -> Result<Vec<SimilarView>, ClientError> {
    let links = complaint.similar().into_iter();
    links
        .map(|link| {
            let complaint = LinkView::numbered(client, link.complaint)?;
            Ok(SimilarView { id: link.id, complaint, reason: link.reason })
        })
        .collect()
}

/// A person's name; empty for nobody.
pub(super) fn name(user: Option<UserId>, records: &Records) -> String {
    user.map(|user| records.name(user)).unwrap_or_default()
}
