//! The sections of the page.

use crate::block::{Cell, Figure, Head, Mark, Part, Picture, Section};
use crate::labels::term;
use crate::model::{Answer, AnswerValue, Attendance, Part as UsedPart, Photo};
use crate::times::{decimal, local};
use crate::visit::page::Sheet;

impl<'a> Sheet<'a> {
    pub(super) fn head(&self) -> Head {
        let mut marks = Vec::new();
        if !self.assets.number.is_empty() {
            marks.push(Mark::Number(self.assets.number.clone()));
        }
        marks.push(Mark::Quiet(self.visit()));
        let outcome = term(self.labels.outcomes, &self.model.outcome);
        if !outcome.is_empty() {
            let (tone, words) = (self.model.outcome.clone(), outcome.to_owned());
            marks.push(Mark::Badge { tone, words });
        }
        if let Some(at) = self.model.finished_at {
            marks.push(Mark::Quiet(format!("{} {}", self.labels.finished, self.time(at))));
        }
        Head { letterhead: self.model.organisation.clone(), heading: self.labels.service_report, marks }
    }

    pub(super) fn parties(&self) -> [Section<'a>; 2] {
        let (customer, machine, labels) = (&self.model.customer, &self.model.machine, self.labels);
        let meter = machine.meter_milli.map(|milli| format!("{} {}", decimal(milli), machine.meter_unit));
        let whose = Part::Facts(vec![
            (labels.name, customer.name.clone()),
            (labels.address, customer.address.clone()),
            (labels.contact, customer.contact.clone()),
        ]);
        let which = Part::Facts(vec![
            (labels.product_model, machine.product_model.clone()),
            (labels.serial, machine.serial.clone()),
            (labels.meter, meter.unwrap_or_default()),
        ]);
        [Section::new(labels.customer, vec![whose]), Section::new(labels.machine, vec![which])]
    }

    pub(super) fn diagnosis(&self) -> Section<'a> {
        let (found, labels) = (&self.model.diagnosis, self.labels);
        let opened = found.opened_by_others.map(|opened| self.yes_or_no(opened)).unwrap_or_default();
        let facts = Part::Facts(vec![
            (labels.symptoms, found.symptoms.clone()),
            (labels.tests, found.tests.clone()),
            (labels.opened_by_others, opened.to_owned()),
            (labels.cause, found.cause.clone()),
            (labels.cause_class, term(labels.cause_classes, &found.cause_class).to_owned()),
            (labels.remedy, term(labels.remedies, &found.remedy).to_owned()),
        ]);
        Section::new(labels.diagnosis, vec![Part::Text(found.findings.clone()), facts])
    }

    pub(super) fn parts(&self) -> Section<'a> {
        let labels = self.labels;
        let row = |part: &UsedPart| {
            vec![
                Cell::Named { name: part.name.clone(), below: part.number.clone() },
                Cell::Amount(decimal(part.quantity_milli)),
                Cell::Line(part.serial.clone()),
                Cell::Line(part.reason.clone()),
                Cell::Line(term(labels.fates, &part.old_part).to_owned()),
            ]
        };
        let head = vec![labels.part, labels.quantity, labels.serial, labels.reason, labels.old_part];
        let rows = self.model.parts.iter().map(row).collect();
        Section::new(labels.parts, vec![Part::Table { head, rows }])
    }

    pub(super) fn photos(&self) -> Section<'a> {
        let figures = self.model.photos.iter().map(|photo| self.figure(photo)).collect();
        Section::new(self.labels.photos, vec![Part::Figures(figures)])
    }

    fn figure(&self, photo: &Photo) -> Figure<'a> {
        let stage = term(self.labels.stages, &photo.stage).to_owned();
        let caption = photo.caption.clone();
        // The first bytes of the digest are enough to find the photo by.
        let digest = photo.digest.get(..12).unwrap_or(&photo.digest);
        Figure {
            picture: self.picture(&photo.digest, format!("{stage} {caption}")),
            below: format!("{} · {digest}", self.time(photo.taken_at)),
            stage,
            caption,
        }
    }

    /// A photo by the digest of its normal form.
    pub(super) fn picture(&self, digest: &str, alt: String) -> Picture<'a> {
        let thumbnail = digest.parse().ok().and_then(|digest| self.assets.thumbnails.get(&digest));
        Picture { bytes: thumbnail.map(Vec::as_slice), alt, elsewhere: self.labels.photo_elsewhere }
    }

    pub(super) fn safety(&self) -> Section<'a> {
        let labels = self.labels;
        let facts = self.model.safety.as_ref().map(|check| {
            Part::Facts(vec![
                (labels.checked_at, self.time(check.at)),
                (labels.rules_read, self.yes_or_no(check.rules_read).to_owned()),
                (labels.hazards, check.hazards.join(labels.list_comma)),
                (labels.measures, check.measures.join(labels.list_comma)),
                (labels.safe_to_work, self.yes_or_no(check.passed).to_owned()),
            ])
        });
        Section::new(labels.safety, facts.into_iter().collect())
    }

    pub(super) fn answers(&self) -> Section<'a> {
        let row = |answer: &Answer| {
            let item = if answer.label.is_empty() { &answer.item } else { &answer.label };
            vec![Cell::Line(item.clone()), Cell::Line(self.answer(&answer.value))]
        };
        let head = vec![self.labels.item, self.labels.answer];
        let rows = self.model.answers.iter().map(row).collect();
        Section::new(self.labels.checklist, vec![Part::Table { head, rows }])
    }

    fn answer(&self, value: &AnswerValue) -> String {
        match value {
            AnswerValue::Flag(flag) => self.yes_or_no(*flag).to_owned(),
            AnswerValue::Text(text) => text.clone(),
            AnswerValue::Integer(number) => number.to_string(),
            AnswerValue::Reading { milli, unit } => format!("{} {unit}", decimal(*milli)),
            AnswerValue::Time(at) => self.time(*at),
        }
    }

    pub(super) fn attendance(&self) -> Section<'a> {
        let row = |person: &Attendance| {
            // A name the order does not carry is an id's beginning, so that the line is not empty.
            let name =
                if person.name.is_empty() { person.user.get(..8).unwrap_or_default() } else { &person.name };
            let at = |time: Option<i64>| Cell::Line(time.map(|at| self.time(at)).unwrap_or_default());
            let mark = if person.lead { self.labels.lead } else { "" };
            vec![Cell::Marked { name: name.to_owned(), mark }, at(person.arrived_at), at(person.left_at)]
        };
        let head = vec![self.labels.person, self.labels.arrived, self.labels.left];
        let rows = self.model.technicians.iter().map(row).collect();
        Section::new(self.labels.technicians, vec![Part::Table { head, rows }])
    }

    pub(super) fn time(&self, at: i64) -> String {
        local(at, &self.zone)
    }

    pub(super) fn visit(&self) -> String {
        self.labels.visit.replace("{}", &self.model.visit.to_string())
    }

    pub(super) const fn yes_or_no(&self, flag: bool) -> &'static str {
        if flag { self.labels.yes } else { self.labels.no }
    }
}
