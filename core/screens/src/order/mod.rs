//! Orders on the device: lists, one order's page, its visits, what happened, what to choose about, what is possible, and
//! its reports.

mod checklist;
mod list;
mod page;
mod part;
mod reader;
mod report;
mod timeline;
mod visit;

pub use list::{ListedOrder, NearOrder, OrderRow, TeamMember};
pub use page::{MemberView, OrderView, SignoffView};
pub use part::PartView;
pub use report::ReportPage;
pub use visit::{AnswerView, AttendanceView, SafetyView, VisitSignoffView, VisitView};
