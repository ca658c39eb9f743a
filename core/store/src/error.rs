//! What can go wrong with the file, each with a stable code.

use std::path::PathBuf;

use rusqlite::ErrorCode;

/// Why the store did not do what was asked. Nothing of the transaction was kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file at the path.
    #[error("there is no store at this path")]
    Absent,
    /// The key does not open the file, or it is no store. The file was not touched.
    #[error("the key does not open this store")]
    WrongKey,
    /// A page cannot be read. The file was moved aside, what could be read is in a new file in its place, and the next
    /// call works on that. Inside a transaction, and where moving failed, `moved_to` is empty.
    #[error("the store is damaged")]
    Damaged {
        /// Where the damaged file is kept.
        moved_to: Option<PathBuf>,
    },
    /// The disk or the file's size limit is full.
    #[error("there is no room to store this")]
    Full,
    /// The system could not read or write.
    #[error("the system could not read or write the store: {detail}")]
    Io {
        /// What SQLite said.
        detail: String,
    },
    /// The file was written by a newer version of the program. It was not touched.
    #[error("the store has schema {found}, this program knows {known}")]
    NewerSchema {
        /// The file's schema.
        found: u32,
        /// The newest schema known here.
        known: u32,
    },
    /// The document has moved on from the heads the caller worked on; read it again.
    #[error("the document has changed since it was read")]
    Conflict,
    /// Unsent work would be lost (R50).
    #[error("{changes} changes and {blobs} files are not on the server yet")]
    Unsent {
        /// Changes the server has not confirmed.
        changes: u64,
        /// Photos, thumbnails and signatures not on the server.
        blobs: u64,
    },
    /// What the call refers to is not in the store.
    #[error("the store has no such {what}")]
    Unknown {
        /// What is missing: `document`, `blob`.
        what: &'static str,
    },
    /// The store was closed.
    #[error("the store was closed")]
    Closed,
    /// Another process holds the file.
    #[error("another process is using the store")]
    Busy,
    /// A value cannot be stored, or a stored one cannot be understood.
    #[error("not a valid {what}")]
    Invalid {
        /// Which value.
        what: &'static str,
    },
    /// SQLite refused a statement; a fault of this program.
    #[error("the database refused a statement: {detail}")]
    Statement {
        /// What SQLite said.
        detail: String,
    },
}

impl StoreError {
    /// Stable, dotted, lower case; screens find their message by it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Absent => "store.absent",
            Self::WrongKey => "store.wrong_key",
            Self::Damaged { .. } => "store.damaged",
            Self::Full => "store.full",
            Self::Io { .. } => "store.io",
            Self::NewerSchema { .. } => "store.newer_schema",
            Self::Conflict => "store.conflict",
            Self::Unsent { .. } => "store.unsent",
            Self::Unknown { .. } => "store.unknown",
            Self::Closed => "client.closed",
            Self::Busy => "store.busy",
            Self::Invalid { .. } => "store.invalid",
            Self::Statement { .. } => "store.statement",
        }
    }

    pub(crate) const fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { moved_to: None })
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { moved_to: None },
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(
                ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::OutOfMemory,
            ) => Self::Io { detail },
            Some(_) => Self::Statement { detail },
            None if is_of_a_value(&error) => Self::Invalid { what: "stored value" },
            None => Self::Statement { detail },
        }
    }
}

/// Whether it is about one stored value, which is not what this version stores there.
const fn is_of_a_value(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
    )
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::StorageFull {
            Self::Full
        } else {
            Self::Io { detail: error.to_string() }
        }
    }
}
