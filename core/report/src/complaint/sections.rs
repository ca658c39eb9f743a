//! The sections about whose complaint it is, what it is about, what was found, and what belongs to it.

use jobsheet_domain::complaint::{ComplaintEvent, fields};
use jobsheet_domain::id::UserId;
use jobsheet_domain::photo::PhotoRecord;
use jobsheet_domain::sla::{Clock, ClockState};
use jobsheet_domain::value::Value;

use crate::block::{Cell, Figure, Part, Picture, Section};
use crate::complaint::page::CaseFile;
use crate::labels::term;

impl<'a> CaseFile<'a> {
    pub(super) fn customer(&self) -> Section<'a> {
        let (words, labels) = (self.words, self.labels);
        let facts = vec![
            (labels.name, self.named(fields::CUSTOMER)),
            (words.who_complained, self.text_fact(fields::CONTACT)),
            (words.phone, self.text_fact(fields::PHONE)),
        ];
        Section::new(labels.customer, vec![Part::Facts(facts)])
    }

    pub(super) fn machine(&self) -> Section<'a> {
        let facts = vec![
            (self.labels.product_model, self.text_fact(fields::PRODUCT_MODEL)),
            (self.labels.serial, self.named(fields::ASSET)),
        ];
        Section::new(self.labels.machine, vec![Part::Facts(facts)])
    }

    fn named(&self, fact: &str) -> String {
        self.fact(fact, |value| {
            value.as_id().map(|id| self.document(jobsheet_domain::id::DocumentId(id))).unwrap_or_default()
        })
    }

    pub(super) fn taken(&self) -> Section<'a> {
        let words = self.words;
        let origin = self.complaint.state.origin.as_ref();
        let received = self.complaint.received_at().map(|at| self.time(at));
        let taken = origin.map(|origin| format!("{} · {}", self.person(origin.by), self.time(origin.at)));
        let number = self.complaint.content.fact_text(fields::PROVISIONAL_NUMBER);
        let facts = vec![
            (words.received, received.unwrap_or_default()),
            (words.channel, origin.map(|origin| self.channel(origin.channel)).unwrap_or_default()),
            (words.taken_by, taken.unwrap_or_default()),
            (words.provisional, number.to_owned()),
            (words.demand, self.text_fact(fields::DEMAND)),
        ];
        Section::new(words.taken, vec![Part::Facts(facts)])
    }

    pub(super) fn grade(&self) -> Section<'a> {
        let words = self.words;
        let Some(grade) = self.complaint.state.grade else { return Section::new(words.grade, Vec::new()) };
        let is_it = |class, severity| (class, severity) == (grade.class, grade.severity);
        let graded = self.last(
            |body| matches!(body, ComplaintEvent::Graded { class, severity, .. } if is_it(*class, *severity)),
        );
        let note = match graded {
            Some((_, ComplaintEvent::Graded { note, .. })) => note.clone(),
            _ => String::new(),
        };
        let facts = vec![
            (words.class, term(words.classes, grade.class.name()).to_owned()),
            (words.severity, term(words.severities, grade.severity.name()).to_owned()),
            (words.note, note),
            (words.graded_by, graded.map(|(event, _)| self.author(event)).unwrap_or_default()),
        ];
        Section::new(words.grade, vec![Part::Facts(facts)])
    }

    pub(super) fn investigation(&self) -> Section<'a> {
        let (words, labels) = (self.words, self.labels);
        let flag = |value: &Value| {
            value.as_flag().map(|yes| if yes { labels.yes } else { labels.no }).unwrap_or_default().to_owned()
        };
        let class =
            |value: &Value| term(labels.cause_classes, value.as_text().unwrap_or_default()).to_owned();
        let person = |value: &Value| value.as_id().map(|id| self.person(UserId(id))).unwrap_or_default();
        let investigator = self.complaint.state.investigator.map(|user| self.person(user));
        let facts = vec![
            (words.investigator, investigator.unwrap_or_default()),
            (labels.cause, self.text_fact(fields::CAUSE)),
            (labels.cause_class, self.fact(fields::CAUSE_CLASS, class)),
            (words.justified, self.fact(fields::JUSTIFIED, flag)),
            (words.responsible_unit, self.text_fact(fields::RESPONSIBLE_UNIT)),
            (words.responsible_person, self.fact(fields::RESPONSIBLE_PERSON, person)),
        ];
        let findings = Part::Text(self.complaint.investigation().to_owned());
        Section::new(words.investigation, vec![Part::Facts(facts), findings])
    }

    pub(super) fn photos(&self) -> Section<'a> {
        let photos = self.complaint.photos();
        let figures = photos.iter().map(|photo| self.figure(photo)).collect();
        Section::new(self.labels.photos, vec![Part::Figures(figures)])
    }

    fn figure(&self, photo: &PhotoRecord) -> Figure<'a> {
        let stage = term(self.labels.stages, &photo.stage).to_owned();
        let thumbnail = self.context.thumbnails.get(&photo.normal);
        let digest = photo.normal.to_string();
        // The first bytes of the digest are enough to find the photo by.
        let found_by = digest.get(..12).unwrap_or(&digest);
        Figure {
            picture: Picture {
                bytes: thumbnail.map(Vec::as_slice),
                alt: format!("{stage} {}", photo.caption),
                elsewhere: self.labels.photo_elsewhere,
            },
            below: format!("{} · {found_by}", self.time(photo.taken_at)),
            caption: photo.caption.clone(),
            stage,
        }
    }

    pub(super) fn clocks(&self) -> Section<'a> {
        let words = self.words;
        let rows = self.context.clocks.iter().map(|clock| self.clock(clock)).collect();
        let head = vec![words.clock, words.started, words.due, words.state];
        Section::new(words.clocks, vec![Part::Table { head, rows }])
    }

    fn clock(&self, clock: &Clock) -> Vec<Cell> {
        let words = self.words;
        let (state, at) = match clock.state {
            ClockState::Running { .. } => ("running", None),
            ClockState::AtRisk { .. } => ("at_risk", None),
            ClockState::Paused { .. } => ("paused", None),
            ClockState::Met { at } => ("met", Some(at)),
            ClockState::Missed { at: Some(at), .. } => ("late", Some(at)),
            ClockState::Missed { at: None, .. } => ("missed", None),
            ClockState::Ended { at } => ("ended", Some(at)),
            ClockState::Unknown { .. } => ("unknown", None),
        };
        let state = term(words.states, state);
        let told = at.map_or_else(|| state.to_owned(), |at| format!("{state} · {}", self.time(at)));
        let due = clock.target_at.map(|at| self.time(at)).unwrap_or_default();
        let name = Cell::Named {
            name: term(words.clock_rules, clock.rule.code()).to_owned(),
            below: clock.rule.code().to_owned(),
        };
        vec![name, Cell::Line(self.time(clock.started_at)), Cell::Line(due), Cell::Line(told)]
    }

    /// Other documents of the matter, with why they belong to it.
    pub(super) fn links(&self) -> Section<'a> {
        let (words, complaint) = (self.words, self.complaint);
        let link = |what: &'static str, id, why: &str| {
            let name = Cell::Line(self.document(id));
            vec![Cell::Line(what.to_owned()), name, Cell::Text(why.to_owned())]
        };
        let came_from = [(words.from_request, complaint.request()), (words.from_order, complaint.order())];
        let mut rows: Vec<Vec<Cell>> =
            came_from.into_iter().filter_map(|(what, id)| Some(link(what, id?, ""))).collect();
        rows.extend(complaint.state.orders.iter().map(|order| link(words.raised_order, *order, "")));
        rows.extend(complaint.similar().iter().map(|one| link(words.similar, one.complaint, &one.reason)));
        rows.extend(complaint.state.merged_into.map(|into| link(words.merged_into, into, "")));
        Section::new(words.links, vec![Part::Table { head: vec![words.what, words.number, words.why], rows }])
    }
}
