//! The complaint: from the customer's word to the closed file (R41, R28).

mod clocks;
mod command;
mod edits;
mod event;
pub mod fields;
mod flow;
mod fold;
mod gate;
mod kind;
mod possible;
mod state;
mod status;
pub mod transitions;
mod turn;
mod view;

pub use clocks::{answer_due, answerable_since, clock_inputs, left_for_tomorrow};
pub use command::{ComplaintCommand, ComplaintTaken, Findings, Said};
pub use edits::{decide, edits};
pub use event::{Channel, ComplaintClass, ComplaintEvent, ComplaintRemedy, Reply, Severity};
pub use flow::ComplaintFlow;
pub use fold::fold;
pub(crate) use gate::check_kind;
pub use gate::gate;
pub use kind::ComplaintKind;
pub use possible::{Possibility, possible};
pub use state::{ComplaintState, Grade, JudgedComplaintEvent, Origin, Outcome, Proposal};
pub use status::ComplaintStatus;
pub use turn::{Turn, waits_for};
pub use view::{Complaint, SimilarComplaint};

#[cfg(test)]
mod tests;
