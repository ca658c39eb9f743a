//! The changes of a document and how they depend on each other: ancestors, actors' sequences, and the events in them.
//! Events come from the operations of the changes, never from visible values, so that nothing written later hides one.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use automerge::ExpandedChange;
use jobsheet_kernel::event::Event;
use jobsheet_kernel::id::{ActorId, ChangeHash, DocumentId, EventKey};
use jobsheet_kernel::kind::Kind;

use crate::deterministic::{self, Purpose};
use crate::error::{Undecodable, codes};
use crate::layout::Layout;
use crate::operations::{self, Operation};
use jobsheet_kernel::envelope::decode_event;

/// One change.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub hash: ChangeHash,
    pub dependencies: Vec<ChangeHash>,
    pub actor: ActorId,
    pub seq: u64,
    /// Counter of its first operation.
    pub start_op: u64,
    /// Counter of its last operation.
    pub max_op: u64,
    /// What it is for, when nobody wrote it.
    pub deterministic: Option<Purpose>,
    pub bytes: Arc<[u8]>,
    /// The events it records, without those that break the rules.
    pub events: Vec<Arc<Event>>,
    /// What was skipped, in words for a log.
    pub irregularities: Vec<String>,
}

/// Where an event stands among the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// One more than the highest order of the events before.
    pub order: u64,
    /// The newest events before, sorted.
    pub after: Vec<EventKey>,
}

impl Place {
    fn first() -> Self {
        Self { order: 1, after: Vec::new() }
    }

    /// Moves past an event that was not passed before and whose ancestors all were.
    pub(crate) fn pass(&mut self, event: &Event) {
        self.after.retain(|key| !event.after.contains(key));
        if let Err(at) = self.after.binary_search(&event.key) {
            self.after.insert(at, event.key);
        }
        self.order = self.order.max(event.order.saturating_add(1));
    }
}

/// A set of changes closed under ancestors, by position in the history.
pub(crate) struct Past(Vec<bool>);

impl Past {
    pub fn contains(&self, position: usize) -> bool {
        self.0.get(position).copied().unwrap_or(false)
    }
}

/// All changes of a document, every one after those it depends on.
#[derive(Clone, Debug)]
pub(crate) struct History {
    kind: Kind,
    document: DocumentId,
    pub nodes: Vec<Node>,
    pub layout: Layout,
    positions: BTreeMap<ChangeHash, usize>,
    by_actor: BTreeMap<ActorId, Vec<usize>>,
    by_event: BTreeMap<EventKey, ChangeHash>,
    heads: BTreeSet<ChangeHash>,
    /// The place after all events, kept so that appending to the heads needs no walk.
    next: Place,
    /// The operations of the newest change, which a content brought up to date asks for next.
    newest: Option<Arc<ExpandedChange>>,
}

impl History {
    pub fn new(kind: Kind, document: DocumentId) -> Self {
        Self {
            kind,
            document,
            nodes: Vec::new(),
            layout: Layout::default(),
            positions: BTreeMap::new(),
            by_actor: BTreeMap::new(),
            by_event: BTreeMap::new(),
            heads: BTreeSet::new(),
            next: Place::first(),
            newest: None,
        }
    }

    /// Adds a change whose dependencies are here already. Repeated changes are ignored.
    ///
    /// # Errors
    /// When the actor is not 16 bytes long or a dependency is unknown.
    pub fn append(&mut self, change: &automerge::Change) -> Result<(), Undecodable> {
        let hash = ChangeHash(change.hash().0);
        if self.contains(hash) {
            return Ok(());
        }
        let actor = actor_of(change.actor_id())?;
        let dependencies: Vec<ChangeHash> =
            change.deps().iter().map(|dependency| ChangeHash(dependency.0)).collect();
        if let Some(&unknown) = dependencies.iter().find(|dependency| !self.contains(**dependency)) {
            return Err(missing(vec![unknown]));
        }
        let expanded = change.decode();
        let deterministic = self.recognise(change, &expanded, actor);
        if deterministic.is_some() {
            self.layout.extend(&expanded, hash);
        }
        let mut node = Node {
            hash,
            dependencies,
            actor,
            seq: change.seq(),
            start_op: change.start_op().get(),
            max_op: change.max_op(),
            deterministic,
            bytes: Arc::from(change.raw_bytes()),
            events: Vec::new(),
            irregularities: Vec::new(),
        };
        if deterministic.is_none() {
            self.read_events(&mut node, &expanded);
        }
        self.push(node);
        self.newest = Some(Arc::new(expanded));
        Ok(())
    }

