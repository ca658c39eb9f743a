//! Decoded changes into a copy of a document.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{ExpandedChange, ReadDoc};
use jobsheet_kernel::id::ChangeHash;

use crate::deterministic::{self, Purpose};
use crate::document::{Document, load_storage};
use crate::error::{DocumentError, Undecodable, codes};
use crate::foreign::{ForeignChange, Limits, targets};
use crate::hashes::foreign_hashes;
use crate::history::{Past, missing};
use crate::operations::{self, Operation};

/// The document with the changes in it. They may come in any order; those it has already are ignored; deterministic
/// changes they build on are made. The document itself is not touched: either all changes are taken or none.
///
/// What is not checked here is what only admission can judge: whether the content is known to this version
/// ([`Document::deeds`]), and whether the author may write it.
///
/// # Errors
/// With any of [`codes`]; [`codes::MISSING_DEPENDENCIES`] names what must come first.
pub fn apply(
    document: &Document,
    changes: &[ForeignChange],
    limits: &Limits,
) -> Result<Document, Undecodable> {
    let applied = catch_unwind(AssertUnwindSafe(|| {
        let mut copy = document.clone();
        let placed = place_all(&mut copy, changes)?;
        copy.automerge.apply_changes(placed).map_err(|error| Undecodable::bytes(error.to_string()))?;
        reloaded(copy, limits)
    }));
    applied.unwrap_or_else(|_| Err(Undecodable::bytes("the storage library gave up on it")))
}

/// The document over storage as it will be when read from disk, which must hold the same changes.
fn reloaded(document: Document, limits: &Limits) -> Result<Document, Undecodable> {
    if document.automerge.stats().num_ops > limits.document_operations {
        return Err(Undecodable::new(codes::TOO_LARGE, "the document would have too many operations"));
    }
    // Not compressed: what is read back at once would be inflated again.
    let bytes = document.automerge.save_nocompress();
    if bytes.len() > limits.document_bytes && document.save().len() > limits.document_bytes {
        return Err(Undecodable::new(codes::TOO_LARGE, "the document would have too many bytes"));
    }
    let automerge = load_storage(&bytes).map_err(|error| Undecodable::bytes(error.to_string()))?;
    // The heads are digests over everything below them.
    if automerge.get_heads() != foreign_hashes(&document.heads()) {
        return Err(Undecodable::bytes("the document would differ after loading it again"));
    }
    Ok(Document { automerge, ..document })
}

/// Checks the changes in an order in which they build on each other, and takes them into the history; answers those
/// that are new, for storage.
fn place_all(
    document: &mut Document,
    changes: &[ForeignChange],
) -> Result<Vec<automerge::Change>, Undecodable> {
    let mut placed = Vec::new();
    let mut computed = Computed::default();
    let mut waiting: Vec<&ForeignChange> = changes.iter().collect();
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut still = Vec::new();
        for change in waiting {
            if unmet(document, change, &mut computed)?.is_empty() {
                placed.extend(place_one(document, change)?);
            } else {
                still.push(change);
            }
        }
        if still.len() == before {
            return Err(all_missing(document, &still, &mut computed)?);
        }
        waiting = still;
    }
    Ok(placed)
}

/// What the waiting changes lack besides each other.
fn all_missing(
    document: &mut Document,
    waiting: &[&ForeignChange],
    computed: &mut Computed,
) -> Result<Undecodable, Undecodable> {
    let mut hashes = Vec::new();
    for change in waiting {
        hashes.extend(unmet(document, change, computed)?);
    }
    hashes.retain(|hash| !waiting.iter().any(|change| change.header.hash == *hash));
    Ok(missing(hashes))
}

/// The dependencies that are not here, after making those that can be made.
fn unmet(
    document: &mut Document,
    change: &ForeignChange,
    computed: &mut Computed,
) -> Result<Vec<ChangeHash>, Undecodable> {
    let mut unmet = Vec::new();
    for dependency in &change.header.dependencies {
        if document.contains(*dependency) {
            continue;
        }
        match computed.purpose(document, *dependency) {
            Some(purpose) => drop(document.add_deterministic(purpose).map_err(storage)?),
            None => unmet.push(*dependency),
        }
    }
    Ok(unmet)
}

