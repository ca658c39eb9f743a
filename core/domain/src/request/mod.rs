//! The intake register: every call becomes a request (R1–R3).

mod command;
mod event;

pub use command::RequestCommand;
pub use event::{RequestEvent, RequestOutcome};
