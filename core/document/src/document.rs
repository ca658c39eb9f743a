//! One document: loading, saving, its changes and how they relate.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use automerge::{Automerge, AutomergeError, LoadOptions, ROOT, ReadDoc, TextEncoding, VerificationMode};
use jobsheet_kernel::content::Content;
use jobsheet_kernel::edit::Deed;
use jobsheet_kernel::event::Event;
use jobsheet_kernel::history::{ChangeSeen, History as HistoryOf, Relation};
use jobsheet_kernel::id::{ActorId, ChangeHash, DocumentId, EventKey};
use jobsheet_kernel::kind::{Kind, Kinds};

use crate::chunk;
use crate::deterministic::{self, Purpose};
use crate::error::{DocumentError, Undecodable};
use crate::history::{History, Node, Place};
use crate::operations::{self, Operation};

/// What is known of a change without reading its operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeHeader {
    /// The document it belongs to.
    pub document: DocumentId,
    /// Its SHA-256.
    pub hash: ChangeHash,
    /// The changes it builds on, sorted.
    pub dependencies: Vec<ChangeHash>,
    /// Who wrote it.
    pub actor: ActorId,
    /// The actor's how manyth change it is, from 1.
    pub seq: u64,
    /// Its bytes.
    pub length: usize,
    /// Whether nobody wrote it: everybody computes it, nobody signs or sends it.
    pub deterministic: bool,
}

/// A change with its bytes: one raw, uncompressed change chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is known of it.
    pub header: ChangeHeader,
    /// The chunk.
    pub bytes: Arc<[u8]>,
}

/// What an edit wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The change, to be signed and sent; `None` when everything read so already.
    pub change: Option<Change>,
    /// Deterministic changes that were made for it; neither signed nor sent.
    pub deterministic: Vec<Change>,
    /// The events as they stand now, with keys, in the order of the edits.
    pub events: Vec<Event>,
}

/// One merged document in memory.
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) id: DocumentId,
    pub(crate) automerge: Automerge,
    pub(crate) history: History,
}

