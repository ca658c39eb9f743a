//! Changes nobody signs and nobody sends, because everybody can compute them: genesis, schema upgrades, and the texts
//! of a section, such as a visit. Two replicas that make the same one make the same bytes, so containers never exist twice.
//!
//! The actor is the first 16 bytes of the SHA-256 of the canonical CBOR array
//! `["jobsheet/det/1", kind name, document id as 16 bytes, "schema" or the section's name, number]`; sequence 1, time 0, no
//! message, operations sorted by key, dependencies: none for genesis, genesis alone for the others.

use std::num::NonZeroU64;

use automerge::legacy::{Key, ObjectId, Op, OpId, OpType, SortedVec};
use automerge::{ExpandedChange, ObjType, ScalarValue};
use jobsheet_kernel::id::{ActorId, DocumentId};
use jobsheet_kernel::kind::Kind;
use sha2::{Digest, Sha256};

use jobsheet_kernel::canonical::{encode, first_16};

/// How many schemas ahead of this version a document's upgrades are still recognised as such.
const SCHEMAS_AHEAD: u32 = 32;

/// What a deterministic change is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// The containers a schema adds; schema 1 is the genesis.
    Schema(u32),
    /// The texts of a section after the first.
    Section(u32),
}

/// One thing a deterministic change does. Containers are made, content is never read.
enum Step {
    /// The document's kind, at the root.
    Kind,
    /// The document's schema, at the root.
    Schema(u32),
    /// A map at the root.
    Map(&'static str),
    /// The map of texts with texts in it, or texts added to it.
    Texts(Vec<String>),
}

#[cfg(test)]
thread_local! {
    /// How many this thread has made.
    pub(crate) static MADE: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Position of the map of texts among the operations of genesis, counted from 1: after answers, events, facts,
/// items, kind and schema.
const TEXTS_OPERATION: u64 = 7;

/// The actor of a deterministic change.
pub(crate) fn actor(kind: Kind, document: DocumentId, purpose: Purpose) -> ActorId {
    match purpose {
        Purpose::Schema(number) => Actors::of(kind, document, "schema").numbered(number),
        Purpose::Section(number) => Actors::of(kind, document, section_name(kind)).numbered(number),
    }
}

fn section_name(kind: Kind) -> &'static str {
    kind.schema().section.as_ref().map_or("section", |section| section.name)
}

/// The actors that differ in their number alone: what comes before it is encoded once, for whoever looks through them all.
struct Actors(Vec<u8>);

impl Actors {
    fn of(kind: Kind, document: DocumentId, name: &str) -> Self {
        let id = serde_bytes::Bytes::new(document.0.as_bytes());
        let mut bytes =
            encode(&("jobsheet/det/1", kind.name(), id, name, 0)).expect("plain tuples have an encoding");
        // Zero is one byte, and the last.
        bytes.pop();
        Self(bytes)
    }

