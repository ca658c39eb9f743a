//! A change of ours says what its author did and builds on the heads, no more. The storage library's own transaction says so
//! too, but for two cases, in which the change is put together operation by operation: where an author chooses between values
//! it writes nothing but a deletion when the one chosen is shown already, and beside the heads it names the author's last
//! change.

use std::num::NonZeroU64;

use automerge::legacy::{Key, ObjectId, Op, OpId, OpType, SortedVec};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ExpandedChange, ObjId, ReadDoc, ScalarValue};
use jobsheet_kernel::id::{ActorId, ChangeHash};

use crate::document::{Change, Document};
use crate::error::{DocumentError, Undecodable, codes};
use crate::hashes::foreign_hashes;
use crate::limits::Limits;
use crate::text::{self, Splices};

/// Operations and bytes up to which a change is surely no larger than [`Limits::change_bytes`]: beside its key and its value
/// an operation takes 64 bytes at most.
const TYPED_OPERATIONS: usize = 1_000;
const TYPED_BYTES: usize = 64 * 1024;

/// What a change is to write.
#[derive(Default)]
pub(crate) struct Draft {
    puts: Vec<Put>,
    texts: Vec<(ObjId, Splices)>,
}

struct Put {
    object: ObjId,
    key: String,
    value: Vec<u8>,
    /// Whether nothing can stand there yet.
    is_first: bool,
}

impl Draft {
    /// Puts a value; of several for one key the last is written.
    pub fn put(&mut self, object: ObjId, key: String, value: Vec<u8>) {
        let earlier = self.puts.iter_mut().find(|put| put.object == object && put.key == key);
        match earlier {
            Some(put) => put.value = value,
            None => self.puts.push(Put { object, key, value, is_first: false }),
        }
    }

    /// Puts a value where nothing can stand: its key is the digest of what was made just now.
    pub fn put_first(&mut self, object: ObjId, key: String, value: Vec<u8>) {
        self.puts.push(Put { object, key, value, is_first: true });
    }

    /// Its operations, and the bytes of its keys and values.
    fn size(&self) -> (usize, usize) {
        let characters: usize = self.texts.iter().map(|(_, splices)| splices.characters()).sum();
        let bytes = self.puts.iter().map(|put| put.key.len() + put.value.len()).sum();
        (characters + self.puts.len(), bytes)
    }

    /// Splices a text.
    pub fn splice(&mut self, object: ObjId, splices: Splices) {
        self.texts.push((object, splices));
    }
}

impl Document {
    /// Writes a draft on the heads as one change of `actor`; nothing when it says nothing new.
    pub(crate) fn write(&mut self, actor: ActorId, draft: &Draft) -> Result<Option<Change>, DocumentError> {
        if self.may_be_typed(actor, draft)? {
            self.type_in(actor, draft)
        } else {
            self.put_together(actor, draft)
        }
    }

    fn put_together(&mut self, actor: ActorId, draft: &Draft) -> Result<Option<Change>, DocumentError> {
        let mut operations = self.text_operations(actor, draft)?;
        for put in &draft.puts {
            operations.extend(self.put_operation(put)?);
        }
        if operations.is_empty() {
            return Ok(None);
        }
        let heads = self.heads();
        let highest = heads.iter().filter_map(|hash| self.history.node(*hash)).map(|node| node.max_op).max();
        let change = automerge::Change::from(ExpandedChange {
            operations,
            actor_id: automerge::ActorId::from(actor.0),
            hash: None,
            seq: self.last_seq(actor) + 1,
            start_op: NonZeroU64::MIN.saturating_add(highest.unwrap_or(0)),
            time: 0,
            message: None,
            deps: foreign_hashes(&heads),
            extra_bytes: Vec::new(),
            author: None,
        });
        self.require_readable_elsewhere(&change)?;
        let hash = ChangeHash(change.hash().0);
        self.automerge.apply_changes([change.clone()])?;
        self.history.append(&change)?;
        Ok(self.change(hash))
    }

