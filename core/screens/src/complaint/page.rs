//! A complaint's page, put together.

use jobsheet_client::{Client, ClientError};
use jobsheet_domain::aggregates::{State, Subject};
use jobsheet_domain::calendar::{Calendar, Holidays};
use jobsheet_domain::complaint::{
    Complaint, Grade, Outcome, answer_due, fields, left_for_tomorrow, waits_for,
};
use jobsheet_domain::flow::Contest;
use jobsheet_domain::id::{ChangeHash, DocumentId, UserId};
use jobsheet_domain::language::Language;
use jobsheet_domain::records::Records;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::sla::Clock as ClockView;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::turn::Turn;
use jobsheet_domain::words::in_words;

use crate::Screens;
use crate::authors::Authors;
use crate::complaint::link::LinkView;
use crate::complaint::list::ListedComplaint;
use crate::complaint::parts::{self, FindingsView, ProposalView, ReplyView, SimilarView};
use crate::complaint::timeline::timeline;
use crate::page::{
    self, ConflictView, HappeningView, PhotoView, PossibilityView, StatedView, conflicts, possible, stated,
};

/// Whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TurnView {
    /// The person named, where one is.
    pub user: Option<UserId>,
    /// Roles of which anybody can do the next thing.
    pub roles: Vec<String>,
    /// The person's name or the roles in words; empty where it waits for nobody.
    pub text: String,
    /// Whether it waits for the user of this installation.
    pub is_mine: bool,
}

/// A complaint as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplaintView {
    /// What lists show: number, title, status, customer.
    pub listed: ListedComplaint,
    /// The version shown; a text edit names it.
    pub heads: Vec<ChangeHash>,
    /// Whose turn it is.
    pub turn: TurnView,
    /// Who complained: more than one until somebody chooses (R49).
    pub contact: Vec<StatedView>,
    /// Their phones likewise.
    pub phone: Vec<StatedView>,
    /// The product model.
    pub product_model: String,
    /// What the customer asks for.
    pub demand: String,
    /// What happened, in the customer's words.
    pub facts: String,
    /// What the investigation found.
    pub investigation: String,
    /// What is done so that it does not happen again.
    pub prevention: String,
    /// Notes of everybody who works on it.
    pub notes: String,
    /// The machine.
    pub asset: Option<LinkView>,
    /// The call it came from.
    pub request: Option<LinkView>,
    /// The order it came from.
    pub order: Option<LinkView>,
    /// Orders raised from it.
    pub orders: Vec<LinkView>,
    /// The complaint it goes on in.
    pub merged_into: Option<LinkView>,
    /// Its grade; `None` until it is graded.
    pub grade: Option<Grade>,
    /// The name of who investigates; empty for nobody in particular.
    pub investigator: String,
    /// What the investigation found, as facts.
    pub findings: FindingsView,
    /// The remedy proposed last.
    pub proposal: Option<ProposalView>,
    /// What the customer said so far, the first first.
    pub replies: Vec<ReplyView>,
    /// What the customer was told, until it is taken up again.
    pub outcome: Option<Outcome>,
    /// Photos.
    pub photos: Vec<PhotoView>,
    /// Complaints that are alike.
    pub similar: Vec<SimilarView>,
    /// What happened, oldest first.
    pub timeline: Vec<HappeningView>,
    /// What people must choose about, with every value (R49).
    pub conflicts: Vec<ConflictView>,
    /// What a person must settle; `None` unless contested (R5).
    pub contest: Option<Contest>,
    /// Its clocks as they stand now (R28).
    pub clocks: Vec<ClockView>,
    /// When what needs no more than an answer is to be answered; `None` while it needs anything else (R28).
    pub answer_due: Option<Timestamp>,
    /// Whether what could be answered today was left for tomorrow (R28).
    pub left_for_tomorrow: bool,
    /// What this person may make happen now, and why not the rest (R4).
    pub possible: Vec<PossibilityView>,
    /// Changes the server has not receipted yet.
    pub unsent: u64,
}

