#![doc = "Both ends of the sync protocol as state machines: bytes in, bytes and events out."]
//!
//! Sans-IO: no sockets, no files, no clock, no randomness, no compression. The caller moves bytes between a
//! [`DeviceSession`] or a [`ServerSession`] and whatever carries them, and acts on the events. Changes are opaque here:
//! what the `document` crate read in them comes in as [`outbox::ChangeHeader`]s.
//!
//! The protocol is described in `docs/protocol/sync.md`, its grammar in `docs/protocol/sync.cddl`.

mod authors;
pub mod backoff;
mod device;
mod down;
mod error;
mod framing;
pub mod handover;
pub mod message;
pub mod outbox;
mod reader;
mod server;
pub mod tus;
pub mod tus_server;
pub mod upload;

pub use device::{Budget, DeviceSession};
pub use down::Down;
pub use error::ProtocolError;
pub use framing::{Incoming, Limits};
pub use message::{
    Author, Changes, Cover, Done, Hello, OutgoingRun, PROTOCOL, Record, SignedRun, Snapshot, Verdict, Welcome,
};
pub use server::{ServerEvent, ServerSession};
