//! The sections about how it is put right: the remedy with what it costs, what the customer was told, and the closing.

use jobsheet_domain::complaint::{ComplaintEvent, ComplaintStatus, Proposal};
use jobsheet_domain::event::Event;

use crate::block::{Part, Section};
use crate::complaint::page::CaseFile;
use crate::labels::term;

impl<'a> CaseFile<'a> {
    pub(super) fn remedy(&self) -> Section<'a> {
        let words = self.words;
        let Some(proposal) = self.complaint.state.proposal.as_ref() else {
            return Section::new(words.remedy, Vec::new());
        };
        let mut parts = vec![self.proposed(proposal)];
        if let Some(reply) = &proposal.agreed {
            let said = self.last(|body| matches!(body, ComplaintEvent::Agreed(said) if said == reply));
            parts.extend(said.map(|(event, _)| self.reply(words.agreed, reply, event)));
        }
        if proposal.approved_by.is_some() {
            parts.extend(self.approved(proposal));
        }
        parts.extend(self.carried_out(proposal));
        Section::new(words.remedy, parts)
    }

    fn proposed(&self, proposal: &Proposal) -> Part<'a> {
        let (words, state) = (self.words, self.complaint.state);
        let by = self.complaint.content.events.get(proposal.event).map(|event| self.author(event));
        let stands = match (&proposal.agreed, proposal.approved_by) {
            (_, Some(_)) => words.is_approved,
            (Some(_), None) => words.is_agreed,
            (None, None) if state.status == ComplaintStatus::Proposed => words.is_proposed,
            (None, None) => words.is_not_agreed,
        };
        Part::Facts(vec![
            (words.kind, term(words.remedies, proposal.remedy.name()).to_owned()),
            (words.plan, proposal.plan.clone()),
            (words.cost, proposal.cost.to_string()),
            (words.proposed_by, by.unwrap_or_default()),
            (words.stands, stands.to_owned()),
        ])
    }

    fn approved(&self, proposal: &Proposal) -> Option<Part<'a>> {
        let approved = self.last(|body| matches!(body, ComplaintEvent::Approved { .. }));
        let Some((event, ComplaintEvent::Approved { note })) = approved else { return None };
        Some(Part::Facts(vec![
            (self.words.approved_by, self.author(event)),
            (self.words.approved_amount, proposal.cost.to_string()),
            (self.words.note, note.clone()),
        ]))
    }

    /// What was done of this very remedy; what was done before it stands in the course of events.
    fn carried_out(&self, proposal: &Proposal) -> Option<Part<'a>> {
        let proposed = self.complaint.content.events.get(proposal.event)?.order;
        let done = self.last(|body| matches!(body, ComplaintEvent::CarriedOut { .. }));
        let Some((event, ComplaintEvent::CarriedOut { on_site, note })) = done else { return None };
        if event.order < proposed {
            return None;
        }
        let by = if *on_site {
            format!("{} · {}", self.author(event), term(self.words.channels, "on_site"))
        } else {
            self.author(event)
        };
        Some(Part::Facts(vec![(self.words.carried_out, by), (self.words.done, note.clone())]))
    }

    pub(super) fn answer(&self) -> Section<'a> {
        let words = self.words;
        let Some(outcome) = self.complaint.state.outcome.as_ref() else {
            return Section::new(words.answer, Vec::new());
        };
        let satisfied = match outcome.satisfied {
            Some(true) => self.labels.yes,
            Some(false) => self.labels.no,
            None => words.unsaid,
        };
        let told = self.complaint.content.events.get(outcome.event);
        let facts = vec![
            (words.customer_side, format!("{} · {}", outcome.who, self.channel(outcome.channel))),
            (words.told, outcome.answer.clone()),
            (words.satisfied, satisfied.to_owned()),
            (words.recorded_by, told.map(|event| self.author(event)).unwrap_or_default()),
        ];
        Section::new(words.answer, vec![Part::Facts(facts)])
    }

    pub(super) fn closing(&self) -> Section<'a> {
        let words = self.words;
        let is_closed = self.complaint.state.status == ComplaintStatus::Closed;
        let closed = self.last(|body| matches!(body, ComplaintEvent::Closed { .. })).filter(|_| is_closed);
        let facts = |(event, body): (&Event, &ComplaintEvent)| {
            let ComplaintEvent::Closed { reason } = body else { return None };
            let reason = reason.clone().unwrap_or_default();
            Some(Part::Facts(vec![(words.closed_by, self.author(event)), (words.reason, reason)]))
        };
        Section::new(words.closing, closed.and_then(facts).into_iter().collect())
    }
}
