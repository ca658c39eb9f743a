//! How a conversation can go wrong.

use thiserror::Error;

/// Why a sequence of messages was not accepted. After one of these the session is over; nothing after it is read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProtocolError {
    /// Not in the subset of deterministic CBOR (RFC 8949 §4.2.1) the protocol uses.
    #[error("malformed: {0}")]
    Malformed(&'static str),
    /// An item, or all of them, longer than the limits allow.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// The input ended before the conversation did.
    #[error("cut short")]
    Cut,
    /// A message where it does not belong.
    #[error("unexpected: {0}")]
    Unexpected(&'static str),
    /// A message of a type this version does not know and may not pass over.
    #[error("unknown message type {0}")]
    UnknownMessage(u64),
    /// The other side speaks another version.
    #[error("protocol version {0}")]
    Version(u64),
}

impl ProtocolError {
    /// Stable, dotted, lower case; never reused for another meaning.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "sync.malformed",
            Self::TooLarge(_) => "sync.too_large",
            Self::Cut => "sync.cut",
            Self::Unexpected(_) => "sync.unexpected",
            Self::UnknownMessage(_) => "sync.unknown_message",
            Self::Version(_) => "sync.version",
        }
    }
}