    /// What a change here says, operation by operation; nothing when it cannot be decoded.
    pub fn operations(&self, node: &Node) -> Option<Arc<ExpandedChange>> {
        let is_newest = self.nodes.last().is_some_and(|newest| newest.hash == node.hash);
        if let Some(newest) = self.newest.as_ref().filter(|_| is_newest) {
            return Some(Arc::clone(newest));
        }
        let change = automerge::Change::from_bytes(node.bytes.to_vec()).ok()?;
        Some(Arc::new(change.decode()))
    }

    fn push(&mut self, node: Node) {
        let position = self.nodes.len();
        self.positions.insert(node.hash, position);
        self.by_actor.entry(node.actor).or_default().push(position);
        for event in &node.events {
            match self.by_event.entry(event.key) {
                Entry::Vacant(new) => {
                    new.insert(node.hash);
                    self.next.pass(event);
                }
                Entry::Occupied(mut known) => *known.get_mut() = node.hash.min(*known.get()),
            }
        }
        for dependency in &node.dependencies {
            self.heads.remove(dependency);
        }
        self.heads.insert(node.hash);
        self.nodes.push(node);
    }

    /// What a change is for, when its actor is one that only computed changes have and it is that change.
    fn recognise(
        &self,
        change: &automerge::Change,
        expanded: &ExpandedChange,
        actor: ActorId,
    ) -> Option<Purpose> {
        let makes = |operation: &automerge::legacy::Op| {
            matches!(operation.action, automerge::legacy::OpType::Make(_))
        };
        if change.seq() != 1 || !expanded.operations.iter().any(makes) {
            return None;
        }
        let purpose = deterministic::purpose_of(self.kind, self.document, actor)?;
        if matches!(purpose, Purpose::Schema(number) if number > self.kind.schema().version()) {
            return Some(purpose);
        }
        let expected = deterministic::change(self.kind, self.document, purpose)?;
        (expected.raw_bytes() == change.raw_bytes()).then_some(purpose)
    }

    fn read_events(&self, node: &mut Node, expanded: &ExpandedChange) {
        let mut place = None;
        for operation in operations::read(expanded, &self.layout) {
            let event = match operation {
                Ok(Operation::Event { key, bytes }) => {
                    let place = place.get_or_insert_with(|| self.place(&node.dependencies));
                    self.judge_event(place, key, bytes)
                }
                Ok(_) => continue,
                Err(broken) => Err(broken),
            };
            match event {
                Ok(event) => node.events.push(Arc::new(event)),
                Err(broken) => node.irregularities.push(format!("change {}: {broken}", node.hash)),
            }
        }
    }

    /// Reads an event that should stand at `place`, and moves the place past it.
    ///
    /// A key is 128 bits of a digest: at a cost of 2⁶⁴ one author can make two events of one key. Only the first that is
    /// stored under it is taken, so that no two replicas show different ones.
    pub fn judge_event(&self, place: &mut Place, key: EventKey, bytes: &[u8]) -> Result<Event, Undecodable> {
        let event =
            decode_event(bytes).map_err(|reason| Undecodable::rule(format!("event {key}: {reason}")))?;
        if event.order != place.order || event.after != place.after {
            return Err(Undecodable::new(codes::ORDER_MISMATCH, format!("event {key} is out of its place")));
        }
        if self.event(key).is_some_and(|stands| **stands != event) {
            return Err(Undecodable::new(codes::WRITE_ONCE, format!("another event is named {key}")));
        }
        place.pass(&event);
        Ok(event)
    }

