//! A run as it arrived, by a sync or in a file.

use std::sync::Arc;

use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::id::{ActorId, ChangeHash, DocumentId, OrganisationId};
use jobsheet_domain::kind::Kind;
use jobsheet_signing::KeyId;
use jobsheet_sync::handover::HandedOver;
use jobsheet_sync::{Author, Cover, SignedRun};
use uuid::Uuid;

/// A run as it arrived.
#[derive(Clone, Debug)]
pub struct RunAsked {
    /// The document.
    pub document: DocumentId,
    /// Its kind, when the sender thinks it may be unknown here.
    pub kind: Option<Kind>,
    /// The actor of its changes.
    pub actor: ActorId,
    /// Thumbprint of the key that signed it.
    pub key_id: [u8; 32],
    /// The incarnation nonce of the actor.
    pub nonce: [u8; 16],
    /// The actor's sequence of its first change.
    pub first: u64,
    /// Hash of the actor's change before it, where the sender named it.
    pub previous: Option<ChangeHash>,
    /// Feed position of the records it was decided by.
    pub as_of: u64,
    /// Last server checkpoint its author had seen.
    pub checkpoint: u64,
    /// Ed25519 over the run's canonical bytes.
    pub signature: [u8; 64],
    /// Its changes, oldest first.
    pub changes: Vec<Arc<[u8]>>,
}

impl RunAsked {
    /// A run that stands by itself.
    #[must_use]
    pub fn of(handed: HandedOver) -> Self {
        let HandedOver { document, kind, run: SignedRun { cover, changes }, .. } = handed;
        Self {
            document: DocumentId(Uuid::from_bytes(document)),
            kind: kind.as_deref().and_then(|name| KINDS.find(name)),
            actor: ActorId(cover.author.actor),
            key_id: cover.author.key.0,
            nonce: cover.author.nonce,
            first: cover.first,
            previous: cover.previous.map(ChangeHash),
            as_of: cover.as_of,
            checkpoint: cover.checkpoint,
            signature: cover.signature,
            changes,
        }
    }

    /// The run in the form that stands by itself.
    #[must_use]
    pub fn handed_over(&self, organisation: OrganisationId) -> HandedOver {
        let cover = Cover {
            author: Author { actor: self.actor.0, key: KeyId(self.key_id), nonce: self.nonce },
            first: self.first,
            count: self.changes.len() as u64,
            previous: self.previous.map(|hash| hash.0),
            as_of: self.as_of,
            checkpoint: self.checkpoint,
            signature: self.signature,
        };
        HandedOver {
            organisation: *organisation.0.as_bytes(),
            document: *self.document.0.as_bytes(),
            kind: self.kind.map(|kind| kind.name().to_owned()),
            run: SignedRun { cover, changes: self.changes.clone() },
        }
    }
}
