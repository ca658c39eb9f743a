//! An order's page, put together.

use jobsheet_client::ClientError;
use jobsheet_domain::history::SignoffStanding;
use jobsheet_domain::id::{ChangeHash, DocumentId, EventKey, UserId};
use jobsheet_domain::records::Records;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::sla::Clock as ClockView;
use jobsheet_domain::time::{TimeWindow, Timestamp};
use jobsheet_domain::work_order::{Diagnosis, Outcome, Photo, SignoffRecord, Status, WorkOrder, fields};

use crate::Screens;
use crate::authors::Authors;
use crate::order::list::{ListedOrder, said};
use crate::order::part::PartView;
use crate::order::reader::Reader;
use crate::order::timeline::timeline;
use crate::order::visit::{VisitView, visits};
use crate::page::{
    self, ConflictView, HappeningView, PhotoView, PossibilityView, StatedView, conflicts, possible, stated,
    status_text,
};

/// One technician of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberView {
    /// Who.
    pub user: UserId,
    /// Their name; empty when the device does not know them.
    pub name: String,
    /// Whether they answer for the job.
    pub lead: bool,
}

/// The customer's sign-off and whether it stands (R19, R65).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignoffView {
    /// What was signed.
    pub record: SignoffRecord,
    /// When, corrected.
    pub at: Timestamp,
    /// Changes that void it, by computation; empty while it stands.
    pub void_by: Vec<ChangeHash>,
    /// Changes the customer has not seen, of which nobody has decided yet.
    pub additions: Vec<ChangeHash>,
    /// Those that were kept.
    pub kept: Vec<ChangeHash>,
    /// Whether the customer is asked to sign again.
    pub sign_again: bool,
}

/// A work order as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderView {
    /// The order.
    pub id: DocumentId,
    /// The version shown; a text edit names it.
    pub heads: Vec<ChangeHash>,
    /// The office's number; empty until there is one.
    pub number: String,
    /// One line for lists.
    pub title: String,
    /// The work status.
    pub status: Status,
    /// The same in the reader's words.
    pub status_text: String,
    /// The number of the present visit; 0 before the order was raised.
    pub visit: u32,
    /// `normal`, `urgent` or `down`.
    pub priority: String,
    /// The same in the reader's words.
    pub priority_text: String,
    /// The customer's name, as far as the device knows it.
    pub customer: String,
    /// Addresses: more than one until somebody chooses (R49).
    pub address: Vec<StatedView>,
    /// Contacts likewise.
    pub contact: Vec<StatedView>,
    /// Phones likewise.
    pub phone: Vec<StatedView>,
    /// The span promised to the customer; `None` before the order is assigned.
    pub window: Option<TimeWindow>,
    /// Everybody who goes.
    pub team: Vec<MemberView>,
    /// The fault in the customer's words.
    pub fault: String,
    /// Notes of everybody on the job.
    pub notes: String,
    /// What was found on this visit.
    pub findings: String,
    /// What was done on this visit.
    pub work_done: String,
    /// The diagnosis of this visit.
    pub diagnosis: Diagnosis,
    /// Photos of every visit.
    pub photos: Vec<PhotoView>,
    /// Parts of every visit.
    pub parts: Vec<PartView>,
    /// How this visit's work ended, once finished.
    pub outcome: Option<Outcome>,
    /// Every visit with what is its own, the first one first (R6).
    pub visits: Vec<VisitView>,
    /// What happened, oldest first.
    pub timeline: Vec<HappeningView>,
    /// What people must choose about, with every value (R49).
    pub conflicts: Vec<ConflictView>,
    /// Events that cannot all take effect; empty unless contested (R5).
    pub contested: Vec<EventKey>,
    /// This visit's sign-off; `None` until the customer settles its report.
    pub signoff: Option<SignoffView>,
    /// Running clocks (R31).
    pub clocks: Vec<ClockView>,
    /// What this person may make happen now, and why not the rest (R4).
    pub possible: Vec<PossibilityView>,
    /// Why this document's unsent work is stuck, when it is: a refusal's code.
    pub wedged: Option<String>,
    /// Changes the server has not receipted yet.
    pub unsent: u64,
}