    /// Where an event of a change with these dependencies stands. Unknown dependencies count as no events.
    pub fn place(&self, dependencies: &[ChangeHash]) -> Place {
        if dependencies.len() == self.heads.len() && dependencies.iter().all(|hash| self.heads.contains(hash))
        {
            return self.next.clone();
        }
        let past = self.past(dependencies);
        let mut place = Place::first();
        let mut seen = BTreeSet::new();
        for event in self.events_in(&past).filter(|event| seen.insert(event.key)) {
            place.pass(event);
        }
        place
    }

    /// The changes at or below some changes; unknown ones are ignored.
    pub fn past(&self, heads: &[ChangeHash]) -> Past {
        let mut inside = vec![false; self.nodes.len()];
        let mut open: Vec<usize> = heads.iter().filter_map(|hash| self.position(*hash)).collect();
        while let Some(position) = open.pop() {
            if std::mem::replace(&mut inside[position], true) {
                continue;
            }
            open.extend(self.nodes[position].dependencies.iter().filter_map(|hash| self.position(*hash)));
        }
        Past(inside)
    }

    /// The changes that are not at or below some changes, every one after those it depends on.
    pub fn after(&self, heads: &[ChangeHash]) -> Vec<&Node> {
        // Mostly it is the newest change alone, made on just these.
        if let Some(last) =
            self.nodes.last().filter(|last| last.dependencies == heads && self.heads.len() == 1)
        {
            return vec![last];
        }
        let past = self.past(heads);
        self.nodes.iter().enumerate().filter(|(at, _)| !past.contains(*at)).map(|(_, node)| node).collect()
    }

    /// The nodes of a past, every one after those it depends on.
    pub fn nodes_in<'a>(&'a self, past: &'a Past) -> impl Iterator<Item = &'a Node> {
        self.nodes.iter().enumerate().filter(|(position, _)| past.contains(*position)).map(|(_, node)| node)
    }

    pub fn events_in<'a>(&'a self, past: &'a Past) -> impl Iterator<Item = &'a Arc<Event>> {
        self.nodes_in(past).flat_map(|node| &node.events)
    }

    pub fn position(&self, hash: ChangeHash) -> Option<usize> {
        self.positions.get(&hash).copied()
    }

    pub fn node(&self, hash: ChangeHash) -> Option<&Node> {
        self.position(hash).map(|position| &self.nodes[position])
    }

    pub fn contains(&self, hash: ChangeHash) -> bool {
        self.positions.contains_key(&hash)
    }

    pub fn heads(&self) -> Vec<ChangeHash> {
        self.heads.iter().copied().collect()
    }

    /// The last change of an actor.
    pub fn last_of(&self, actor: ActorId) -> Option<&Node> {
        self.by_actor.get(&actor)?.last().map(|position| &self.nodes[*position])
    }

    /// The change of an actor that holds the operation with this counter.
    pub fn operation_of(&self, actor: ActorId, counter: u64) -> Option<usize> {
        let own = self.by_actor.get(&actor)?;
        let after = own.partition_point(|position| self.nodes[*position].start_op <= counter);
        let position = *own.get(after.checked_sub(1)?)?;
        (counter <= self.nodes[position].max_op).then_some(position)
    }

    fn event(&self, key: EventKey) -> Option<&Arc<Event>> {
        self.node(self.change_of_event(key)?)?.events.iter().find(|event| event.key == key)
    }

    pub fn change_of_event(&self, key: EventKey) -> Option<ChangeHash> {
        self.by_event.get(&key).copied()
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }
}

/// The actor of a change; other lengths than 16 bytes are not ours.
pub(crate) fn actor_of(actor: &automerge::ActorId) -> Result<ActorId, Undecodable> {
    let bytes = actor.to_bytes().try_into();
    bytes.map(ActorId).map_err(|_| Undecodable::new(codes::FOREIGN_ACTOR, "the actor is not 16 bytes long"))
}

pub(crate) fn missing(mut hashes: Vec<ChangeHash>) -> Undecodable {
    hashes.sort_unstable();
    hashes.dedup();
    let detail = format!("{} changes must come first", hashes.len());
    Undecodable { code: codes::MISSING_DEPENDENCIES, detail, missing: hashes }
}
