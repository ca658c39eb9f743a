//! One change chunk, decoded with every check that needs no document.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jobsheet_kernel::id::{ActorId, ChangeHash, DocumentId};

use crate::chunk::{self, Chunk, take, take_signed, take_unsigned};
use crate::document::ChangeHeader;
use crate::error::{Undecodable, codes};
use crate::foreign::{Limits, columns};

/// Highest operation counter; the storage library counts in 32 bits, signed in places.
const LAST_OPERATION: u64 = (1 << 31) - 1;

/// A change that decodes. Whether it fits a document is seen when it is applied.
#[derive(Clone, Debug)]
pub struct ForeignChange {
    /// What is known of it. `deterministic` is always false: nobody sends those.
    pub header: ChangeHeader,
    /// The chunk as it came.
    pub bytes: Arc<[u8]>,
    pub(crate) change: automerge::Change,
}

/// What stands before the columns.
struct Head {
    dependencies: Vec<ChangeHash>,
    actor: ActorId,
    seq: u64,
}

/// Decodes one raw change chunk, with nothing before or after it.
///
/// # Errors
/// With [`codes::TOO_LARGE`], [`codes::FOREIGN_ACTOR`] for an actor of another length than 16 bytes, and
/// [`codes::UNDECODABLE`] for everything else: other kinds of chunk, damage, encodings that are not the one the
/// storage library writes, a message, a time, extra bytes.
pub fn decode(document: DocumentId, bytes: &[u8], limits: &Limits) -> Result<ForeignChange, Undecodable> {
    let header = header(document, bytes, limits)?;
    let parsed = catch_unwind(AssertUnwindSafe(|| parse(bytes, limits)));
    let change = parsed.unwrap_or_else(|_| Err(Undecodable::bytes("the storage library gave up on it")))?;
    Ok(ForeignChange { header, bytes: Arc::from(bytes), change })
}

/// What one raw change chunk says of itself, read without the storage library: cheap and harmless whatever the bytes.
/// Whether it decodes is not known then.
///
/// # Errors
/// As [`decode`], as far as can be told.
pub fn header(document: DocumentId, bytes: &[u8], limits: &Limits) -> Result<ChangeHeader, Undecodable> {
    if bytes.len() > limits.change_bytes {
        return Err(Undecodable::new(codes::TOO_LARGE, format!("a change of {} bytes", bytes.len())));
    }
    let chunk = chunk::only(bytes)?;
    if chunk.kind != chunk::CHANGE {
        return Err(Undecodable::bytes(format!("chunks of kind {} are not taken", chunk.kind)));
    }
    let head = check_body(&chunk, limits)?;
    Ok(ChangeHeader {
        document,
        hash: chunk.hash,
        dependencies: head.dependencies,
        actor: head.actor,
        seq: head.seq,
        length: bytes.len(),
        deterministic: false,
    })
}

/// Walks the whole body without the storage library.
fn check_body(chunk: &Chunk<'_>, limits: &Limits) -> Result<Head, Undecodable> {
    let mut rest = chunk.body;
    let dependencies = take_dependencies(&mut rest, limits)?;
    let actor = take_actor(&mut rest)?;
    let seq = take_unsigned(&mut rest)?;
    let start = take_unsigned(&mut rest)?;
    if seq == 0 || start == 0 || start > LAST_OPERATION - limits.change_operations {
        return Err(Undecodable::bytes("a sequence or operation counter out of range"));
    }
    if take_signed(&mut rest)? != 0 {
        return Err(Undecodable::bytes("it carries a time"));
    }
    if take_unsigned(&mut rest)? != 0 {
        return Err(Undecodable::bytes("it carries a message"));
    }
    let others = take_unsigned(&mut rest)?;
    for _ in 0..others {
        take_actor(&mut rest)?;
    }
    columns::check(rest, limits)?;
    Ok(Head { dependencies, actor, seq })
}

fn take_dependencies(rest: &mut &[u8], limits: &Limits) -> Result<Vec<ChangeHash>, Undecodable> {
    let count = take_unsigned(rest)?;
    if count > limits.change_dependencies as u64 {
        return Err(Undecodable::new(codes::TOO_LARGE, format!("a change on {count} others")));
    }
    let mut dependencies: Vec<ChangeHash> = Vec::new();
    for _ in 0..count {
        let mut hash = [0; 32];
        hash.copy_from_slice(take(rest, 32)?);
        dependencies.push(ChangeHash(hash));
    }
    if dependencies.is_empty() {
        return Err(Undecodable::bytes("it builds on nothing, as only genesis does"));
    }
    if !dependencies.is_sorted_by(|left, right| left < right) {
        return Err(Undecodable::bytes("its dependencies are not unique and sorted"));
    }
    Ok(dependencies)
}

fn take_actor(rest: &mut &[u8]) -> Result<ActorId, Undecodable> {
    let length = take_unsigned(rest)?;
    let bytes = take(rest, length)?.try_into();
    bytes.map(ActorId).map_err(|_| Undecodable::new(codes::FOREIGN_ACTOR, "an actor is not 16 bytes long"))
}

/// Lets the storage library read what was counted, and requires that it would write the same bytes.
fn parse(bytes: &[u8], limits: &Limits) -> Result<automerge::Change, Undecodable> {
    let change = automerge::Change::from_bytes(bytes.to_vec())
        .map_err(|error| Undecodable::bytes(error.to_string()))?;
    if change.is_empty() {
        return Err(Undecodable::bytes("it has no operations"));
    }
    if change.len() as u64 > limits.change_operations {
        return Err(Undecodable::new(codes::TOO_LARGE, format!("a change of {} operations", change.len())));
    }
    let again = automerge::Change::from(change.decode());
    if again.raw_bytes() != bytes {
        return Err(Undecodable::bytes("not encoded as the storage library does"));
    }
    Ok(change)
}
