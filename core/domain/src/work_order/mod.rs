//! The work order: a job from the call to the closed file (R4–R21).

mod command;
mod event;

pub use command::{Diagnosis, PartUse, PhotoRecord, SignoffAsked, WorkOrderCommand};
pub use event::{
    Attendee, HoldReason, Outcome, PartFate, Preparation, Rating, ReportContext, SafetyCheck, Signatory, SignoffKind,
    SignoffRecord, StrokePoint, Strokes, WorkOrderEvent,
};
