//! Complaints (R41): the list, one complaint's page, and what a person does about it.

mod action;
mod functions;
mod page;
mod summary;
mod take;
mod values;

pub use action::ComplaintAction;
pub use page::{
    ComplaintOutcome, ComplaintPage, ComplaintProposal, ComplaintReply, ComplaintTurn, SimilarComplaint,
};
pub use summary::{ComplaintFilter, ComplaintSummary};
pub use take::NewComplaint;
