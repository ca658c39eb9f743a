//! What of an order stands outside of its document, by digest: what a package is made of, and what it is held against.

use std::collections::BTreeMap;

use jobsheet_domain::id::Digest;
use jobsheet_domain::work_order::WorkOrder;
use jobsheet_report::inkml;
use jobsheet_signing::sha256;

use crate::statement::hand_digest;

/// What the sign-offs and the photos of an order name, of all visits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Report models that were signed.
    pub reports: Vec<Digest>,
    /// Hands that lie open, with their InkML: the order itself has them.
    pub strokes: BTreeMap<Digest, Vec<u8>>,
    /// Hands that only the organisation can read.
    pub sealed: Vec<Digest>,
    /// Pages as they were shown.
    pub pages: Vec<Digest>,
    /// Photos of stamps, in their normal form.
    pub stamps: Vec<Digest>,
    /// Photos of the order, in their normal form.
    pub photos: Vec<Digest>,
}

impl Named {
    /// What an order names.
    #[must_use]
    pub fn of(order: &WorkOrder<'_>) -> Self {
        let mut named = Self::default();
        for (_, record) in order.signoffs() {
            named.reports.push(record.report_digest);
            named.pages.push(record.shown_digest);
            named.stamps.extend(record.stamp.as_ref().map(|stamp| stamp.normal));
            named.sealed.extend(record.sealed.as_ref().and_then(|_| hand_digest(record)));
            let ink = record.strokes.as_ref().map(|strokes| inkml(strokes).into_bytes());
            named.strokes.extend(ink.map(|ink| (Digest(sha256(&ink)), ink)));
        }
        named.photos = order.photos().into_iter().map(|photo| photo.record.normal).collect();
        named
    }
}
