//! A complaint's page.

use std::collections::BTreeSet;

use jobsheet_domain::aggregates::State;
use jobsheet_domain::complaint::{Complaint, ComplaintSummary, Outcome, Proposal, Reply, left_for_tomorrow};
use jobsheet_domain::id::{DocumentId, UserId};

use super::authors::Authors;
use super::lent::Lent;
use super::people::People;
use super::photos;
use super::rows::{Row, Shown};
use super::timeline::timeline;
use crate::office::listing::kept::Kept;
use crate::office::server::Server;
use crate::office::views::{
    ComplaintOutcomeView, ComplaintRow, ComplaintView, ContestView, FindingsView, PhotoView, ProposalView,
    ReplyView, SimilarView,
};
use crate::office::{Error, Opened};

/// Everything a page is made from.
struct Page<'a> {
    server: &'a Server,
    opened: &'a Opened,
    complaint: Complaint<'a>,
    people: &'a People,
    authors: Authors<'a>,
    lent: Lent<'a>,
}

/// The page of a complaint.
pub(super) fn page(server: &Server, opened: &Opened) -> Result<ComplaintView, Error> {
    let State::Complaint(state) = &opened.subject.state else { return Err(Error::Missing("complaint")) };
    let people = People::read(server)?;
    let page = Page {
        server,
        opened,
        complaint: Complaint::new(opened.content(), state),
        people: &people,
        authors: Authors::read(server, &opened.document, &people)?,
        lent: Lent::now(server)?,
    };
    page.view()
}

impl Page<'_> {
    fn view(&self) -> Result<ComplaintView, Error> {
        let (complaint, content) = (self.complaint, self.opened.content());
        let state = complaint.state;
        Ok(ComplaintView {
            row: self.row()?,
            heads: self.opened.document.heads().iter().map(ToString::to_string).collect(),
            contact: complaint.contact().to_owned(),
            phone: complaint.phone().to_owned(),
            product_model: complaint.product_model().to_owned(),
            demand: complaint.demand().to_owned(),
            texts: content.texts.clone(),
            asset: complaint.asset().map(|id| id.0),
            request: complaint.request().map(|id| id.0),
            order: complaint.order().map(|id| id.0),
            orders: state.orders.iter().map(|id| id.0).collect(),
            merged_into: state.merged_into.map(|id| id.0),
            investigator: self.name(state.investigator),
            findings: self.findings(),
            proposal: state.proposal.as_ref().map(|proposal| self.proposal(proposal)),
            outcome: state.outcome.as_ref().map(outcome),
            photos: self.photos()?,
            similar: self.similar()?,
            timeline: timeline(self.opened, &self.authors, self.people),
            conflicts: self.authors.conflicts(content),
            contest: state.contest.as_ref().map(ContestView::from),
            left_for_tomorrow: self.is_left_for_tomorrow(),
            position: self.server.ledger.position(self.server.organisation.id)?,
        })
    }

    /// The row as lists show it.
    fn row(&self) -> Result<ComplaintRow, Error> {
        let arrivals = &self.authors.arrivals;
        let kept = Kept::at_hand(self.opened, arrivals);
        ComplaintRow::of(Row::of(self.opened, arrivals.newest(), kept), &self.lent)
    }

    fn name(&self, user: Option<UserId>) -> String {
        user.map(|user| self.people.name(user)).unwrap_or_default()
    }

    fn findings(&self) -> FindingsView {
        let found = self.complaint.findings();
        FindingsView {
            cause: found.cause.unwrap_or_default(),
            cause_class: found.cause_class.unwrap_or_default(),
            justified: found.justified,
            responsible_unit: found.responsible_unit.unwrap_or_default(),
            responsible_person: found.responsible_person.map(|user| user.0),
            responsible_name: self.name(found.responsible_person),
        }
    }

    fn proposal(&self, proposal: &Proposal) -> ProposalView {
        ProposalView {
            remedy: proposal.remedy.name().to_owned(),
            plan: proposal.plan.clone(),
            cost_minor: proposal.cost.minor,
            currency: proposal.cost.currency.clone(),
            agreed: proposal.agreed.as_ref().map(reply),
            approved_by: self.name(proposal.approved_by),
        }
    }

    fn photos(&self) -> Result<Vec<PhotoView>, Error> {
        let records = self.complaint.photos();
        photos::views(self.server, self.opened.content(), &self.authors, records, &BTreeSet::new())
    }

    fn similar(&self) -> Result<Vec<SimilarView>, Error> {
        let links = self.complaint.similar().into_iter();
        let view = |link: jobsheet_domain::complaint::SimilarComplaint| {
            let number = self.number_of(link.complaint)?;
            Ok(SimilarView { id: link.id.0, complaint: link.complaint.0, number, reason: link.reason })
        };
        links.map(view).collect()
    }

    fn number_of(&self, id: DocumentId) -> Result<String, Error> {
        let row = self.server.ledger.row(self.server.organisation.id, id)?;
        let kept = row.as_ref().map(Kept::<ComplaintSummary>::read).transpose()?;
        Ok(kept.map(|kept| kept.listing.number).unwrap_or_default())
    }

    fn is_left_for_tomorrow(&self) -> bool {
        // A year the calendar does not know raises no flag: its clocks say "unknown" beside it.
        left_for_tomorrow(self.complaint.state, &self.lent.calendar, self.server.now()).unwrap_or(false)
    }
}

fn reply(reply: &Reply) -> ReplyView {
    ReplyView {
        who: reply.who.clone(),
        channel: reply.channel.name().to_owned(),
        said_at: reply.said_at.0,
        words: reply.words.clone(),
    }
}

fn outcome(outcome: &Outcome) -> ComplaintOutcomeView {
    ComplaintOutcomeView {
        who: outcome.who.clone(),
        channel: outcome.channel.name().to_owned(),
        answer: outcome.answer.clone(),
        satisfied: outcome.satisfied,
    }
}
