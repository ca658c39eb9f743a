//! What the operations of a change name: objects, elements of a text, and the operations they take the place of. The
//! storage library takes these on trust.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use automerge::ExpandedChange;
use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId};
use jobsheet_kernel::id::ActorId;

use crate::document::Document;
use crate::error::Undecodable;
use crate::history::{Past, actor_of};

/// Fails unless everything an operation names exists among the ancestors or earlier in the change: the object; for an
/// insertion the character it follows; for everything else the operations of the same place it takes over from.
pub(crate) fn check(
    document: &Document,
    change: &ExpandedChange,
    actor: ActorId,
    past: &Past,
) -> Result<(), Undecodable> {
    let mut targets = Targets { document, change, actor, past, read: BTreeMap::new() };
    for (offset, operation) in change.operations.iter().enumerate() {
        if let ObjectId::Id(object) = &operation.obj {
            targets.find(object, offset)?;
        }
        if let Key::Seq(ElementId::Id(element)) = &operation.key {
            let target = targets.find(element, offset)?;
            require(target.insert && target.obj == operation.obj)?;
        }
        for replaced in operation.pred.iter() {
            let target = targets.find(replaced, offset)?;
            let same_place = match &operation.key {
                Key::Seq(ElementId::Id(element)) => replaced == element || target.key == operation.key,
                key @ (Key::Map(_) | Key::Seq(_)) => target.key == *key,
            };
            require(target.obj == operation.obj && same_place && !operation.insert)?;
        }
        let deletes_nothing =
            operation.pred.is_empty() && matches!(operation.action, automerge::legacy::OpType::Delete);
        require(!deletes_nothing)?;
    }
    Ok(())
}

fn require(holds: bool) -> Result<(), Undecodable> {
    if holds { Ok(()) } else { Err(Undecodable::bytes("an operation names one that is not at its place")) }
}

struct Targets<'a> {
    document: &'a Document,
    change: &'a ExpandedChange,
    actor: ActorId,
    past: &'a Past,
    /// Earlier changes, read when first named.
    read: BTreeMap<usize, ExpandedChange>,
}

impl Targets<'_> {
    /// The operation of an id, as named by the operation at `offset` of the change.
    fn find(&mut self, id: &OpId, offset: usize) -> Result<&Op, Undecodable> {
        let absent = || Undecodable::bytes("an operation names one that is not among its ancestors");
        let actor = actor_of(id.actor())?;
        let start = self.change.start_op.get();
        if actor == self.actor && id.counter() >= start {
            let earlier = self.change.operations.get(..offset).unwrap_or_default();
            return operation_at(earlier, id.counter() - start).ok_or_else(absent);
        }
        let history = &self.document.history;
        let position =
            history.operation_of(actor, id.counter()).filter(|position| self.past.contains(*position));
        let position = position.ok_or_else(absent)?;
        let node = &history.nodes[position];
        let change = match self.read.entry(position) {
            Entry::Occupied(read) => read.into_mut(),
            Entry::Vacant(unread) => {
                let change = automerge::Change::from_bytes(node.bytes.to_vec());
                unread.insert(change.map_err(|error| Undecodable::bytes(error.to_string()))?.decode())
            }
        };
        operation_at(&change.operations, id.counter() - node.start_op).ok_or_else(absent)
    }
}

fn operation_at(operations: &[Op], offset: u64) -> Option<&Op> {
    operations.get(usize::try_from(offset).ok()?)
}
