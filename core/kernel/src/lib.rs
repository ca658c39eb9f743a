//! What everything else of jobsheet is made of: ids, times, days, values, the neutral content of a document, raw events, edits,
//! refusals, schemas as data, and how a document's history relates to what was signed.
//!
//! The kernel knows no aggregate and no sentence: what a work order is, and what a person reads, is the domain's. Crates
//! that keep or carry documents (`document`, `store`) need nothing above it.
//!
//! Pure: no clock, no randomness, no files, no network.

pub mod canonical;
pub mod content;
pub mod date;
pub mod edit;
pub mod envelope;
pub mod event;
pub mod history;
pub mod id;
pub mod kind;
pub mod language;
#[cfg(feature = "openapi")]
mod openapi;
pub mod place;
pub mod refusal;
pub mod schema;
pub mod sealed;
pub mod search;
pub mod time;
pub mod value;