impl Document {
    /// An empty document of the newest schema.
    #[must_use]
    pub fn create(kind: Kind, id: DocumentId) -> Self {
        let automerge = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint);
        let mut document = Self { id, automerge, history: History::new(kind, id) };
        for number in 1..=kind.schema().version() {
            document
                .add_deterministic(Purpose::Schema(number))
                .expect("a schema of this version can be made");
        }
        document
    }

    /// Loads this installation's own stored bytes, or a snapshot whose manifest was verified.
    ///
    /// # Errors
    /// [`DocumentError::Unreadable`] when the bytes are anything but exactly one undamaged document chunk, hold another
    /// document than `id`, or one whose kind is not among `kinds`.
    pub fn load(kinds: Kinds, id: DocumentId, bytes: &[u8]) -> Result<Self, DocumentError> {
        chunk::only_document(bytes).map_err(|refused| DocumentError::Unreadable(refused.detail))?;
        let loaded = catch_unwind(AssertUnwindSafe(|| Self::load_checked(kinds, id, bytes)));
        loaded.unwrap_or_else(|_| {
            Err(DocumentError::Unreadable("the storage library gave up on it".to_owned()))
        })
    }

    fn load_checked(kinds: Kinds, id: DocumentId, bytes: &[u8]) -> Result<Self, DocumentError> {
        let automerge = load_storage(bytes).map_err(|error| DocumentError::Unreadable(error.to_string()))?;
        let kind = kind_of(kinds, &automerge)
            .ok_or_else(|| DocumentError::Unreadable("it has no known kind".to_owned()))?;
        Self::over(kind, id, automerge)
    }

    /// A document over loaded storage.
    pub(crate) fn over(kind: Kind, id: DocumentId, automerge: Automerge) -> Result<Self, DocumentError> {
        let mut history = History::new(kind, id);
        for change in automerge.get_changes(&[]) {
            history.append(&change).map_err(|refused| DocumentError::Unreadable(refused.to_string()))?;
        }
        let begins = history.nodes.first().map(|node| node.deterministic);
        let roots = history.nodes.iter().filter(|node| node.dependencies.is_empty()).count();
        if begins != Some(Some(Purpose::Schema(1))) || roots != 1 {
            return Err(DocumentError::Unreadable("it does not begin as this document".to_owned()));
        }
        Ok(Self { id, automerge, history })
    }

    /// The document as bytes, for this installation's store or as a snapshot.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        self.automerge.save()
    }

    /// Which document this is.
    #[must_use]
    pub const fn id(&self) -> DocumentId {
        self.id
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.history.kind()
    }

    /// Its schema: the highest it was upgraded to.
    #[must_use]
    pub fn schema(&self) -> u32 {
        let schemas = self.history.nodes.iter().filter_map(|node| match node.deterministic {
            Some(Purpose::Schema(number)) => Some(number),
            _ => None,
        });
        schemas.max().unwrap_or(1)
    }

    /// How many changes it holds, those that nobody wrote included.
    #[must_use]
    pub fn length(&self) -> usize {
        self.history.nodes.len()
    }

    /// The version: the changes nothing else builds on, sorted.
    #[must_use]
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.history.heads()
    }

    /// All changes somebody wrote, every one after those it depends on.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        self.changes_since(&[])
    }

    /// The changes somebody wrote that are not at or below `heads`, every one after those it depends on. Unknown
    /// heads are ignored.
    #[must_use]
    pub fn changes_since(&self, heads: &[ChangeHash]) -> Vec<Change> {
        let past = self.history.past(heads);
        let nodes = self.history.nodes.iter().enumerate();
        let new = nodes.filter(|(position, node)| node.deterministic.is_none() && !past.contains(*position));
        new.map(|(_, node)| self.as_change(node)).collect()
    }

    /// One change, deterministic or not.
    #[must_use]
    pub fn change(&self, hash: ChangeHash) -> Option<Change> {
        self.history.node(hash).map(|node| self.as_change(node))
    }

    /// What a change did, from its operations, in their order; one deed for all operations on a text.
    ///
    /// # Errors
    /// [`DocumentError::UnknownVersion`], or [`DocumentError::Undecodable`] when the change breaks the rules of the
    /// format: an event overwritten, deleted or out of its place, a container made, a value that is none.
    pub fn deeds(&self, hash: ChangeHash) -> Result<Vec<Deed>, DocumentError> {
        let node = self.history.node(hash).ok_or(DocumentError::UnknownVersion(hash))?;
        if node.deterministic.is_some() {
            return Ok(Vec::new());
        }
        let change = automerge::Change::from_bytes(node.bytes.to_vec())
            .map_err(|error| Undecodable::bytes(error.to_string()))?;
        Ok(self.deeds_of(&change.decode(), &node.dependencies)?)
    }

    /// The deeds of a change whose dependencies are here.
    fn deeds_of(
        &self,
        change: &automerge::ExpandedChange,
        dependencies: &[ChangeHash],
    ) -> Result<Vec<Deed>, Undecodable> {
        let mut place = self.history.place(dependencies);
        let mut deeds: Vec<Deed> = Vec::new();
        for operation in operations::read(change, &self.history.layout) {
            let deed = match operation? {
                Operation::Event { key, bytes } => {
                    Deed::Event(Box::new(self.history.judge_event(&mut place, key, bytes)?))
                }
                Operation::Register { container, key, value } => {
                    operations::register_deed(container, key, value)?
                }
                Operation::Text { field } => Deed::Text { field: field.to_owned() },
            };
            if !matches!(deed, Deed::Text { .. }) || !deeds.contains(&deed) {
                deeds.push(deed);
            }
        }
        Ok(deeds)
    }

    /// The change that recorded an event; the least hash when the same event was recorded twice.
    #[must_use]
    pub fn change_of_event(&self, key: EventKey) -> Option<ChangeHash> {
        self.history.change_of_event(key)
    }

    /// The events a change recorded, without those that break the rules of the format and count for nothing.
    #[must_use]
    pub fn events_of(&self, hash: ChangeHash) -> &[Arc<Event>] {
        self.history.node(hash).map_or(&[], |node| &node.events)
    }

    /// Whether a change is here.
    #[must_use]
    pub fn contains(&self, hash: ChangeHash) -> bool {
        self.history.contains(hash)
    }

    /// The sequence of an actor's last change; 0 when it wrote none.
    #[must_use]
    pub fn last_seq(&self, actor: ActorId) -> u64 {
        self.history.last_of(actor).map_or(0, |node| node.seq)
    }

    /// An actor's last change.
    #[must_use]
    pub fn last_change_of(&self, actor: ActorId) -> Option<ChangeHash> {
        self.history.last_of(actor).map(|node| node.hash)
    }

    /// Whether `ancestor` is a proper ancestor of `of`. False when either is unknown.
    #[must_use]
    pub fn is_ancestor(&self, ancestor: ChangeHash, of: ChangeHash) -> bool {
        let (Some(position), Some(node)) = (self.history.position(ancestor), self.history.node(of)) else {
            return false;
        };
        self.history.past(&node.dependencies).contains(position)
    }

    /// Whether whoever had a version had all of some changes. False when one of them is unknown.
    #[must_use]
    pub fn has_all(&self, version: &[ChangeHash], mut changes: impl Iterator<Item = ChangeHash>) -> bool {
        let past = self.history.past(version);
        changes.all(|change| self.history.position(change).is_some_and(|position| past.contains(position)))
    }

    /// `order` and `after` of an event recorded by a change with these dependencies.
    #[must_use]
    pub fn event_place(&self, dependencies: &[ChangeHash]) -> Place {
        self.history.place(dependencies)
    }

    /// Fails when one of the changes is not here.
    pub(crate) fn require(&self, heads: &[ChangeHash]) -> Result<(), DocumentError> {
        let unknown = heads.iter().find(|hash| !self.contains(**hash));
        unknown.map_or(Ok(()), |hash| Err(DocumentError::UnknownVersion(*hash)))
    }

    /// Brings the document to the newest schema this version knows; answers the deterministic changes that were made,
    /// which are neither signed nor sent. A document of the newest schema, or a newer one, is left as it is.
    ///
    /// # Errors
    /// [`DocumentError::Storage`] when the storage library refuses a change made here.
    pub fn upgrade(&mut self) -> Result<Vec<Change>, DocumentError> {
        let mut made = Vec::new();
        for number in self.schema() + 1..=self.kind().schema().version() {
            made.extend(self.add_deterministic(Purpose::Schema(number))?);
        }
        Ok(made)
    }

    /// Adds a deterministic change, when it is not here yet; returns it when it is new.
    pub(crate) fn add_deterministic(&mut self, purpose: Purpose) -> Result<Option<Change>, DocumentError> {
        let Some(change) = deterministic::change(self.kind(), self.id, purpose) else { return Ok(None) };
        let hash = ChangeHash(change.hash().0);
        if self.contains(hash) {
            return Ok(None);
        }
        self.automerge.apply_changes([change.clone()])?;
        self.history.append(&change)?;
        Ok(self.change(hash))
    }

    fn as_change(&self, node: &Node) -> Change {
        let header = ChangeHeader {
            document: self.id,
            hash: node.hash,
            dependencies: node.dependencies.clone(),
            actor: node.actor,
            seq: node.seq,
            length: node.bytes.len(),
            deterministic: node.deterministic.is_some(),
        };
        Change { header, bytes: Arc::clone(&node.bytes) }
    }
}

