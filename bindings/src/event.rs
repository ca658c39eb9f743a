//! What the shell hears: a queue it waits on, so that nothing is delivered faster than it is drawn.

use std::sync::Arc;

use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::{CancelHandle, ClientEvent};
use tokio::sync::Mutex;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::error::Answer;

/// Something a screen may want to draw again for.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FieldEvent {
    /// A document changed, here or elsewhere.
    Changed {
        /// Which.
        document: DocumentId,
    },
    /// A document left this device; everything unsent had been receipted.
    Left {
        /// Which.
        document: DocumentId,
    },
    /// The server refused work of this device. It is kept and can be exported (R50).
    WorkRefused {
        /// In which document.
        document: DocumentId,
        /// The refusal's code.
        code: String,
    },
    /// What the server told of a document could not be taken in. It stays as it was; each sync asks for it again.
    Unread {
        /// Which.
        document: DocumentId,
        /// Why, as a code.
        code: String,
    },
    /// Work of this device rests on changes the server does not have. It is kept and offered again with each sync.
    WorkMissing {
        /// In which document.
        document: DocumentId,
        /// The reason's code.
        code: String,
    },
    /// Policy, catalogue or staff changed.
    RecordsChanged,
    /// A sync ended well.
    Synced {
        /// Work still unsent.
        unsent: u64,
    },
    /// The server could not be reached; the next attempt follows by itself.
    Offline {
        /// Milliseconds until then.
        retry_in_ms: u64,
    },
    /// A sync had to wait for something other than the network; the next attempt follows by itself.
    Delayed {
        /// What for: `device.unconfirmed`, `store.full`.
        code: String,
        /// Milliseconds until then.
        retry_in_ms: u64,
    },
    /// A photo's upload came further.
    Uploading {
        /// SHA-256 of the content, hex.
        digest: String,
        /// Bytes the server has.
        sent: u64,
        /// Bytes there are.
        total: u64,
    },
    /// So many events came that this listener missed some: draw everything again.
    Missed,
}

impl From<ClientEvent> for FieldEvent {
    fn from(event: ClientEvent) -> Self {
        match event {
            ClientEvent::Changed { document } => Self::Changed { document },
            ClientEvent::Left { document } => Self::Left { document },
            ClientEvent::Refused { document, code } => Self::WorkRefused { document, code },
            ClientEvent::Unread { document, code } => Self::Unread { document, code },
            ClientEvent::Missing { document, code } => Self::WorkMissing { document, code },
            ClientEvent::RecordsChanged => Self::RecordsChanged,
            ClientEvent::Synced { unsent } => Self::Synced { unsent },
            ClientEvent::Offline { retry_in_ms } => Self::Offline { retry_in_ms },
            ClientEvent::Delayed { code, retry_in_ms } => Self::Delayed { code, retry_in_ms },
            ClientEvent::Uploading { digest, sent, total } => Self::Uploading { digest, sent, total },
        }
    }
}

/// One listener's queue. It begins where it was made.
#[derive(uniffi::Object)]
pub struct EventQueue {
    waiting: Mutex<Receiver<ClientEvent>>,
    ended: CancelHandle,
    closed: CancelHandle,
}

impl EventQueue {
    /// A queue that ends with the client, which `closed` tells.
    pub(crate) fn new(events: Receiver<ClientEvent>, closed: CancelHandle) -> Arc<Self> {
        Arc::new(Self { waiting: Mutex::new(events), ended: CancelHandle::new(), closed })
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl EventQueue {
    /// Waits for the next event; none once the queue or the client is closed.
    ///
    /// # Errors
    /// None; see the crate's header.
    pub async fn next(&self) -> Answer<Option<FieldEvent>> {
        let next = async { Ok(self.waiting.lock().await.recv().await) };
        let received = self.closed.guard(self.ended.guard(next)).await;
        Ok(match received {
            Ok(Ok(event)) => Some(event.into()),
            Ok(Err(RecvError::Lagged(_))) => Some(FieldEvent::Missed),
            Ok(Err(RecvError::Closed)) | Err(_) => None,
        })
    }

    /// Ends the queue, also for a call that waits on it.
    ///
    /// # Errors
    /// None.
    pub fn end(&self) -> Answer {
        self.ended.cancel();
        Ok(())
    }
}
