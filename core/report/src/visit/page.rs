//! The report for a person: one self-contained page, for the tablet and for paper (R15, R17).

use std::collections::BTreeMap;

use jobsheet_domain::id::Digest;
use jobsheet_domain::language::Language;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::work_order::{Rating, Signatory, SignoffKind, Strokes};
use jobsheet_domain::zone::TimeZone;

use crate::block::{Block, Page, Section};
use crate::labels::Labels;
use crate::model::ReportModel;
use crate::times::zone_name;

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
    /// Whether somebody's hand is under it.
    pub hand: bool,
    /// Whether it is sealed to the organisation.
    pub sealed: bool,
    /// The hand, for who may see it.
    pub strokes: Option<Strokes>,
    /// The company's stamp: the digest of the photo's normal form. Its thumbnail is among the assets (R17).
    pub stamp: Option<Digest>,
    /// Whether it no longer stands (R19).
    pub void: bool,
}

/// The page: self-contained (no script, nothing loaded), every text escaped, A4 when printed.
#[must_use]
pub fn html(model: &ReportModel, language: Language, assets: &HtmlAssets) -> String {
    let zone = TimeZone::stored(&model.time_zone, model.time_zone_offset_minutes);
    let sheet = Sheet { model, assets, labels: Labels::of(language), zone };
    let title = format!("{} · {}", sheet.labels.service_report, model.customer.name);
    let (blocks, footer) = (sheet.blocks(), sheet.footer());
    Page { language, title, style: "", blocks, footer }.html()
}

/// Everything a section is made from.
pub(super) struct Sheet<'a> {
    pub model: &'a ReportModel,
    pub assets: &'a HtmlAssets,
    pub labels: &'static Labels,
    pub zone: TimeZone,
}

impl<'a> Sheet<'a> {
    /// From the head down.
    fn blocks(&self) -> Vec<Block<'a>> {
        let sections = [
            Section::text(self.labels.fault, &self.model.fault),
            self.diagnosis(),
            Section::text(self.labels.work_done, &self.model.work_done),
            self.parts(),
            self.photos(),
            self.safety(),
            self.answers(),
            self.attendance(),
            self.warranty(),
            self.signature(),
        ];
        let mut blocks = vec![Block::Head(self.head()), Block::Pair(self.parties())];
        blocks.extend(sections.into_iter().map(Block::Section));
        blocks
    }

    fn footer(&self) -> String {
        let model = self.model;
        let zone = zone_name(&model.time_zone, model.time_zone_offset_minutes);
        let (order, times_in) = (self.labels.order, self.labels.times_in);
        format!("{order} {} · {} · {times_in} {zone}", model.order, self.visit())
    }
}