    /// What is written here must be taken elsewhere: a change beyond the limits for foreign bytes would be refused by
    /// everybody, so it is not made.
    fn require_readable_elsewhere(&self, change: &automerge::Change) -> Result<(), DocumentError> {
        let limits = Limits::default();
        let operations = change.len() as u64;
        let all = self.automerge.stats().num_ops.saturating_add(operations);
        let fits = operations <= limits.change_operations
            && change.deps().len() <= limits.change_dependencies
            && change.raw_bytes().len() <= limits.change_bytes
            && all <= limits.document_operations;
        if fits {
            Ok(())
        } else {
            Err(Undecodable::new(codes::TOO_LARGE, "the change would be too large to send").into())
        }
    }

    /// Whether the library's own transaction on this document writes the very change that would be put together here: that of
    /// an author whose last change is among the heads, who chooses between no values. It is so small that it fits every
    /// limit before it is measured.
    fn may_be_typed(&self, actor: ActorId, draft: &Draft) -> Result<bool, DocumentError> {
        let limits = Limits::default();
        let (operations, bytes) = draft.size();
        let heads = self.heads();
        let small = operations <= TYPED_OPERATIONS
            && bytes <= TYPED_BYTES
            && heads.len() <= limits.change_dependencies
            && self.automerge.stats().num_ops.saturating_add(operations as u64) <= limits.document_operations;
        if !small || self.last_change_of(actor).is_some_and(|last| !heads.contains(&last)) {
            return Ok(false);
        }
        for put in draft.puts.iter().filter(|put| !put.is_first) {
            if self.automerge.get_all(&put.object, put.key.as_str())?.len() > 1 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Writes in place: neither a copy of the document nor a change that is merged into it anew, both of which cost what the
    /// document is long.
    fn type_in(&mut self, actor: ActorId, draft: &Draft) -> Result<Option<Change>, DocumentError> {
        self.automerge.set_actor(automerge::ActorId::from(actor.0));
        let mut transaction = self.automerge.transaction();
        // A transaction that is dropped on an error is rolled back.
        for (object, splices) in &draft.texts {
            text::apply(&mut transaction, object, splices)?;
        }
        for put in &draft.puts {
            transaction.put(&put.object, put.key.as_str(), ScalarValue::Bytes(put.value.clone()))?;
        }
        let (Some(hash), _) = transaction.commit_with(CommitOptions::default().with_time(0)) else {
            return Ok(None);
        };
        let written = self.automerge.get_change_by_hash(&hash);
        let change =
            written.ok_or_else(|| DocumentError::Storage("a change that was made is gone".into()))?;
        self.history.append(&change)?;
        Ok(self.change(ChangeHash(hash.0)))
    }

    /// The operations a transaction on a copy makes of the splices. They come first in the change, so that their
    /// counters are the same there.
    fn text_operations(&self, actor: ActorId, draft: &Draft) -> Result<Vec<Op>, DocumentError> {
        if draft.texts.is_empty() {
            return Ok(Vec::new());
        }
        let mut copy = self.automerge.clone();
        copy.set_actor(automerge::ActorId::from(actor.0));
        let mut transaction = copy.transaction();
        for (object, splices) in &draft.texts {
            text::apply(&mut transaction, object, splices)?;
        }
        let (Some(hash), _) = transaction.commit_with(CommitOptions::default().with_time(0)) else {
            return Ok(Vec::new());
        };
        let change = copy.get_change_by_hash(&hash);
        Ok(change.map(|change| change.decode().operations).unwrap_or_default())
    }

    /// The operation that puts a value in the place of every value there; none when it is the only value already.
    fn put_operation(&self, put: &Put) -> Result<Option<Op>, DocumentError> {
        let present = self.automerge.get_all(&put.object, put.key.as_str())?;
        if let [(only, _)] = present.as_slice()
            && only.as_bytes() == Some(put.value.as_slice())
        {
            return Ok(None);
        }
        let replaced: Vec<OpId> = present.iter().filter_map(|(_, id)| operation_id(id)).collect();
        Ok(operation_id(&put.object).map(|object| Op {
            action: OpType::Put(ScalarValue::Bytes(put.value.clone())),
            obj: ObjectId::Id(object),
            key: Key::from(put.key.as_str()),
            pred: SortedVec::from(replaced),
            insert: false,
        }))
    }
}

fn operation_id(object: &ObjId) -> Option<OpId> {
    match object {
        ObjId::Id(counter, actor, _) => Some(OpId::new(*counter, actor)),
        ObjId::Root => None,
    }
}

#[cfg(test)]
mod tests;
