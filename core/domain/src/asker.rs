//! Who asks for something, when, and by which records it is judged.

use serde::{Deserialize, Serialize};

use crate::event::Author;
use crate::records::Records;
use crate::time::EventTime;

/// What kind of key writes: it bounds what events it can write at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriterKind {
    /// A person's own installation: writes only as its enrolled user.
    Device,
    /// The server for a person at the console: never field-class events, never a statement but the signatory's own.
    Office,
}

/// The circumstances of a decision: the same on the device, at admission and in the console (R4).
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    /// Who, and on which installation.
    pub author: Author,
    /// What kind of key will write it.
    pub writer: WriterKind,
    /// When and where.
    pub at: EventTime,
    /// The feed position of `records`.
    pub as_of: u64,
    /// The records the author had.
    pub records: &'a Records,
}
