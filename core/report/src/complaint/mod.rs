//! A complaint's report for a person: everything the file holds, as it stands (R41, R28).

mod answer;
mod context;
mod course;
mod labels;
mod page;
mod said;
mod sections;

pub use context::{ComplaintContext, names_of};
pub use page::complaint_html;
