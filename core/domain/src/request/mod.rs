//! The intake register: every call becomes a request (R1–R3).

mod caller;
mod command;
mod decide;
mod event;
mod state;
#[cfg(test)]
mod tests;
mod validate;

pub use caller::{CallerCandidate, CallerMatch, CallerQuery, MatchedBy, recognise};
pub use command::RequestCommand;
pub use decide::decide;
pub use event::{RequestEvent, RequestOutcome};
pub use state::{Ending, RequestState, RequestStatus};
pub use validate::validate;
