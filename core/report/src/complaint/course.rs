//! Everything that happened, and what people had to settle (R5).

use jobsheet_domain::complaint::{ComplaintEvent, JudgedComplaintEvent, Reply};
use jobsheet_domain::event::Event;
use jobsheet_domain::flow::Standing;
use jobsheet_domain::id::EventKey;

use crate::block::{Cell, Part, Section};
use crate::complaint::page::CaseFile;
use crate::labels::term;

impl<'a> CaseFile<'a> {
    /// Everything that happened, oldest first, with what was said.
    pub(super) fn course(&self) -> Section<'a> {
        let words = self.words;
        let rows = self.complaint.state.timeline.iter().filter_map(|judged| self.happened(judged)).collect();
        let head = vec![words.when, words.what, words.who, words.said, words.standing_of_event];
        Section::new(words.course, vec![Part::Table { head, rows }])
    }

    fn happened(&self, judged: &JudgedComplaintEvent) -> Option<Vec<Cell>> {
        let event = self.complaint.content.events.get(judged.key)?;
        let said = ComplaintEvent::of(event).map(|body| self.told(body)).unwrap_or_default();
        Some(vec![
            Cell::Line(self.time(event.at.corrected)),
            Cell::Line(self.kind(judged)),
            Cell::Line(self.person(event.by.user)),
            Cell::Text(said),
            Cell::Line(term(self.words.standings, judged.standing.name()).to_owned()),
        ])
    }

    fn kind(&self, judged: &JudgedComplaintEvent) -> String {
        term(self.words.events, judged.kind.map_or("unknown", |kind| kind.name())).to_owned()
    }

    /// What could not all take effect and waits for a person, and what people settled.
    pub(super) fn disputes(&self) -> Section<'a> {
        let words = self.words;
        let mut rows = Vec::new();
        if let Some(contest) = &self.complaint.state.contest {
            let open = [
                (&contest.dropped, words.dropped),
                (&contest.unfitting, words.unfitting),
                (&contest.settlements, words.settlements),
            ];
            for (keys, why) in open {
                rows.extend(keys.iter().filter_map(|key| self.disputed(*key, why)));
            }
        }
        rows.extend(self.complaint.state.timeline.iter().filter_map(|judged| self.settled(judged)));
        let head = vec![words.when, words.what, words.who, words.said];
        Section::new(words.disputes, vec![Part::Table { head, rows }])
    }

    fn disputed(&self, key: EventKey, why: &str) -> Option<Vec<Cell>> {
        let (event, judged) = (self.complaint.content.events.get(key)?, self.complaint.state.judged(key)?);
        Some(self.row(event, self.kind(judged), why.to_owned()))
    }

    fn settled(&self, judged: &JudgedComplaintEvent) -> Option<Vec<Cell>> {
        let event = self.complaint.content.events.get(judged.key)?;
        let Some(ComplaintEvent::Settled { drop, stands, reason, .. }) = ComplaintEvent::of(event) else {
            return None;
        };
        if judged.standing != Standing::Kept {
            return None;
        }
        let mut said = vec![reason.clone()];
        let named = |key: &EventKey| {
            let (event, judged) =
                (self.complaint.content.events.get(*key)?, self.complaint.state.judged(*key)?);
            Some(format!("{} ({})", self.kind(judged), self.author(event)))
        };
        said.extend(drop.iter().filter_map(named).map(|one| self.words.settled_away.replace("{}", &one)));
        said.extend(stands.iter().filter_map(named).map(|one| self.words.settled_for.replace("{}", &one)));
        Some(self.row(event, self.kind(judged), said.join("\n")))
    }

    fn row(&self, event: &Event, what: String, said: String) -> Vec<Cell> {
        vec![
            Cell::Line(self.time(event.at.corrected)),
            Cell::Line(what),
            Cell::Line(self.person(event.by.user)),
            Cell::Text(said),
        ]
    }

    /// What an event says, whole: a line for each particular.
    fn told(&self, body: &ComplaintEvent) -> String {
        use ComplaintEvent as E;
        let words = self.words;
        let said = match body {
            E::Taken { channel, .. } => vec![self.channel(*channel)],
            E::Graded { class, severity, note } => vec![
                term(words.classes, class.name()).to_owned(),
                term(words.severities, severity.name()).to_owned(),
                note.clone(),
            ],
            E::InvestigationBegun { investigator } => {
                investigator.map(|user| self.person(user)).into_iter().collect()
            }
            E::Proposed { remedy, plan, cost } => {
                vec![term(words.remedies, remedy.name()).to_owned(), plan.clone(), cost.to_string()]
            }
            E::SentBack { reason }
            | E::Rejected { reason }
            | E::Reopened { reason }
            | E::Settled { reason, .. } => {
                vec![reason.clone()]
            }
            E::Agreed(reply) | E::Objected(reply) | E::Withdrawn(reply) => self.spoken(reply),
            E::Approved { note } | E::CarriedOut { note, .. } => vec![note.clone()],
            E::Told { who, channel, answer, satisfied } => {
                let satisfied = match satisfied {
                    Some(true) => words.is_satisfied,
                    Some(false) => words.is_not_satisfied,
                    None => "",
                };
                vec![format!("{who} · {}", self.channel(*channel)), answer.clone(), satisfied.to_owned()]
            }
            E::Closed { reason } => reason.iter().cloned().collect(),
            E::Merged { into } => vec![self.document(*into)],
            E::OrderRaised { order } => vec![self.document(*order)],
        };
        let said: Vec<String> = said.into_iter().filter(|line| !line.trim().is_empty()).collect();
        said.join("\n")
    }

    fn spoken(&self, reply: &Reply) -> Vec<String> {
        let who = format!("{} · {} · {}", reply.who, self.channel(reply.channel), self.time(reply.said_at));
        vec![who, reply.words.clone()]
    }
}
