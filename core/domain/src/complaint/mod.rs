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
mod listing;
mod named;
mod possible;
mod rules;
mod schema;
mod state;
mod status;
mod terms;
pub mod transitions;
mod turn;
mod view;
mod words;

pub use clocks::{answer_due, answerable_since, clock_inputs, left_for_tomorrow};
pub use command::{ComplaintCommand, ComplaintTaken, Findings, Said};
pub use event::{Channel, ComplaintClass, ComplaintEvent, ComplaintRemedy, Reply, Severity};
pub use fold::fold;
pub use kind::ComplaintKind;
pub use listing::ComplaintSummary;
pub use rules::Rules;
pub use schema::KIND;
pub use state::{ComplaintState, Grade, JudgedComplaintEvent, Origin, Outcome, Proposal};
pub use status::ComplaintStatus;
pub use transitions::ComplaintFlow;
pub use turn::waits_for;
pub use view::{Complaint, SimilarComplaint};

#[cfg(test)]
mod tests;
