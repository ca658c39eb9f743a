//! The intake register: every call becomes a request (R1–R3).

mod caller;
mod command;
mod event;
mod listing;
mod rules;
mod schema;
mod state;
mod terms;
#[cfg(test)]
mod tests;
mod words;

pub use caller::{CallerCandidate, CallerMatch, CallerQuery, MatchedBy, recognise};
pub use command::RequestCommand;
pub use event::{RequestEvent, RequestOutcome};
pub use listing::RequestSummary;
pub use rules::Rules;
pub use schema::KIND;
pub use state::{Ending, RequestState, RequestStatus};
