//! What the documents of a field-service department are and what may happen to them.
//!
//! Pure: no clock, no randomness, no files, no network. Time, ids and records are arguments. The same code decides
//! on the device, at the server's admission and in the console (R4).

pub mod aggregate;
pub mod aggregates;
pub mod asker;
pub mod asset;
pub mod calendar;
pub mod complaint;
pub mod customer;
pub mod described;
pub mod flow;
pub mod listing;
pub mod permission;
pub mod photo;
pub mod reads;
pub mod records;
pub mod request;
pub mod sla;
pub mod staff;
#[cfg(test)]
mod testing;
pub mod turn;
pub mod warranty;
pub mod wording;
pub mod words;
pub mod work_order;
pub mod zone;

pub use jobsheet_kernel::{
    canonical, content, date, edit, event, history, id, kind, language, place, refusal, schema, sealed,
    search, time, value,
};
