//! A visit's report as it is read later: the very version that was signed, with the signature, or as it stands (R6).

mod page;
mod sections;
mod signature;
mod warranty;

use std::collections::BTreeMap;

use jobsheet_domain::content::{Content, Shown};
use jobsheet_domain::id::{ChangeHash, Digest};
use jobsheet_domain::language::Language;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order::{PhotoRecord, Signoff, SignoffRecord, Strokes, WorkOrder, fields};

use crate::model::{ReportModel, canonical_bytes, model, model_of_visit};

pub use page::{HtmlAssets, SignatureShown, html};

/// The report of one visit, with what its page needs beside the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitReport {
    /// The report: of the version the customer read where there is a sign-off, else of the order as it is.
    pub model: ReportModel,
    /// The visit's sign-off and its record; `None` while there is none.
    pub signoff: Option<(Signoff, SignoffRecord)>,
    /// The photos on the page and the company's stamp, whose thumbnails [`VisitReport::html`] takes.
    pub pictures: Vec<PhotoRecord>,
    /// The customer's language, where the order knows it.
    pub language: Option<Language>,
    /// The order's register number; empty until the office gave one.
    number: String,
}

impl VisitReport {
    /// The report of a visit of `order`; `content_at` reads the order as it was at a version, `sha256` knows what was signed.
    ///
    /// # Errors
    /// Whatever `content_at` says when it cannot read the version that was signed.
    pub fn of<E>(
        order: &WorkOrder<'_>,
        visit: u32,
        sha256: fn(&[u8]) -> [u8; 32],
        content_at: impl Fn(&[ChangeHash], Shown) -> Result<Content, E>,
    ) -> Result<Self, E> {
        let signoff = order.state.visit_numbered(visit).and_then(|visit| visit.signoff);
        let signed =
            signoff.and_then(|signoff| Some((signoff, order.signoff_record(signoff.event)?.clone())));
        let number = order.number().to_owned();
        let Some((signoff, record)) = signed else {
            let (pictures, language) = (pictures(order, visit), language(order, visit));
            return Ok(Self {
                model: model_of_visit(order, visit),
                signoff: None,
                pictures,
                language,
                number,
            });
        };
        let (content, model) = as_signed(&record, sha256, |shown| content_at(&record.heads, shown))?;
        let read = WorkOrder::new(&content);
        let mut pictures = pictures(&read, visit);
        pictures.extend(record.stamp.as_deref().cloned());
        let language = language(&read, visit);
        Ok(Self { model, signoff: Some((signoff, record)), pictures, language, number })
    }

    /// The page in a language, with the thumbnails that are at hand, by the digest of the photo's normal form. `void`
    /// says that the sign-off no longer stands (R19); `hand` gives the customer's to who may see it.
    #[must_use]
    pub fn html(
        &self,
        language: Language,
        thumbnails: BTreeMap<Digest, Vec<u8>>,
        void: bool,
        hand: impl FnOnce(&SignoffRecord) -> Option<Strokes>,
    ) -> String {
        let signature = self.signoff.as_ref().map(|(signoff, record)| SignatureShown {
            strokes: hand(record),
            ..SignatureShown::of(record, signoff.at, void)
        });
        html(&self.model, language, &HtmlAssets { thumbnails, number: self.number.clone(), signature })
    }
}

/// The content that was signed, with its report; `read` reads it with concurrent values in either order. Where there are such,
/// the digest that was signed tells in which the signatory read them.
///
/// # Errors
/// Whatever `read` says.
pub fn as_signed<E>(
    record: &SignoffRecord,
    sha256: fn(&[u8]) -> [u8; 32],
    read: impl Fn(Shown) -> Result<Content, E>,
) -> Result<(Content, ReportModel), E> {
    let content = read(Shown::ByChange)?;
    let report = model(&content);
    let is_signed = |report: &ReportModel| sha256(&canonical_bytes(report)) == record.report_digest.0;
    if !content.has_conflict() || is_signed(&report) {
        return Ok((content, report));
    }
    let older = read(Shown::ByOperation)?;
    let other = model(&older);
    Ok(if is_signed(&other) { (older, other) } else { (content, report) })
}

impl SignatureShown {
    /// A recorded sign-off, as a page shows it to who does not see the hand.
    #[must_use]
    pub fn of(record: &SignoffRecord, at: Timestamp, void: bool) -> Self {
        Self {
            kind: record.kind,
            at,
            signatory: record.signatory.clone(),
            rating: record.rating,
            remarks: record.remarks.clone(),
            witness: record.witness.clone(),
            strokes: None,
            hand: record.has_hand(),
            sealed: record.sealed.is_some(),
            stamp: record.stamp.as_ref().map(|stamp| stamp.normal),
            void,
        }
    }
}

fn pictures(order: &WorkOrder<'_>, visit: u32) -> Vec<PhotoRecord> {
    let of_visit = order.photos().into_iter().filter(|photo| photo.visit == visit);
    of_visit.map(|photo| photo.record).filter(|photo| photo.stage != fields::STAMP).collect()
}

fn language(order: &WorkOrder<'_>, visit: u32) -> Option<Language> {
    let context = order.state.visit_numbered(visit)?.context?;
    Language::from_code(&context.customer_language)
}