impl Screens<'_> {
    /// A complaint as its page shows it.
    ///
    /// # Errors
    /// `document.unknown` when there is no such complaint on this device.
    pub fn complaint(&self, id: DocumentId) -> Result<ComplaintView, ClientError> {
        let opened = self.client.opened(id)?;
        let subject = opened.subject()?;
        let unknown = || Refusal::new("document.unknown").with("document", id);
        let State::Complaint(state) = &subject.state else { return Err(unknown().into()) };
        let complaint = Complaint::new(&subject.content, state);
        let records = self.client.records()?;
        let authors = Authors::of(self.client, id, &records)?;
        let listed = self.client.read(|tx| tx.row(id))?.ok_or_else(unknown)?;
        let listed = ListedComplaint::of(listed, self.client.language());
        let told = page::Reader { records: &records, authors: &authors, language: self.client.language() };
        view(self.client, subject, complaint, listed, opened.document().heads(), &told)
    }
}

fn view(
    client: &Client,
    subject: &Subject,
    complaint: Complaint<'_>,
    listed: ListedComplaint,
    heads: Vec<ChangeHash>,
    told: &page::Reader<'_>,
) -> Result<ComplaintView, ClientError> {
    let (content, state, records) = (complaint.content, complaint.state, told.records);
    let (blobs, unsent) = client.read(|tx| Ok((tx.blobs_of(content.id)?, tx.unsent_of(content.id)?)))?;
    let now = client.now();
    let calendar = Calendar::new(&records.policy.working_time, Holidays::china(), records.policy.zone());
    let orders = state.orders.iter().map(|order| LinkView::numbered(client, *order));
    Ok(ComplaintView {
        heads,
        turn: turn(waits_for(state, &records.policy), &listed, records, told.language),
        listed,
        contact: stated(content.facts.get(fields::CONTACT), told),
        phone: stated(content.facts.get(fields::PHONE), told),
        product_model: complaint.product_model().to_owned(),
        demand: complaint.demand().to_owned(),
        facts: complaint.facts().to_owned(),
        investigation: complaint.investigation().to_owned(),
        prevention: complaint.prevention().to_owned(),
        notes: complaint.notes().to_owned(),
        asset: complaint.asset().map(|id| LinkView::machine(client, id)).transpose()?,
        request: complaint.request().map(|id| LinkView::numbered(client, id)).transpose()?,
        order: complaint.order().map(|id| LinkView::numbered(client, id)).transpose()?,
        orders: orders.collect::<Result<_, _>>()?,
        merged_into: state.merged_into.map(|id| LinkView::numbered(client, id)).transpose()?,
        grade: state.grade,
        investigator: parts::name(state.investigator, records),
        findings: parts::findings(complaint, records),
        proposal: state.proposal.as_ref().map(|proposal| parts::proposal(proposal, records)),
        replies: parts::replies(complaint),
        outcome: state.outcome.clone(),
        photos: complaint.photos().iter().map(|photo| page::photo_view(photo, 0, &blobs)).collect(),
        similar: parts::similar(client, complaint)?,
        timeline: timeline(client, complaint, told)?,
        conflicts: conflicts(content, told),
        contest: state.contest.clone(),
        clocks: client.clocks(subject, now)?,
        // A year the calendar does not know raises no flag: the clocks say "unknown" beside it.
        answer_due: answer_due(state, &calendar).ok().flatten(),
        left_for_tomorrow: left_for_tomorrow(state, &calendar, now).unwrap_or(false),
        possible: possible(client, subject)?,
        unsent: unsent.changes,
    })
}

fn turn(turn: Turn, listed: &ListedComplaint, records: &Records, language: Language) -> TurnView {
    let roles: Vec<String> = turn.roles.iter().map(|role| role.name().to_owned()).collect();
    let text = match turn.user {
        Some(user) => records.name(user),
        None if roles.is_empty() => String::new(),
        None => in_words(language, "roles", &roles.join(",")),
    };
    TurnView { user: turn.user, roles, text, is_mine: listed.row.waits_for_me }
}
