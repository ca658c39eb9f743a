//! The sign-off on the page (R17, R20).

use jobsheet_domain::work_order::{Rating, SignoffKind};

use crate::block::{Part, Section};
use crate::visit::page::{Sheet, SignatureShown};

impl<'a> Sheet<'a> {
    /// The consent text, and the sign-off below it once there is one.
    pub(super) fn signature(&self) -> Section<'a> {
        let mut parts = vec![Part::Text(self.model.consent.clone())];
        let Some(signature) = &self.assets.signature else {
            return Section { heading: self.labels.consent, signed: true, parts };
        };
        if signature.void {
            parts.push(Part::Note(self.labels.void.to_owned()));
        }
        parts.push(self.stated(signature));
        parts.extend(signature.rating.map(|rating| self.rating(rating)));
        parts.extend(self.hand(signature));
        parts.extend(self.stamp(signature));
        Section { heading: self.labels.signature, signed: true, parts }
    }

    fn stated(&self, signature: &SignatureShown) -> Part<'a> {
        let (labels, signatory) = (self.labels, signature.signatory.as_ref());
        Part::Facts(vec![
            (labels.settled, self.kind(signature.kind).to_owned()),
            (labels.at, self.time(signature.at.0)),
            (labels.person, signatory.map(|one| one.name.clone()).unwrap_or_default()),
            (labels.capacity, signatory.map(|one| one.capacity.clone()).unwrap_or_default()),
            (labels.remarks, signature.remarks.clone()),
            (labels.witness, signature.witness.clone().unwrap_or_default()),
        ])
    }

    fn rating(&self, rating: Rating) -> Part<'a> {
        let labels = self.labels;
        Part::Ratings(vec![
            (labels.overall, rating.overall),
            (labels.timeliness, rating.timeliness),
            (labels.attitude, rating.attitude),
            (labels.quality, rating.quality),
        ])
    }

    fn hand(&self, signature: &'a SignatureShown) -> Option<Part<'a>> {
        let Some(strokes) = &signature.strokes else {
            let label = if signature.sealed { self.labels.hand_sealed } else { self.labels.hand_withheld };
            return signature.hand.then(|| Part::Text(label.to_owned()));
        };
        let name = signature.signatory.as_ref().map(|one| one.name.as_str()).unwrap_or_default();
        Some(Part::Hand { label: format!("{} {name}", self.labels.signature), strokes })
    }

    fn stamp(&self, signature: &SignatureShown) -> Option<Part<'a>> {
        let name = self.labels.stamp;
        Some(Part::Stamp(self.picture(&signature.stamp?.to_string(), name.to_owned()), name))
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