/// The changes of a document that everybody can compute, by hash: computed once, when the first dependency is not here. A
/// change may name many that are nobody's.
#[derive(Default)]
struct Computed(Option<BTreeMap<ChangeHash, Purpose>>);

impl Computed {
    /// What the change of a hash is for; `None` for one that somebody must have made.
    fn purpose(&mut self, document: &Document, wanted: ChangeHash) -> Option<Purpose> {
        let (kind, id) = (document.kind(), document.id);
        let computed = self.0.get_or_insert_with(|| {
            let made = deterministic::known(kind)
                .filter_map(|purpose| Some((deterministic::change(kind, id, purpose)?, purpose)));
            made.map(|(change, purpose)| (ChangeHash(change.hash().0), purpose)).collect()
        });
        computed.get(&wanted).copied()
    }
}

fn place_one(
    document: &mut Document,
    foreign: &ForeignChange,
) -> Result<Option<automerge::Change>, Undecodable> {
    if document.contains(foreign.header.hash) {
        return Ok(None);
    }
    let past = document.history.past(&foreign.header.dependencies);
    check_actor(document, foreign, &past)?;
    check_dependencies(document, foreign)?;
    let expanded = foreign.change.decode();
    targets::check(document, &expanded, foreign.header.actor, &past)?;
    check_rules(document, foreign, &expanded)?;
    document.history.append(&foreign.change)?;
    Ok(Some(foreign.change.clone()))
}

fn check_actor(document: &Document, foreign: &ForeignChange, past: &Past) -> Result<(), Undecodable> {
    let header = &foreign.header;
    let last = document.history.last_of(header.actor);
    let computed = match last {
        Some(node) => node.deterministic.is_some(),
        None => deterministic::purpose_of(document.kind(), document.id, header.actor).is_some(),
    };
    if computed {
        return Err(Undecodable::new(codes::FOREIGN_ACTOR, "only computed changes have this actor"));
    }
    let last_seq = last.map_or(0, |node| node.seq);
    if header.seq <= last_seq {
        return Err(Undecodable::new(codes::FORK, "another change has this actor and sequence"));
    }
    if header.seq > last_seq + 1 {
        return Err(Undecodable::new(codes::MISSING_DEPENDENCIES, "the actor's previous change is missing"));
    }
    let previous = last.and_then(|node| document.history.position(node.hash));
    if previous.is_some_and(|position| !past.contains(position)) {
        return Err(Undecodable::new(codes::FORK, "the actor's previous change is not among the ancestors"));
    }
    Ok(())
}

/// Dependencies name no ancestor of each other, and operations are counted on from them.
fn check_dependencies(document: &Document, foreign: &ForeignChange) -> Result<(), Undecodable> {
    let nodes: Vec<_> =
        foreign.header.dependencies.iter().filter_map(|hash| document.history.node(*hash)).collect();
    let below: Vec<ChangeHash> = nodes.iter().flat_map(|node| node.dependencies.iter().copied()).collect();
    let past = document.history.past(&below);
    if nodes.iter().any(|node| document.history.position(node.hash).is_some_and(|at| past.contains(at))) {
        return Err(Undecodable::bytes("a dependency is an ancestor of another"));
    }
    let highest = nodes.iter().map(|node| node.max_op).max().unwrap_or(0);
    if foreign.change.start_op().get() != highest + 1 {
        return Err(Undecodable::bytes("its operations are not counted on from its dependencies"));
    }
    Ok(())
}

/// The rules every replica can judge, whatever its version.
fn check_rules(
    document: &Document,
    foreign: &ForeignChange,
    expanded: &ExpandedChange,
) -> Result<(), Undecodable> {
    let mut place = document.history.place(&foreign.header.dependencies);
    for operation in operations::read(expanded, &document.history.layout) {
        if let Operation::Event { key, bytes } = operation? {
            document.history.judge_event(&mut place, key, bytes)?;
        }
    }
    Ok(())
}

fn storage(error: DocumentError) -> Undecodable {
    Undecodable::bytes(error.to_string())
}
