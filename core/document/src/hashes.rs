//! Hashes of changes as the storage library has them.

use jobsheet_kernel::id::ChangeHash;

/// The same hashes, for the storage library.
pub(crate) fn foreign_hashes(hashes: &[ChangeHash]) -> Vec<automerge::ChangeHash> {
    hashes.iter().map(|hash| automerge::ChangeHash(hash.0)).collect()
}
