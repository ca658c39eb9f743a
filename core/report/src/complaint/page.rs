//! The page of a complaint's report, from the head down.

use jobsheet_domain::complaint::{Complaint, ComplaintEvent, ComplaintStatus};
use jobsheet_domain::language::Language;
use jobsheet_domain::words::in_words;
use jobsheet_domain::zone::TimeZone;

use crate::block::{Block, Head, Mark, Page, Part, Section};
use crate::complaint::context::ComplaintContext;
use crate::complaint::labels::ComplaintLabels;
use crate::labels::Labels;
use crate::times::zone_name;

/// Everything a section is made from.
pub(super) struct CaseFile<'a> {
    pub complaint: Complaint<'a>,
    pub context: &'a ComplaintContext,
    pub language: Language,
    /// The words of this page.
    pub words: &'static ComplaintLabels,
    /// The words it has in common with the service report.
    pub labels: &'static Labels,
    pub zone: TimeZone,
}

/// The report of a complaint (R41): self-contained (no script, nothing loaded), every text escaped and whole, A4 when
/// printed. Notes are not on it: those who work on the complaint write them for each other.
#[must_use]
pub fn complaint_html(complaint: Complaint<'_>, context: &ComplaintContext, language: Language) -> String {
    let file = CaseFile {
        complaint,
        context,
        language,
        words: ComplaintLabels::of(language),
        labels: Labels::of(language),
        zone: TimeZone::stored(&context.time_zone, context.time_zone_offset_minutes),
    };
    Page {
        language,
        title: [file.words.title, complaint.shown_number(), complaint.title()].join(" ").trim().to_owned(),
        style: include_str!("style.css"),
        blocks: file.blocks(),
        footer: file.footer(),
    }
    .html()
}

impl<'a> CaseFile<'a> {
    fn blocks(&self) -> Vec<Block<'a>> {
        let sections = [
            self.taken(),
            Section::text(self.words.facts, self.complaint.facts()),
            self.grade(),
            self.investigation(),
            self.photos(),
            self.remedy(),
            self.answer(),
            Section::text(self.words.prevention, self.complaint.prevention()),
            self.closing(),
            self.clocks(),
            self.links(),
            self.disputes(),
            self.course(),
        ];
        let mut blocks = vec![
            Block::Head(self.head()),
            Block::Section(self.standing()),
            Block::Pair([self.customer(), self.machine()]),
        ];
        blocks.extend(sections.into_iter().map(Block::Section));
        blocks
    }

    fn head(&self) -> Head {
        let (complaint, state) = (self.complaint, self.complaint.state);
        let mut marks = vec![Mark::Number(complaint.shown_number().to_owned())];
        if !complaint.title().is_empty() {
            marks.push(Mark::Quiet(complaint.title().to_owned()));
        }
        let words = in_words(self.language, "complaint_status", state.status.name());
        marks.push(Mark::Badge { tone: self.tone().to_owned(), words });
        if let Some(since) = state.status_since {
            marks.push(Mark::Quiet(self.words.since.replace("{}", &self.time(since))));
        }
        Head { letterhead: self.context.organisation.clone(), heading: self.words.title, marks }
    }

    /// The colour of the badge: green for what is done, amber for what needs somebody, plain for the rest.
    const fn tone(&self) -> &'static str {
        use ComplaintStatus as S;
        let state = self.complaint.state;
        if state.is_contested() {
            return "not_solved";
        }
        match state.status {
            S::Told | S::Closed => "solved",
            S::Withdrawn | S::Merged | S::Untaken => "ended",
            S::Taken | S::Investigating | S::Proposed | S::Agreed | S::Approved | S::CarriedOut => {
                "temporary"
            }
        }
    }

    /// What whoever reads on must know first; nothing where it goes its usual way.
    fn standing(&self) -> Section<'a> {
        let (words, state) = (self.words, self.complaint.state);
        let mut parts = Vec::new();
        if state.is_contested() {
            parts.push(Part::Note(words.contested.to_owned()));
        }
        if state.status == ComplaintStatus::Withdrawn
            && let Some((event, ComplaintEvent::Withdrawn(reply))) =
                self.last(|body| matches!(body, ComplaintEvent::Withdrawn(_)))
        {
            parts.push(Part::Note(words.withdrawn.to_owned()));
            parts.push(self.reply(words.words, reply, event));
        }
        if let Some(into) = state.merged_into {
            parts.push(Part::Note(words.goes_on_in.replace("{}", &self.document(into))));
        }
        Section::new(words.standing, parts)
    }

    fn footer(&self) -> String {
        let context = self.context;
        let zone = zone_name(&context.time_zone, context.time_zone_offset_minutes);
        let as_of = self.words.as_of.replace("{}", &self.time(context.as_of));
        let id = self.complaint.content.id;
        format!("{} {id} · {as_of} · {} {zone}", self.words.complaint, self.labels.times_in)
    }
}
