//! What was refused, and what people made of it.

use jobsheet_domain::id::{ActorId, ChangeHash, DeviceId, DocumentId, UserId};
use jobsheet_domain::time::Timestamp;

/// A person's decision over work that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Who decided.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// Why, in their words.
    pub reason: String,
}

/// A run that was refused. It is kept whole and never thrown away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRun {
    /// For which document.
    pub document: DocumentId,
    /// The author it names.
    pub actor: ActorId,
    /// The author's sequence of its first change.
    pub first: u64,
    /// Hash of its last change; nothing where that cannot be read.
    pub head: Option<ChangeHash>,
    /// By which device.
    pub device: DeviceId,
    /// Why: a stable code.
    pub code: String,
    /// When.
    pub received_at: Timestamp,
    /// The run as it came, in the form that stands by itself ([`jobsheet_sync::handover`]).
    pub bytes: Vec<u8>,
    /// What became of it.
    pub state: RefusedState,
    /// The decision, where a person made one.
    pub decision: Option<Decision>,
}

impl RefusedRun {
    /// What it is known by: SHA-256 of its bytes.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        jobsheet_signing::sha256(&self.bytes)
    }
}

/// What became of a refused run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedState {
    /// No person may overrule the refusal.
    Evidence,
    /// A person may.
    Waiting,
    /// It is in the ledger now.
    Admitted,
    /// It stays out.
    Rejected,
}

/// Two changes of one author under one number, both signed: a copied or restored installation went on twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// Whose key signed both.
    pub device: DeviceId,
    /// In which document.
    pub document: DocumentId,
    /// The author.
    pub actor: ActorId,
    /// The number.
    pub sequence: u64,
    /// Hash of the change that stands.
    pub kept: ChangeHash,
    /// Hash of the change that was not taken.
    pub other: ChangeHash,
    /// When it was found.
    pub found_at: Timestamp,
}
