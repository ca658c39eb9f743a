//! One order on the device: its page, its visits, what happened, what to choose about, what is possible, and its reports.

mod page;
mod part;
mod reader;
mod report;
mod timeline;
mod visit;

pub use page::{MemberView, OrderView, SignoffView};
pub use part::PartView;
pub use report::ReportPage;
pub use visit::{AnswerView, AttendanceView, SafetyView, VisitSignoffView, VisitView};
