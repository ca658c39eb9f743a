//! The core for Kotlin and Swift: one object over the client, records for everything that crosses, one small error.
//!
//! Nothing is decided here. Ids cross as UUID text, digests as hex, times as milliseconds since 1970 UTC. Types of the
//! core that cross as they are get repeated field for field with `uniffi::remote`, which the compiler holds against the
//! original. Every exported function returns a `Result`: a panic in one that does not would end a Swift process.

mod cancel;
mod client;
mod clock;
mod command;
mod complaint;
mod documents;
mod error;
mod event;
mod identifiers;
mod job;
mod lists;
mod order;
mod report;
mod screens;
mod signer;
mod transfer;
mod values;
mod work;

pub use cancel::CancelHandle;
pub use client::{EnrolledProfile, FieldClient, FieldOptions};
pub use clock::{ClockReading, DeviceClock, ForeignFailure};
pub use command::JobCommand;
pub use complaint::{
    ComplaintAction, ComplaintFilter, ComplaintOutcome, ComplaintPage, ComplaintProposal, ComplaintReply,
    ComplaintSummary, ComplaintTurn, NewComplaint, SimilarComplaint,
};
pub use documents::{DocumentFilter, DocumentSummary};
pub use error::{FieldError, Reason};
pub use event::{EventQueue, FieldEvent};
pub use job::{CapturedPhoto, FoundOrder, NewRequest};
pub use lists::{ChecklistLine, JobRow, NearJob, OrderFilter, OrderSort};
pub use order::{AnswerShown, ConflictShown, OrderPage, SignoffShown, StatedValue, StepShown, VisitPage};
pub use report::{CustomerSigning, PenPoint, PenStrokes, ReportOnScreen};
pub use signer::{KeyAttestation, KeyCustody, SignerRefusal, SoftwareStatementKey, StatementSignerCallback};
pub use transfer::{RefusedUpload, StuckWork, SyncOutcome, UploadOutcome};
pub use values::FieldValue;

uniffi::setup_scaffolding!("jobsheet");
