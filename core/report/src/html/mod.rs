//! The report for a person: one self-contained page, for the tablet and for paper (R15, R17).

mod escape;
mod labels;
mod sections;
mod signature;
mod times;
mod warranty;

use std::collections::BTreeMap;

use jobsheet_domain::id::Digest;
use jobsheet_domain::language::Language;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order::{Rating, Signatory, SignoffKind, Strokes};
use jobsheet_domain::zone::TimeZone;

use crate::html::escape::escape;
use crate::html::labels::Labels;
use crate::html::times::{zone_name, zone_of};
use crate::model::ReportModel;

/// What a page shows beside the model. None of it is part of what is signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HtmlAssets {
    /// JPEG or PNG thumbnails by the digest of the photo's normal form. A photo without one is named, not shown.
    pub thumbnails: BTreeMap<Digest, Vec<u8>>,
    /// The order's register number, when it has one.
    pub number: String,
    /// The sign-off, once there is one.
    pub signature: Option<SignatureShown>,
}

/// A sign-off as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureShown {
    /// How the customer settled the report.
    pub kind: SignoffKind,
    /// When, corrected.
    pub at: Timestamp,
    /// Who signed.
    pub signatory: Option<Signatory>,
    /// The rating.
    pub rating: Option<Rating>,
    /// Remarks, reservations or the reason for refusing.
    pub remarks: String,
    /// A witness.
    pub witness: Option<String>,
    /// The hand.
    pub strokes: Option<Strokes>,
    /// The company's stamp: the digest of the photo's normal form. Its thumbnail is among the assets (R17).
    pub stamp: Option<Digest>,
    /// Whether it no longer stands (R19).
    pub void: bool,
}

/// The page: self-contained (no script, nothing loaded), every text escaped, A4 when printed.
#[must_use]
pub fn html(model: &ReportModel, language: Language, assets: &HtmlAssets) -> String {
    let page = Page { model, assets, labels: Labels::of(language), zone: zone_of(model) };
    let title = format!("{} · {}", page.labels.service_report, model.customer.name);
    let mut out = format!("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n", language.code());
    out.push_str("<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.push_str("img-src data:; style-src 'unsafe-inline'\">\n");
    out.push_str(&format!(
        "<title>{}</title>\n<style>\n{}</style>\n",
        escape(&title),
        include_str!("style.css")
    ));
    out.push_str("</head>\n<body>\n<main>\n");
    for section in page.sections() {
        out.push_str(&section);
        out.push('\n');
    }
    out.push_str(&page.footer());
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// Everything a section needs.
struct Page<'a> {
    model: &'a ReportModel,
    assets: &'a HtmlAssets,
    labels: &'static Labels,
    zone: TimeZone,
}

impl Page<'_> {
    /// The sections that have something to say, in the order of the page.
    fn sections(&self) -> Vec<String> {
        let sections = [
            Some(self.header()),
            Some(self.parties()),
            self.prose(self.labels.fault, &self.model.fault),
            self.diagnosis(),
            self.prose(self.labels.work_done, &self.model.work_done),
            self.parts(),
            self.photos(),
            self.safety(),
            self.answers(),
            self.attendance(),
            self.warranty(),
            self.signature(),
        ];
        sections.into_iter().flatten().collect()
    }

    fn footer(&self) -> String {
        format!(
            "<footer>{} {} · {} · {} {}</footer>\n",
            self.labels.order,
            escape(&self.model.order),
            self.visit(),
            self.labels.times_in,
            escape(&zone_name(self.model)),
        )
    }
}
