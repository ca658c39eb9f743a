//! The sections of the page. A section that has nothing to say is not there.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::html::Page;
use crate::html::escape::{escape, paragraphs};
use crate::html::labels::term;
use crate::html::times::{decimal, local};
use crate::model::{AnswerValue, Attendance, Part, Photo};

/// First bytes of the pictures a page can show, with their type.
const PICTURES: [(&[u8], &str); 2] = [(b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png")];

impl Page<'_> {
    pub(super) fn header(&self) -> String {
        let number = if self.assets.number.is_empty() {
            String::new()
        } else {
            format!("<span class=\"number\">{}</span>", escape(&self.assets.number))
        };
        let outcome = term(self.labels.outcomes, &self.model.outcome);
        let badge = if outcome.is_empty() {
            String::new()
        } else {
            format!("<span class=\"badge {}\">{}</span>", escape(&self.model.outcome), escape(outcome))
        };
        let finished = self
            .model
            .finished_at
            .map(|at| format!("<span class=\"quiet\">{} {}</span>", self.labels.finished, self.time(at)));
        format!(
            "<header><div class=\"letterhead\">{}</div><h1>{}</h1><div class=\"line\">{number}<span class=\"quiet\">{}</span>{badge}{}</div></header>",
            escape(&self.model.organisation),
            self.labels.service_report,
            self.visit(),
            finished.unwrap_or_default(),
        )
    }

    pub(super) fn parties(&self) -> String {
        let (customer, machine) = (&self.model.customer, &self.model.machine);
        let meter = machine.meter_milli.map(|milli| format!("{} {}", decimal(milli), machine.meter_unit));
        let first = self.facts(&[
            (self.labels.name, &customer.name),
            (self.labels.address, &customer.address),
            (self.labels.contact, &customer.contact),
        ]);
        let second = self.facts(&[
            (self.labels.product_model, &machine.product_model),
            (self.labels.serial, &machine.serial),
            (self.labels.meter, &meter.unwrap_or_default()),
        ]);
        format!(
            "<div class=\"pair\"><section><h2>{}</h2>{first}</section><section><h2>{}</h2>{second}</section></div>",
            self.labels.customer, self.labels.machine,
        )
    }

    pub(super) fn prose(&self, heading: &str, text: &str) -> Option<String> {
        let body = paragraphs(text);
        (!body.is_empty()).then(|| format!("<section><h2>{heading}</h2>{body}</section>"))
    }

    pub(super) fn diagnosis(&self) -> Option<String> {
        let found = &self.model.diagnosis;
        let opened = found.opened_by_others.map(|opened| self.yes_or_no(opened)).unwrap_or_default();
        let facts = self.facts(&[
            (self.labels.symptoms, &found.symptoms),
            (self.labels.tests, &found.tests),
            (self.labels.opened_by_others, opened),
            (self.labels.cause, &found.cause),
            (self.labels.cause_class, term(self.labels.cause_classes, &found.cause_class)),
            (self.labels.remedy, term(self.labels.remedies, &found.remedy)),
        ]);
        let body = format!("{}{facts}", paragraphs(&found.findings));
        (!body.is_empty()).then(|| format!("<section><h2>{}</h2>{body}</section>", self.labels.diagnosis))
    }

    pub(super) fn parts(&self) -> Option<String> {
        let labels = self.labels;
        let row = |part: &Part| {
            format!(
                "<tr><td>{}<div class=\"quiet\">{}</div></td><td class=\"amount\">{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                escape(&part.name),
                escape(&part.number),
                decimal(part.quantity_milli),
                escape(&part.serial),
                escape(&part.reason),
                escape(term(labels.fates, &part.old_part)),
            )
        };
        let head = [labels.part, labels.quantity, labels.serial, labels.reason, labels.old_part];
        let rows: Vec<String> = self.model.parts.iter().map(row).collect();
        table(labels.parts, &head, &rows)
    }

    pub(super) fn photos(&self) -> Option<String> {
        let figures: String = self.model.photos.iter().map(|photo| self.figure(photo)).collect();
        let heading = self.labels.photos;
        (!figures.is_empty())
            .then(|| format!("<section><h2>{heading}</h2><div class=\"photos\">{figures}</div></section>"))
    }

    fn figure(&self, photo: &Photo) -> String {
        let stage = escape(term(self.labels.stages, &photo.stage));
        let caption = escape(&photo.caption);
        let picture = self.picture(&photo.digest, &format!("{stage} {caption}"));
        // The first bytes of the digest are enough to find the photo by.
        let digest = escape(photo.digest.get(..12).unwrap_or(&photo.digest));
        format!(
            "<figure>{picture}<figcaption><strong>{stage}</strong> {caption}<div class=\"quiet\">{} · {digest}</div></figcaption></figure>",
            self.time(photo.taken_at),
        )
    }

    /// A photo by the digest of its normal form, with a text that was escaped; where it is, when it is not here.
    pub(super) fn picture(&self, digest: &str, alt: &str) -> String {
        let thumbnail = digest.parse().ok().and_then(|digest| self.assets.thumbnails.get(&digest));
        thumbnail.and_then(|bytes| data_uri(bytes)).map_or_else(
            || format!("<div class=\"missing\">{}</div>", self.labels.photo_elsewhere),
            |uri| format!("<img src=\"{uri}\" alt=\"{alt}\">"),
        )
    }

    pub(super) fn safety(&self) -> Option<String> {
        let check = self.model.safety.as_ref()?;
        let facts = self.facts(&[
            (self.labels.checked_at, &self.time(check.at)),
            (self.labels.rules_read, self.yes_or_no(check.rules_read)),
            (self.labels.hazards, &check.hazards.join(self.labels.list_comma)),
            (self.labels.measures, &check.measures.join(self.labels.list_comma)),
            (self.labels.safe_to_work, self.yes_or_no(check.passed)),
        ]);
        Some(format!("<section><h2>{}</h2>{facts}</section>", self.labels.safety))
    }

    pub(super) fn answers(&self) -> Option<String> {
        let row = |answer: &crate::model::Answer| {
            let item = if answer.label.is_empty() { &answer.item } else { &answer.label };
            format!("<tr><td>{}</td><td>{}</td></tr>", escape(item), escape(&self.answer(&answer.value)))
        };
        let rows: Vec<String> = self.model.answers.iter().map(row).collect();
        table(self.labels.checklist, &[self.labels.item, self.labels.answer], &rows)
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

    pub(super) fn attendance(&self) -> Option<String> {
        let row = |person: &Attendance| {
            // A name the order does not carry is an id's beginning, so that the line is not empty.
            let name =
                if person.name.is_empty() { person.user.get(..8).unwrap_or_default() } else { &person.name };
            let lead = if person.lead {
                format!(" <span class=\"quiet\">{}</span>", self.labels.lead)
            } else {
                String::new()
            };
            let at = |time: Option<i64>| time.map(|at| self.time(at)).unwrap_or_default();
            format!(
                "<tr><td>{}{lead}</td><td>{}</td><td>{}</td></tr>",
                escape(name),
                at(person.arrived_at),
                at(person.left_at),
            )
        };
        let rows: Vec<String> = self.model.technicians.iter().map(row).collect();
        table(self.labels.technicians, &[self.labels.person, self.labels.arrived, self.labels.left], &rows)
    }

    /// The pairs whose second is not empty, as a list of terms.
    pub(super) fn facts(&self, pairs: &[(&str, &str)]) -> String {
        let said = pairs.iter().filter(|(_, text)| !text.trim().is_empty());
        let lines: String = said
            .map(|(label, text)| {
                format!("<dt>{label}</dt><dd>{}</dd>", escape(text.trim()).replace('\n', "<br>"))
            })
            .collect();
        if lines.is_empty() { lines } else { format!("<dl>{lines}</dl>") }
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

fn table(heading: &str, head: &[&str], rows: &[String]) -> Option<String> {
    let head: String = head.iter().map(|cell| format!("<th scope=\"col\">{cell}</th>")).collect();
    let body = rows.concat();
    (!rows.is_empty()).then(|| {
        format!("<section><h2>{heading}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></section>")
    })
}

/// A picture inside the page; `None` for bytes that are not a picture a page can show.
fn data_uri(bytes: &[u8]) -> Option<String> {
    let (_, media_type) = PICTURES.iter().find(|(start, _)| bytes.starts_with(start))?;
    Some(format!("data:{media_type};base64,{}", STANDARD.encode(bytes)))
}
