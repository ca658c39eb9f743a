//! The report of any visit, to be read again (R6).

use jobsheet_client::ClientError;
use jobsheet_domain::history::SignoffStanding;
use jobsheet_domain::id::{Digest, DocumentId};
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;
use jobsheet_report::{VisitReport, standing_of_signoff};
use jobsheet_signing::sha256;

use crate::Screens;

/// A report as a screen shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPage {
    /// The order.
    pub order: DocumentId,
    /// The visit it is about.
    pub visit: u32,
    /// The page: self-contained HTML.
    pub html: String,
    /// The text above the signature; empty where policy has none.
    pub consent: String,
    /// SHA-256 of the report model's canonical bytes (R59).
    pub report_digest: Digest,
    /// Whether the customer settled this very report; the page then shows how.
    pub settled: bool,
    /// Whether that no longer stands (R19).
    pub void: bool,
}

impl Screens<'_> {
    /// The report of any visit of an order, in a language, the customer's or the client's: the very version that was
    /// signed, with the signature, where there is one; else as it stands.
    ///
    /// # Errors
    /// `document.unknown` when the order is not on this device, `work_order.no_such_visit`.
    pub fn report_of(
        &self,
        order: DocumentId,
        visit: u32,
        language: Option<Language>,
    ) -> Result<ReportPage, ClientError> {
        let opened = self.client.opened(order)?;
        let (document, subject) = (opened.document(), opened.subject()?);
        let view =
            subject.work_order().ok_or_else(|| Refusal::new("document.unknown").with("document", order))?;
        if !(1..=view.state.visit.max(1)).contains(&visit) {
            return Err(Refusal::new("work_order.no_such_visit").with("visit", visit).into());
        }
        let report =
            VisitReport::of(&view, visit, sha256, |heads, shown| document.content_shown(heads, shown))?;
        let standing = match &report.signoff {
            Some((signoff, record)) => {
                let signed = (&view, signoff.event);
                standing_of_signoff(document, signed, &record.heads, &document.heads())?
            }
            None => None,
        };
        let void = standing.as_ref().is_some_and(SignoffStanding::is_void);
        let language = language.or(report.language).unwrap_or(self.client.language());
        Ok(ReportPage {
            order,
            visit,
            html: report.html(language, self.client.thumbnails(&report.pictures)?, void, |record| {
                record.strokes.clone()
            }),
            consent: report.model.consent.clone(),
            report_digest: Digest(sha256(&jobsheet_report::canonical_bytes(&report.model))),
            settled: report.signoff.is_some(),
            void,
        })
    }
}
