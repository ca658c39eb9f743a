//! How large what comes from elsewhere may be, and so what is written here.

/// How large foreign bytes may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one change.
    pub change_bytes: usize,
    /// Operations of one change.
    pub change_operations: u64,
    /// Changes that one names as those it was made on. An honest one names the newest of each author at most.
    pub change_dependencies: usize,
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
            change_dependencies: 256,
            document_bytes: 4 * 1024 * 1024,
            document_operations: 200_000,
        }
    }
}
