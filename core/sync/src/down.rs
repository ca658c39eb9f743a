//! The server's answer as both ends see it, with authors by name instead of number.

use crate::{Author, Changes, Done, Record, Snapshot, Verdict, Welcome};

/// One thing the server says: what [`crate::ServerSession::respond`] takes and [`crate::DeviceSession::poll_event`]
/// gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Down {
    /// First.
    Welcome(Welcome),
    /// What became of a run.
    Verdict {
        /// The index of the run among those sent.
        run: usize,
        /// The verdict.
        verdict: Verdict,
    },
    /// New changes of a document.
    Changes(Changes<Author>),
    /// A whole document.
    Snapshot(Snapshot<Author>),
    /// A record.
    Record(Record),
    /// A document the device is no longer to hold, once its unsent work is safe.
    Leave {
        /// The document.
        document: [u8; 16],
    },
    /// The server's signed word (a JWS) for a run of a revoked key, before the document it is in (R54).
    Admission {
        /// The word.
        word: String,
    },
    /// The server's signed word (a JWS) for what the welcome says: its position and its time (R62).
    Checkpoint {
        /// The word.
        word: String,
    },
    /// Last: everything before it and its cursor are kept in one transaction, or none of it.
    Done(Done),
}
