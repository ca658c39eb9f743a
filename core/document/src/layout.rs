//! Where a document keeps what. Containers are known by the operations that made them, never by name: a change that
//! writes to the root cannot redirect a reader.

use std::collections::BTreeMap;

use automerge::legacy::{Key, ObjectId, OpId, OpType};
use automerge::{ExpandedChange, ObjId, ObjType};
use jobsheet_kernel::id::ChangeHash;

/// What a container holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// Facts by name.
    Facts,
    /// Items by `<collection>/<id>/<field>`.
    Items,
    /// Answers by checklist item.
    Answers,
    /// Events by key.
    Events,
    /// Long texts by field.
    Texts,
    /// One long text.
    Text(String),
}

/// One long text: its object, and the deterministic change that made it.
#[derive(Clone, Debug)]
pub(crate) struct TextPlace {
    pub object: ObjId,
    pub made_by: ChangeHash,
}

/// The containers of one document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    containers: BTreeMap<(u64, Vec<u8>), Container>,
    maps: BTreeMap<&'static str, ObjId>,
    pub texts: BTreeMap<String, TextPlace>,
}

impl Layout {
    /// Takes in the containers a deterministic change makes.
    pub fn extend(&mut self, change: &ExpandedChange, hash: ChangeHash) {
        for (offset, operation) in (0_u64..).zip(&change.operations) {
            let OpType::Make(kind) = &operation.action else { continue };
            let Key::Map(key) = &operation.key else { continue };
            let counter = change.start_op.get() + offset;
            let object = ObjId::Id(counter, change.actor_id.clone(), 0);
            let container = match (&operation.obj, kind) {
                (ObjectId::Root, ObjType::Map) => {
                    let Some((name, container)) = root_container(key) else { continue };
                    self.maps.insert(name, object);
                    container
                }
                (ObjectId::Id(parent), ObjType::Text)
                    if self.container(parent) == Some(&Container::Texts) =>
                {
                    self.texts.insert(key.to_string(), TextPlace { object, made_by: hash });
                    Container::Text(key.to_string())
                }
                _ => continue,
            };
            self.containers.insert((counter, change.actor_id.to_bytes().to_vec()), container);
        }
    }

    /// What the object of an operation is.
    pub fn container(&self, object: &OpId) -> Option<&Container> {
        self.containers.get(&(object.counter(), object.actor().to_bytes().to_vec()))
    }

    /// The object of one of the maps at the root.
    pub fn map(&self, name: &str) -> Option<&ObjId> {
        self.maps.get(name)
    }
}

fn root_container(key: &str) -> Option<(&'static str, Container)> {
    match key {
        "facts" => Some(("facts", Container::Facts)),
        "items" => Some(("items", Container::Items)),
        "answers" => Some(("answers", Container::Answers)),
        "events" => Some(("events", Container::Events)),
        "text" => Some(("text", Container::Texts)),
        _ => None,
    }
}
