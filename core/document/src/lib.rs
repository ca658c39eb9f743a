//! Aggregates as merged documents: reading, writing, conflicts a person must see, and the decoder for foreign bytes.
//!
//! Pure, and the only crate that names automerge. A document is a set of changes, each naming those it builds on; two
//! replicas with the same set have the same content, whatever the order in which it arrived. What is written where:
//!
//! ```text
//! kind, schema   at the root, written once by genesis
//! facts          name -> one value, as canonical CBOR bytes; concurrent values are kept
//! text           field -> automerge text
//! items          <collection>/<item>/<field> -> one value
//! answers        checklist item -> one value
//! events         key -> the event's canonical CBOR bytes; the key is their truncated SHA-256; written once
//! ```

mod chunk;
mod deterministic;
mod document;
mod editing;
mod error;
mod file;
pub mod foreign;
mod hashes;
mod history;
mod item_key;
mod layout;
mod limits;
mod operations;
mod reading;
mod text;
mod writing;

#[cfg(test)]
mod tests;

pub use document::{Change, ChangeHeader, Document, Written};
pub use error::{DocumentError, Undecodable, codes};
pub use file::changes_of_file;
pub use history::Place;
