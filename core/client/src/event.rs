//! What the shell hears from the core while it shows something else.

use jobsheet_domain::id::DocumentId;

/// Something a screen may want to draw again for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientEvent {
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
    Refused {
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
    Missing {
        /// In which document.
        document: DocumentId,
        /// The reason's code.
        code: String,
    },
    /// Records (policy, catalogue, staff) changed.
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
}
