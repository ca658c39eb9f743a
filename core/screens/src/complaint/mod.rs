//! Complaints on the device (R41): the list, one complaint's page, and its report.

mod link;
mod list;
mod page;
mod parts;
mod report;
mod timeline;
mod words;

pub use link::LinkView;
pub use list::ListedComplaint;
pub use page::{ComplaintView, TurnView};
pub use parts::{FindingsView, ProposalView, ReplyView, SimilarView};
