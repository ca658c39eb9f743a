//! Bytes that others made, before storage sees them. Damaged and hostile bytes can make the storage library allocate
//! without bound, panic, or keep what it cannot place; so everything that can be checked is checked here first, the
//! rest happens on a copy, and what was applied is saved and loaded again before it is kept.

mod apply;
mod columns;
mod decode;
mod snapshot;
mod targets;

pub use crate::limits::Limits;
pub use apply::apply;
pub use decode::{ForeignChange, decode, header};
pub use snapshot::{ManifestFacts, load_snapshot};

#[cfg(test)]
mod tests;
