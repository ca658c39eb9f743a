//! The sign-off on the page (R17, R20).

use jobsheet_domain::work_order::{Rating, SignoffKind};

use crate::html::escape::{escape, paragraphs};
use crate::html::{Page, SignatureShown};
use crate::strokes::strokes_svg;

/// The best rating there is.
const STARS: u8 = 5;

impl Page<'_> {
    /// The consent text, and the sign-off below it once there is one.
    pub(super) fn signature(&self) -> Option<String> {
        let consent = paragraphs(&self.model.consent);
        let Some(signature) = &self.assets.signature else {
            return (!consent.is_empty()).then(|| {
                format!("<section class=\"sign\"><h2>{}</h2>{consent}</section>", self.labels.consent)
            });
        };
        let void = if signature.void {
            format!("<p class=\"void\" role=\"status\">{}</p>", self.labels.void)
        } else {
            String::new()
        };
        Some(format!(
            "<section class=\"sign\"><h2>{}</h2>{consent}{void}{}{}{}{}</section>",
            self.labels.signature,
            self.stated(signature),
            signature.rating.map(|rating| self.rating(rating)).unwrap_or_default(),
            self.hand(signature),
            self.stamp(signature),
        ))
    }

    fn stated(&self, signature: &SignatureShown) -> String {
        let signatory = signature.signatory.as_ref();
        self.facts(&[
            (self.labels.settled, self.kind(signature.kind)),
            (self.labels.at, &self.time(signature.at.0)),
            (self.labels.person, signatory.map(|one| one.name.as_str()).unwrap_or_default()),
            (self.labels.capacity, signatory.map(|one| one.capacity.as_str()).unwrap_or_default()),
            (self.labels.remarks, &signature.remarks),
            (self.labels.witness, signature.witness.as_deref().unwrap_or_default()),
        ])
    }

    fn rating(&self, rating: Rating) -> String {
        let labels = self.labels;
        let marks = [
            (labels.overall, rating.overall),
            (labels.timeliness, rating.timeliness),
            (labels.attitude, rating.attitude),
            (labels.quality, rating.quality),
        ];
        let line = |(label, mark): (&str, u8)| {
            let mark = mark.min(STARS);
            let (full, empty) = ("★".repeat(mark.into()), "☆".repeat((STARS - mark).into()));
            format!(
                "<dt>{label}</dt><dd><span class=\"stars\" aria-hidden=\"true\">{full}{empty}</span> {mark}/{STARS}</dd>"
            )
        };
        format!("<dl>{}</dl>", marks.into_iter().map(line).collect::<String>())
    }

    fn hand(&self, signature: &SignatureShown) -> String {
        let Some(strokes) = &signature.strokes else { return String::new() };
        let name = signature.signatory.as_ref().map(|one| one.name.as_str()).unwrap_or_default();
        format!(
            "<figure class=\"hand\" aria-label=\"{} {}\">{}</figure>",
            self.labels.signature,
            escape(name),
            strokes_svg(strokes)
        )
    }

    fn stamp(&self, signature: &SignatureShown) -> String {
        let Some(stamp) = signature.stamp else { return String::new() };
        let picture = self.picture(&stamp.to_string(), self.labels.stamp);
        format!("<figure class=\"stamp\">{picture}<figcaption>{}</figcaption></figure>", self.labels.stamp)
    }

    const fn kind(&self, kind: SignoffKind) -> &'static str {
        match kind {
            SignoffKind::Signed => self.labels.signed,
            SignoffKind::SignedWithReservations => self.labels.signed_with_reservations,
            SignoffKind::Refused => self.labels.refused,
            SignoffKind::NobodyPresent => self.labels.nobody_present,
            SignoffKind::LinkSigned => self.labels.link_signed,
        }
    }
}
