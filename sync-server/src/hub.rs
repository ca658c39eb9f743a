//! Live updates: what changed, to every open screen of this process.

use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kind;
use serde::Serialize;
use tokio::sync::broadcast;
use utoipa::ToSchema;
use uuid::Uuid;

/// News a slow reader may lag behind before it misses some; a screen that missed news reads again.
const BACKLOG: usize = 1024;

/// A change of any document, for live screens.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LiveChange {
    /// The feed position.
    pub position: u64,
    /// The document, when it was one.
    pub document: Option<Uuid>,
    /// `work_order`, `request`, `customer`, `asset`, `record`, `blob`, `review` or `device`.
    pub kind: String,
}

/// Tells every open screen what changed.
#[derive(Clone, Debug)]
pub struct Hub {
    sender: broadcast::Sender<LiveChange>,
    rights: broadcast::Sender<()>,
}

impl Default for Hub {
    fn default() -> Self {
        Self { sender: broadcast::Sender::new(BACKLOG), rights: broadcast::Sender::new(1) }
    }
}

impl Hub {
    /// A document changed.
    pub fn document(&self, position: u64, document: DocumentId, kind: Kind) {
        self.tell(LiveChange { position, document: Some(document.0), kind: kind.name().to_owned() });
    }

    /// A record or a blob changed.
    pub fn other(&self, position: u64, kind: &str) {
        self.tell(LiveChange { position, document: None, kind: kind.to_owned() });
    }

    /// What changes from now on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<LiveChange> {
        self.sender.subscribe()
    }

    /// Somebody's right to listen ended: a logout, a revocation. Every stream looks whether it was its own.
    pub fn right_ended(&self) {
        let _ = self.rights.send(());
    }

    /// When rights end from now on.
    #[must_use]
    pub fn rights(&self) -> broadcast::Receiver<()> {
        self.rights.subscribe()
    }

    fn tell(&self, change: LiveChange) {
        // Nobody listening is no error.
        let _ = self.sender.send(change);
    }
}
