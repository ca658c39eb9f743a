//! Customers on the device: the list, and who is calling.

mod callers;
mod list;

pub use callers::{Caller, MatchedBy};
pub use list::CustomerRow;
