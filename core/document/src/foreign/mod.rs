//! Bytes that others made, before storage sees them. Damaged and hostile bytes can make the storage library allocate
//! without bound, panic, or keep what it cannot place; so everything that can be checked is checked here first, the
//! rest happens on a copy, and what was applied is saved and loaded again before it is kept.

mod apply;
pub(crate) mod chunk;
mod columns;
mod decode;
mod snapshot;
mod targets;

pub use apply::apply;
pub use decode::{ForeignChange, decode, header};
pub use snapshot::{ManifestFacts, load_snapshot};

/// How large foreign bytes may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one change.
    pub change_bytes: usize,
    /// Operations of one change.
    pub change_operations: u64,
    /// Bytes of a saved document.
    pub document_bytes: usize,
    /// Operations of a document.
    pub document_operations: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            change_bytes: 256 * 1024,
            change_operations: 5_000,
            document_bytes: 4 * 1024 * 1024,
            document_operations: 200_000,
        }
    }
}

#[cfg(test)]
mod tests;