impl Screens<'_> {
    /// An order as its page shows it.
    ///
    /// # Errors
    /// `document.unknown` when it is not on this device.
    pub fn order(&self, id: DocumentId) -> Result<OrderView, ClientError> {
        let opened = self.client.opened(id)?;
        let (document, subject) = (opened.document(), opened.subject()?);
        let content = &subject.content;
        let order =
            subject.work_order().ok_or_else(|| Refusal::new("document.unknown").with("document", id))?;
        let records = self.client.records()?;
        let authors = Authors::of(self.client, id, &records)?;
        let (listed, blobs, unsent) =
            self.client.read(|tx| Ok((tx.row(id)?, tx.blobs_of(id)?, tx.unsent_of(id)?)))?;
        let listed = listed.map(|listed| ListedOrder::of(listed, &records, self.client.language()));
        let told = page::Reader { records: &records, authors: &authors, language: self.client.language() };
        let reader = Reader { order: &order, told };
        let all_of = |name: &str| stated(content.facts.get(name), &reader);
        let visit = order.state.visit.max(1);
        let photo = |one: &Photo| page::photo_view(&one.record, one.visit, &blobs);
        let photos: Vec<PhotoView> = order.photos().iter().map(photo).collect();
        let parts: Vec<PartView> = order.parts().into_iter().map(PartView::from).collect();
        Ok(OrderView {
            id,
            heads: document.heads(),
            number: order.number().to_owned(),
            title: order.title().to_owned(),
            status: order.state.status,
            status_text: status_text(content.kind.name(), order.state.status.name(), self.client.language()),
            visit: order.state.visit,
            priority_text: said(self.client.language(), order.priority()),
            priority: order.priority().to_owned(),
            customer: listed.as_ref().map(|listed| listed.row.customer_name.clone()).unwrap_or_default(),
            address: all_of(fields::ADDRESS),
            contact: all_of(fields::CONTACT),
            phone: all_of(fields::PHONE),
            window: order.state.window,
            team: team(&order, &records),
            fault: order.fault().to_owned(),
            notes: order.notes().to_owned(),
            findings: order.findings(visit).to_owned(),
            work_done: order.work_done(visit).to_owned(),
            diagnosis: order.diagnosis(visit),
            outcome: order.state.outcome,
            visits: visits(&reader, &photos, &parts),
            photos,
            parts,
            timeline: timeline(&reader),
            conflicts: conflicts(content, &reader),
            contested: contested(&order),
            signoff: signoff(&order, subject.standing.as_ref()),
            clocks: self.client.clocks(subject, self.client.now())?,
            possible: possible(self.client, subject)?,
            wedged: listed.and_then(|listed| listed.wedge).map(|refusal| refusal.code),
            unsent: unsent.changes,
        })
    }
}

fn team(order: &WorkOrder<'_>, records: &Records) -> Vec<MemberView> {
    let member = |user: &UserId| MemberView {
        user: *user,
        name: records.name(*user),
        lead: order.state.lead == Some(*user),
    };
    order.state.technicians.iter().map(member).collect()
}

fn contested(order: &WorkOrder<'_>) -> Vec<EventKey> {
    let contest = order.state.contest.iter();
    contest
        .flat_map(|one| one.dropped.iter().chain(&one.unfitting).chain(&one.settlements))
        .copied()
        .collect()
}

fn signoff(order: &WorkOrder<'_>, standing: Option<&SignoffStanding>) -> Option<SignoffView> {
    let (signoff, record, standing) = (order.state.signoff?, order.signoff()?, standing?);
    Some(SignoffView {
        record: record.clone(),
        at: signoff.at,
        void_by: standing.void_by.clone(),
        additions: standing.additions.clone(),
        kept: standing.kept.clone(),
        sign_again: standing.sign_again,
    })
}