    fn numbered(&self, number: u32) -> ActorId {
        let number = encode(&number).expect("a number has an encoding");
        ActorId(first_16(&Sha256::new().chain_update(&self.0).chain_update(number).finalize().into()))
    }
}

/// The deterministic change of a purpose; `None` when this version does not know it.
pub(crate) fn change(kind: Kind, document: DocumentId, purpose: Purpose) -> Option<automerge::Change> {
    #[cfg(test)]
    MADE.set(MADE.get() + 1);
    let steps = match purpose {
        Purpose::Schema(1) => return Some(genesis(kind, document)),
        Purpose::Schema(number) => upgrade_steps(kind, number)?,
        Purpose::Section(number) => section_steps(kind, number)?,
    };
    Some(build(kind, document, purpose, &steps))
}

/// The purposes this version can make itself, beside genesis.
pub(crate) fn known(kind: Kind) -> impl Iterator<Item = Purpose> {
    (2..=kind.schema().version()).map(Purpose::Schema).chain(sections(kind))
}

/// The deterministic purposes a change could have by its actor: a digest nobody else can claim.
pub(crate) fn purpose_of(kind: Kind, document: DocumentId, claimed: ActorId) -> Option<Purpose> {
    let of_schemas = Actors::of(kind, document, "schema");
    let of_sections = Actors::of(kind, document, section_name(kind));
    let schemas = (1..=kind.schema().version() + SCHEMAS_AHEAD).map(Purpose::Schema);
    schemas.chain(sections(kind)).find(|purpose| match *purpose {
        Purpose::Schema(number) => of_schemas.numbered(number) == claimed,
        Purpose::Section(number) => of_sections.numbered(number) == claimed,
    })
}

fn sections(kind: Kind) -> impl Iterator<Item = Purpose> {
    let last = kind.schema().section.as_ref().map_or(1, |section| section.last);
    (2..=last).map(Purpose::Section)
}

fn genesis(kind: Kind, document: DocumentId) -> automerge::Change {
    let maps = ["answers", "events", "facts", "items"].map(Step::Map);
    let mut texts: Vec<String> = kind.schema().texts.iter().map(|&field| field.to_owned()).collect();
    texts.sort_unstable();
    let steps: Vec<Step> =
        maps.into_iter().chain([Step::Kind, Step::Schema(1), Step::Texts(texts)]).collect();
    build(kind, document, Purpose::Schema(1), &steps)
}

fn upgrade_steps(kind: Kind, version: u32) -> Option<Vec<Step>> {
    let added = kind.schema().added_texts.get(version.checked_sub(2)? as usize)?;
    let mut texts: Vec<String> = added.iter().map(|&field| field.to_owned()).collect();
    texts.sort_unstable();
    Some(vec![Step::Schema(version), Step::Texts(texts)])
}

fn section_steps(kind: Kind, number: u32) -> Option<Vec<Step>> {
    let section = kind.schema().section.as_ref()?;
    if !(2..=section.last).contains(&number) {
        return None;
    }
    let mut texts: Vec<String> = section.texts.iter().map(|field| format!("{number}/{field}")).collect();
    texts.sort_unstable();
    Some(vec![Step::Texts(texts)])
}

fn build(kind: Kind, document: DocumentId, purpose: Purpose, steps: &[Step]) -> automerge::Change {
    let actor_id = automerge::ActorId::from(actor(kind, document, purpose).0);
    let is_genesis = purpose == Purpose::Schema(1);
    let base = (!is_genesis).then(|| genesis(kind, document));
    let start = base.as_ref().map_or(1, |change| change.max_op() + 1);
    let texts = OpId::new(
        TEXTS_OPERATION,
        &base.as_ref().map_or_else(|| actor_id.clone(), |change| change.actor_id().clone()),
    );
    let mut operations = Vec::new();
    for step in steps {
        match step {
            Step::Kind => operations.push(put("kind", ScalarValue::Str(kind.name().into()))),
            Step::Schema(number) => operations.push(put("schema", ScalarValue::Uint(u64::from(*number)))),
            Step::Map(name) => operations.push(make(ObjectId::Root, name, ObjType::Map)),
            Step::Texts(fields) => {
                if is_genesis {
                    operations.push(make(ObjectId::Root, "text", ObjType::Map));
                }
                let parent = ObjectId::Id(texts.clone());
                operations.extend(fields.iter().map(|field| make(parent.clone(), field, ObjType::Text)));
            }
        }
    }
    automerge::Change::from(ExpandedChange {
        operations,
        actor_id,
        hash: None,
        seq: 1,
        start_op: NonZeroU64::new(start).expect("one more than a count is not zero"),
        time: 0,
        message: None,
        deps: base.iter().map(automerge::Change::hash).collect(),
        extra_bytes: Vec::new(),
        author: None,
    })
}

fn make(object: ObjectId, key: &str, kind: ObjType) -> Op {
    operation(object, key, OpType::Make(kind))
}

fn put(key: &str, value: ScalarValue) -> Op {
    operation(ObjectId::Root, key, OpType::Put(value))
}

fn operation(obj: ObjectId, key: &str, action: OpType) -> Op {
    Op { action, obj, key: Key::from(key), pred: SortedVec::new(), insert: false }
}

#[cfg(test)]
mod tests;
