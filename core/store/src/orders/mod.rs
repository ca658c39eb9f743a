//! The read model of work orders: what lists show, without opening a document.

mod near;
mod query;
mod row;

pub use near::NearOrder;
pub use query::{ListedOrder, OrderQuery, OrderSort, Page};
pub(crate) use row::next_clock;
pub use row::{MyRole, NextClock, OrderRow, TeamMember};
