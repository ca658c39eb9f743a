//! The read model of documents of every kind: what lists show, filter and sort by, without opening a document.

mod jobs;
mod near;
mod query;
mod row;
mod version;

pub use near::NearDocument;
pub use query::{ListedDocument, RowQuery, RowSort};
pub use row::{DocumentRow, MyRole, NextClock};
