//! What can be wrong with a document, an edit or foreign bytes. Every error has a stable code.

use jobsheet_kernel::id::{ActorId, ChangeHash, EventKey};

/// Why a document could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The bytes are not a document of this product, or belong to another one.
    #[error("not a readable document: {0}")]
    Unreadable(String),
    /// A version was named that this replica does not have.
    #[error("unknown version {0}")]
    UnknownVersion(ChangeHash),
    /// A long text was named that the document does not have.
    #[error("no text {0}")]
    NoSuchText(String),
    /// Two edits of one command change the same text.
    #[error("text {0} is edited twice in one change")]
    RepeatedText(String),
    /// A section the schema has no room for, such as a visit after the last.
    #[error("no room for section {0}")]
    NoSuchSection(u32),
    /// A name is empty, too long, or contains the separator of item keys.
    #[error("bad name {0:?}")]
    BadName(String),
    /// The very same event stands in the document already.
    #[error("event {0} stands already")]
    EventStands(EventKey),
    /// The actor has written changes that the version to edit does not contain.
    #[error("actor {0} has written beyond that version")]
    ActorBeyond(ActorId),
    /// A change breaks the rules of the format, or its bytes do.
    #[error(transparent)]
    Undecodable(#[from] Undecodable),
    /// The storage library refused an operation that should have been possible.
    #[error("storage: {0}")]
    Storage(String),
}

impl DocumentError {
    /// The stable code, for messages and logs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "document.unreadable",
            Self::UnknownVersion(_) => "document.unknown_version",
            Self::NoSuchText(_) => "document.no_such_text",
            Self::RepeatedText(_) => "document.repeated_text",
            Self::NoSuchSection(_) => "document.no_such_visit",
            Self::BadName(_) => "document.bad_name",
            Self::EventStands(_) => "document.event_stands",
            Self::ActorBeyond(_) => "document.actor_beyond",
            Self::Undecodable(refused) => refused.code,
            Self::Storage(_) => "document.storage",
        }
    }
}

impl From<automerge::AutomergeError> for DocumentError {
    fn from(error: automerge::AutomergeError) -> Self {
        Self::Storage(error.to_string())
    }
}

/// Why foreign bytes were not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct Undecodable {
    /// One of the constants of [`codes`].
    pub code: &'static str,
    /// What exactly, in words for a log; no personal data.
    pub detail: String,
    /// With [`codes::MISSING_DEPENDENCIES`]: the changes that must come first. Sorted.
    pub missing: Vec<ChangeHash>,
}

impl Undecodable {
    pub(crate) fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), missing: Vec::new() }
    }

    pub(crate) fn bytes(detail: impl Into<String>) -> Self {
        Self::new(codes::UNDECODABLE, detail)
    }

    pub(crate) fn rule(detail: impl Into<String>) -> Self {
        Self::new(codes::RULE_BROKEN, detail)
    }
}

/// The codes of [`Undecodable`].
pub mod codes {
    /// The bytes are damaged, not canonical or of a kind that is not taken.
    pub const UNDECODABLE: &str = "change.undecodable";
    /// A cap on bytes or operations is exceeded.
    pub const TOO_LARGE: &str = "change.too_large";
    /// Changes it builds on are not here.
    pub const MISSING_DEPENDENCIES: &str = "change.missing_dependencies";
    /// Another change with the same actor and sequence is here, or the actor's own line branches.
    pub const FORK: &str = "change.fork";
    /// The actor is not one that may write such a change.
    pub const FOREIGN_ACTOR: &str = "change.foreign_actor";
    /// An event's `after` or `order` does not follow from the change's dependencies.
    pub const ORDER_MISMATCH: &str = "change.order_mismatch";
    /// An event would be overwritten, deleted or stored under a key that is not its digest.
    pub const WRITE_ONCE: &str = "change.write_once";
    /// Another rule of the format is broken.
    pub const RULE_BROKEN: &str = "change.rule_broken";
}
