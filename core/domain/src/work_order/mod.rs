//! The work order: a job from the call to the closed file (R4–R21).

mod clocks;
mod command;
mod context;
mod decide;
mod event;
pub mod fields;
mod finish;
mod flow;
mod fold;
mod hand;
mod kind;
mod listing;
mod raise;
mod rules;
mod schema;
mod state;
mod status;
mod terms;
pub mod transitions;
mod validate;
mod view;
mod warranty;
mod words;

pub use crate::flow::{Contest, Standing};
pub use crate::photo::PhotoRecord;
pub use command::{Diagnosis, PartUse, SignoffAsked, WorkOrderCommand};
pub use event::{
    Attendee, HoldReason, Outcome, PartFate, Preparation, Rating, ReportContext, SafetyCheck, Signatory,
    SignoffKind, SignoffRecord, WorkOrderEvent,
};
pub use finish::{checklist, missing as missing_to_finish};
pub use flow::Circumstances;
pub use fold::{fold, fold_until};
pub use hand::{SealedHand, StrokePoint, Strokes};
pub use kind::EventKind;
pub use listing::OrderSummary;
pub use rules::Rules;
pub use schema::KIND;
pub use state::{Attendance, JudgedEvent, Signoff, Visit, WorkOrderState};
pub use status::Status;
pub use transitions::OrderFlow;
pub use validate::may_sign_off;
pub use view::{Part, Photo, WorkOrder, item_visit};

#[cfg(test)]
mod tests;
