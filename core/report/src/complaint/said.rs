//! What somebody said or did, in words: people, documents, times, facts and the events behind them.

use jobsheet_domain::complaint::{Channel, ComplaintEvent, Reply};
use jobsheet_domain::content::Register;
use jobsheet_domain::event::Event;
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::value::Value;

use crate::block::Part;
use crate::complaint::page::CaseFile;
use crate::labels::term;
use crate::times::local;

/// How much of an id stands for who or what has no name here.
const ID_DIGITS: usize = 8;

impl<'a> CaseFile<'a> {
    pub(super) fn time(&self, at: Timestamp) -> String {
        local(at.0, &self.zone)
    }

    /// A person's name.
    pub(super) fn person(&self, user: UserId) -> String {
        let name = self.context.people.get(&user).filter(|name| !name.is_empty());
        name.cloned().unwrap_or_else(|| user.to_string().chars().take(ID_DIGITS).collect())
    }

    /// What a document is called.
    pub(super) fn document(&self, id: DocumentId) -> String {
        let name = self.context.documents.get(&id).filter(|name| !name.is_empty());
        name.cloned().unwrap_or_else(|| id.to_string().chars().take(ID_DIGITS).collect())
    }

    pub(super) fn channel(&self, channel: Channel) -> String {
        term(self.words.channels, channel.name()).to_owned()
    }

    /// Who wrote an event, and when.
    pub(super) fn author(&self, event: &Event) -> String {
        format!("{} · {}", self.person(event.by.user), self.time(event.at.corrected))
    }

    /// What a fact says; everything somebody wrote while nobody chose (R49).
    pub(super) fn fact(&self, name: &str, in_words: impl Fn(&Value) -> String) -> String {
        let Some(register) = self.complaint.content.facts.get(name) else { return String::new() };
        self.every(register, in_words)
    }

    /// A text fact, or both where two stand.
    pub(super) fn text_fact(&self, name: &str) -> String {
        self.fact(name, |value| value.as_text().unwrap_or_default().to_owned())
    }

    fn every(&self, register: &Register, in_words: impl Fn(&Value) -> String) -> String {
        let values: Vec<String> = register.entries.iter().map(|entry| in_words(&entry.value)).collect();
        let said = values.join(" / ");
        if register.is_conflict() { format!("{said} {}", self.words.undecided) } else { said }
    }

    /// The last event that stands as a fact and that `wanted` picks.
    pub(super) fn last(
        &self,
        wanted: impl Fn(&ComplaintEvent) -> bool,
    ) -> Option<(&'a Event, &'a ComplaintEvent)> {
        let facts = self.complaint.state.timeline.iter().rev().filter(|one| one.standing.is_fact());
        let events = &self.complaint.content.events;
        let mut told = facts.filter_map(|one| {
            let event = events.get(one.key)?;
            Some((event, ComplaintEvent::of(event)?))
        });
        told.find(|(_, body)| wanted(body))
    }

    /// What the customer said, with who recorded it.
    pub(super) fn reply(&self, label: &'static str, reply: &Reply, event: &Event) -> Part<'a> {
        let who = format!("{} · {} · {}", reply.who, self.channel(reply.channel), self.time(reply.said_at));
        Part::Facts(vec![
            (self.words.customer_side, who),
            (label, reply.words.clone()),
            (self.words.recorded_by, self.author(event)),
        ])
    }
}
