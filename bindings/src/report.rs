//! The report in the customer's hands, and what they give back.

use jobsheet_client::domain::id::{Digest, DocumentId};
use jobsheet_client::domain::work_order::{Rating, Signatory, SignoffKind, StrokePoint, Strokes};
use jobsheet_client::{ShownReport, Signing};
use jobsheet_screens::ReportPage;

use crate::error::Answer;

/// One sample of the pen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PenPoint {
    /// Hundredths of a millimetre from the left edge of the field.
    pub x: i32,
    /// Hundredths of a millimetre from the top edge.
    pub y: i32,
    /// Milliseconds since the first sample of the signature.
    pub at_ms: u32,
    /// 0–1000; 0 where the screen reports none.
    pub pressure: u16,
}

/// The customer's hand: strokes with time and pressure (R17).
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PenStrokes {
    /// Width of the field, hundredths of a millimetre.
    pub width: u32,
    /// Height of the field, hundredths of a millimetre.
    pub height: u32,
    /// The strokes, pen down to pen up.
    pub strokes: Vec<Vec<PenPoint>>,
}

impl From<Strokes> for PenStrokes {
    fn from(hand: Strokes) -> Self {
        let point = |StrokePoint(x, y, at_ms, pressure): StrokePoint| PenPoint { x, y, at_ms, pressure };
        let strokes =
            hand.strokes.into_iter().map(|stroke| stroke.into_iter().map(point).collect()).collect();
        Self { width: hand.width, height: hand.height, strokes }
    }
}

impl From<PenStrokes> for Strokes {
    fn from(pen: PenStrokes) -> Self {
        let point = |point: PenPoint| StrokePoint(point.x, point.y, point.at_ms, point.pressure);
        let strokes = pen.strokes.into_iter().map(|stroke| stroke.into_iter().map(point).collect()).collect();
        Self { width: pen.width, height: pen.height, strokes }
    }
}

/// What the customer gave.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct CustomerSigning {
    /// How they settled it.
    pub kind: SignoffKind,
    /// Who; absent when nobody was present.
    #[uniffi(default = None)]
    pub signatory: Option<Signatory>,
    /// Their rating.
    #[uniffi(default = None)]
    pub rating: Option<Rating>,
    /// Their remarks, reservations or reason.
    #[uniffi(default = "")]
    pub remarks: String,
    /// A witness to a refusal or an absence.
    #[uniffi(default = None)]
    pub witness: Option<String>,
    /// Their hand.
    #[uniffi(default = None)]
    pub strokes: Option<PenStrokes>,
    /// A photo of the company's stamp, as the camera gave it.
    #[uniffi(default = None)]
    pub stamp: Option<Vec<u8>>,
}

impl From<CustomerSigning> for Signing {
    fn from(given: CustomerSigning) -> Self {
        Self {
            kind: given.kind,
            signatory: given.signatory,
            rating: given.rating,
            remarks: given.remarks,
            witness: given.witness,
            strokes: given.strokes.map(Into::into),
            stamp: None,
        }
    }
}

/// What the screen shows of a report.
#[uniffi::remote(Record)]
pub struct ReportPage {
    /// The order.
    pub order: DocumentId,
    /// The visit it is about.
    pub visit: u32,
    /// Self-contained HTML.
    pub html: String,
    /// The text above the signature.
    pub consent: String,
    /// SHA-256 of the report's canonical model.
    pub report_digest: Digest,
    /// Whether the customer settled this very report; the page then shows how.
    pub settled: bool,
    /// Whether that no longer stands (R19).
    pub void: bool,
}

/// A report in the customer's hands, bound to the version of the order that it renders. It stays in the core, so that
/// what is signed is what was shown.
#[derive(Debug, uniffi::Object)]
pub struct ReportOnScreen {
    pub(crate) shown: ShownReport,
}

#[uniffi::export]
impl ReportOnScreen {
    /// What the screen shows.
    ///
    /// # Errors
    /// None; see the crate's header.
    pub fn page(&self) -> Answer<ReportPage> {
        Ok(ReportPage {
            order: self.shown.order,
            visit: self.shown.visit,
            html: self.shown.html.clone(),
            consent: self.shown.consent.clone(),
            report_digest: self.shown.report_digest,
            settled: false,
            void: false,
        })
    }
}
