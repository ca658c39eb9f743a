//! Reports. The service report: the model that is signed (R59), its rendering for a person (R15, R17), the customer's hand
//! as ink, and whether a signature still stands (R19, R65). The report of a complaint (R41). Every page is made of the same
//! blocks, and one writer turns those into HTML.
//!
//! Pure: a report is a function of the document's content and of the names and pictures handed in.

mod block;
mod complaint;
mod labels;
mod model;
mod standing;
mod strokes;
mod times;
mod visit;

pub use complaint::{ComplaintContext, complaint_html, names_of};
pub use model::{
    Answer, AnswerValue, Attendance, Customer, Diagnosis, Machine, Part, Photo, ReportModel, Safety,
    canonical_bytes, model, model_for, model_of_visit,
};
pub use standing::{Altered, standing, standing_of, standing_of_signoff, subject, subject_of};
pub use strokes::{inkml, strokes_svg};
pub use visit::{HtmlAssets, SignatureShown, VisitReport, as_signed, html};
