//! One order on the device: its page, its visits, what happened, what to choose about, what is possible, and its reports.

mod conflict;
mod page;
mod photo;
mod possible;
mod reader;
mod report;
mod timeline;
mod visit;
mod words;

pub use conflict::{ConflictView, StatedView};
pub use page::{MemberView, OrderView, SignoffView};
pub use photo::{PartView, PhotoView, Whereabouts};
pub use possible::PossibilityView;
pub use report::ReportPage;
pub use timeline::{DetailView, HappeningView};
pub use visit::{AnswerView, AttendanceView, SafetyView, VisitSignoffView, VisitView};
