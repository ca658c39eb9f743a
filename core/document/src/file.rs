//! A document as a file that any Automerge opens: its change chunks one after another, those that nobody wrote included.
//!
//! Chunks, and not the storage library's compact form: each is checked alone before the library sees it, and a change
//! stands in the file as it was signed.

use std::collections::BTreeSet;

use jobsheet_kernel::id::{ChangeHash, DocumentId};
use jobsheet_kernel::kind::Kind;

use crate::chunk;
use crate::deterministic::{self, Purpose};
use crate::document::Document;
use crate::error::Undecodable;

impl Document {
    /// The document as a file: every change after those it depends on, genesis first.
    #[must_use]
    pub fn file(&self) -> Vec<u8> {
        self.history.nodes.iter().flat_map(|node| node.bytes.iter().copied()).collect()
    }
}

/// The changes of a document's file that somebody wrote, each a raw chunk still to be decoded. What everybody can compute
/// is left out, and is exactly what is computed here: a file is of one document.
///
/// # Errors
/// [`codes::UNDECODABLE`](crate::codes::UNDECODABLE) when it is no sequence of undamaged chunks, does not begin with the
/// document's genesis, or holds a chunk twice.
pub fn changes_of_file(kind: Kind, document: DocumentId, file: &[u8]) -> Result<Vec<&[u8]>, Undecodable> {
    let computed = |purpose| Some(ChangeHash(deterministic::change(kind, document, purpose)?.hash().0));
    let genesis = computed(Purpose::Schema(1));
    let known: BTreeSet<ChangeHash> =
        deterministic::known(kind).filter_map(computed).chain(genesis).collect();
    let (mut rest, mut seen, mut written) = (file, BTreeSet::new(), Vec::new());
    while !rest.is_empty() {
        let bytes = chunk::first(&mut rest)?;
        let hash = chunk::only(bytes)?.hash;
        if seen.is_empty() && Some(hash) != genesis {
            return Err(Undecodable::bytes("the file does not begin as this document"));
        }
        if !seen.insert(hash) {
            return Err(Undecodable::bytes("a change is in the file twice"));
        }
        if !known.contains(&hash) {
            written.push(bytes);
        }
    }
    Ok(written)
}

#[cfg(test)]
mod tests;
