//! What the operations of a change mean, and which of them the format allows.

use automerge::legacy::{Key, ObjectId, Op, OpType};
use automerge::{ExpandedChange, ScalarValue};
use jobsheet_kernel::edit::Deed;
use jobsheet_kernel::id::EventKey;

use crate::error::{Undecodable, codes};
use crate::item_key;
use crate::layout::{Container, Layout};
use jobsheet_kernel::canonical::decode_value;
use jobsheet_kernel::envelope::event_key;

/// One operation that the format allows.
pub(crate) enum Operation<'a> {
    /// A fact, an item's field or an answer was put.
    Register { container: &'a Container, key: &'a str, value: &'a ScalarValue },
    /// Characters of a text were inserted or deleted.
    Text { field: &'a str },
    /// An event was put.
    Event { key: EventKey, bytes: &'a [u8] },
}

/// The operations of a change, each read on its own.
pub(crate) fn read<'a>(
    change: &'a ExpandedChange,
    layout: &'a Layout,
) -> impl Iterator<Item = Result<Operation<'a>, Undecodable>> {
    change.operations.iter().map(|operation| read_one(operation, layout))
}

fn read_one<'a>(operation: &'a Op, layout: &'a Layout) -> Result<Operation<'a>, Undecodable> {
    if matches!(operation.action, OpType::Make(_)) {
        return Err(Undecodable::rule("makes an object"));
    }
    let ObjectId::Id(object) = &operation.obj else {
        return Err(Undecodable::rule("writes to the root"));
    };
    let container =
        layout.container(object).ok_or_else(|| Undecodable::rule("writes to an unknown object"))?;
    match (container, &operation.key) {
        (Container::Text(field), Key::Seq(_)) => text(operation, field),
        (Container::Events, Key::Map(key)) => event(operation, key),
        (Container::Facts | Container::Items | Container::Answers, Key::Map(key)) => {
            register(operation, container, key)
        }
        _ => Err(Undecodable::rule("writes where only containers are made")),
    }
}

fn text<'a>(operation: &Op, field: &'a str) -> Result<Operation<'a>, Undecodable> {
    let allowed = match &operation.action {
        OpType::Put(ScalarValue::Str(inserted)) => operation.insert && !inserted.is_empty(),
        OpType::Delete => !operation.insert,
        OpType::Make(_)
        | OpType::Increment(_)
        | OpType::Put(_)
        | OpType::MarkBegin(_)
        | OpType::MarkEnd(_) => false,
    };
    allowed
        .then_some(Operation::Text { field })
        .ok_or_else(|| Undecodable::rule("no insert or delete on a text"))
}

fn event<'a>(operation: &'a Op, key: &str) -> Result<Operation<'a>, Undecodable> {
    let broken = |detail: &str| Undecodable::new(codes::WRITE_ONCE, detail);
    let OpType::Put(ScalarValue::Bytes(bytes)) = &operation.action else {
        return Err(broken("an event is only ever put, as bytes"));
    };
    if !operation.pred.is_empty() || operation.insert {
        return Err(broken("an event is overwritten"));
    }
    let digest = event_key(bytes);
    if digest.to_string() != key {
        return Err(broken("an event's key is not the digest of its bytes"));
    }
    Ok(Operation::Event { key: digest, bytes })
}

fn register<'a>(
    operation: &'a Op,
    container: &'a Container,
    key: &'a str,
) -> Result<Operation<'a>, Undecodable> {
    match &operation.action {
        OpType::Put(value) if !operation.insert && !key.is_empty() => {
            Ok(Operation::Register { container, key, value })
        }
        OpType::Make(_)
        | OpType::Delete
        | OpType::Increment(_)
        | OpType::Put(_)
        | OpType::MarkBegin(_)
        | OpType::MarkEnd(_) => Err(Undecodable::rule("no put of a scalar on facts, items or answers")),
    }
}

/// The deed of a register operation, which must hold a canonical value under a well-formed key.
pub(crate) fn register_deed(
    container: &Container,
    key: &str,
    value: &ScalarValue,
) -> Result<Deed, Undecodable> {
    let ScalarValue::Bytes(bytes) = value else {
        return Err(Undecodable::rule("a register holds no bytes"));
    };
    let value =
        decode_value(bytes).map_err(|reason| Undecodable::rule(format!("a register's value: {reason}")))?;
    if *container != Container::Items {
        let name = key.to_owned();
        let fact = *container == Container::Facts;
        return Ok(if fact { Deed::Fact { name, value } } else { Deed::Answer { item: name, value } });
    }
    let (item, field) = item_key::parse(key).ok_or_else(|| Undecodable::rule("a malformed item key"))?;
    Ok(Deed::Item { collection: item.collection, id: item.id, field: field.to_owned(), value })
}
