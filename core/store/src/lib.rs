//! The device's file: one encrypted SQLite database (SQLCipher) with everything an installation holds, and the only SQL
//! on the device.
//!
//! One writer, readers beside it (WAL). What one tap changes is written in one [`Store::write`]: the change and its
//! signature, the snapshot when due, the read model, the outbox row and the command. Nothing unsent is ever deleted
//! (R50): removal is refused while the outbox or the upload queue still has something of the document, by the functions
//! here and by the file's own constraints.
//!
//! The store keeps bytes; it interprets none. Changes, commands, statements and records come from the caller and go back
//! to it as they were.

#![expect(clippy::disallowed_methods, reason = "a shell: the file is its own")]

mod aside;
mod blobs;
mod columns;
mod connection;
mod documents;
mod error;
mod file;
mod key;
mod leave;
mod migrate;
mod originals;
mod outbox;
mod page;
mod phones;
mod profile;
mod records;
mod rows;
mod runs;
mod salvage;
mod search;
mod statements;
mod store;
mod sync_state;
mod transaction;
mod unread;

pub use blobs::{Blob, CHUNK_BYTES, NewBlob, Purpose, Upload};
pub use connection::start;
pub use documents::{DocumentHead, StoredChange, StoredDocument};
pub use error::StoreError;
pub use key::RawKey;
pub use leave::Unsent;
pub use migrate::SCHEMA_VERSION;
pub use outbox::{NewTap, OutboxState, OutboxTap, StoredCommand, Verdict};
pub use page::Page;
pub use profile::{Incarnation, Profile};
pub use records::{KeyKind, KeyringEntry, StoredRecord};
pub use rows::{DocumentRow, ListedDocument, MyRole, NearDocument, NextClock, RowQuery, RowSort};
pub use runs::StoredRun;
pub use salvage::Fragment;
pub use statements::StoredStatement;
pub use store::Store;
pub use sync_state::{SyncState, TimeAnchor};
pub use transaction::{ReadTx, WriteTx};