impl HistoryOf for Document {
    type Error = DocumentError;

    fn content_at(&self, heads: &[ChangeHash]) -> Result<Content, DocumentError> {
        Self::content_at(self, heads)
    }

    fn change_of_event(&self, event: EventKey) -> Option<ChangeHash> {
        Self::change_of_event(self, event)
    }

    /// The history is walked once for each version named, not for every change.
    fn related(&self, within: &[ChangeHash], signed: &[ChangeHash], signoff: ChangeHash) -> Vec<ChangeSeen> {
        let (past, covered) = (self.history.past(within), self.history.past(signed));
        let signed_in = self.history.position(signoff);
        let mut knows = vec![false; self.history.nodes.len()];
        let mut related = Vec::new();
        for (position, node) in self.history.nodes.iter().enumerate() {
            let dependencies = node.dependencies.iter().filter_map(|hash| self.history.position(*hash));
            knows[position] = dependencies.into_iter().any(|one| Some(one) == signed_in || knows[one]);
            if node.deterministic.is_some() || !past.contains(position) {
                continue;
            }
            let relation = if Some(position) == signed_in || covered.contains(position) {
                Relation::Covered
            } else if knows[position] {
                Relation::After
            } else {
                Relation::Beside
            };
            let (hash, dependencies) = (node.hash, node.dependencies.clone());
            related.push(ChangeSeen { hash, dependencies, relation });
        }
        related
    }
}

/// Storage over bytes that were checked to be one document chunk.
pub(crate) fn load_storage(bytes: &[u8]) -> Result<Automerge, AutomergeError> {
    let checked = LoadOptions::new().verification_mode(VerificationMode::Check);
    Automerge::load_with_options(bytes, checked.text_encoding(TextEncoding::UnicodeCodePoint))
}

/// The kind written at the root. Whether it is true is seen from genesis, whose bytes depend on it.
fn kind_of(kinds: Kinds, automerge: &Automerge) -> Option<Kind> {
    let values = automerge.get_all(ROOT, "kind").ok()?;
    values.iter().find_map(|(value, _)| kinds.find(value.as_str()?))
}
