//! The parts of an order, each with its visit (R13).

use jobsheet_domain::work_order::{Part, PartUse};

/// A part of an order with the visit it was used in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartView {
    /// The visit.
    pub visit: u32,
    /// The part.
    pub used: PartUse,
}

impl From<Part> for PartView {
    fn from(part: Part) -> Self {
        Self { visit: part.visit, used: part.used }
    }
}
