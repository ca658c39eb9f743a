//! The work order: a job from the call to the closed file (R4–R21).

mod command;
mod event;
mod fold;
mod kind;
mod state;
mod status;
pub mod transitions;

pub use command::{Diagnosis, PartUse, PhotoRecord, SignoffAsked, WorkOrderCommand};
pub use event::{
    Attendee, HoldReason, Outcome, PartFate, Preparation, Rating, ReportContext, SafetyCheck, Signatory, SignoffKind,
    SignoffRecord, StrokePoint, Strokes, WorkOrderEvent,
};
pub use fold::{fold, fold_until};
pub use kind::EventKind;
pub use state::{Attendance, Contest, JudgedEvent, Signoff, Standing, Visit, WorkOrderState};
pub use status::Status;
