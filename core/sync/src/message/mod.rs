//! The messages of the protocol, each one item of a CBOR sequence: an array of a type number and positional fields.
//!
//! Authors are written once and referred to by number; what the receiver can derive from the changes (their hashes,
//! their sequence numbers, the hash before the first) does not travel.

mod down;
mod run;
mod up;

pub use down::{Changes, Done, DownMessage, Record, Snapshot, Verdict, Welcome};
pub use run::{Author, Cover, OutgoingRun, SignedRun};
pub use up::{Hello, KNOWN_MOST, UNREAD_MOST, UpMessage};

use crate::ProtocolError;
use crate::reader::Reader;

/// The version of the protocol spoken here.
pub const PROTOCOL: u64 = 1;

/// Types from here on announce something a receiver may pass over; an unknown type below is an error.
pub const MAY_BE_PASSED_OVER: u64 = 128;

/// Opens a message: how many fields follow its type, and the type.
fn open(item: &[u8]) -> Result<(Reader<'_>, usize, u64), ProtocolError> {
    let mut reader = Reader::new(item);
    let length = reader.array()?;
    let fields = length.checked_sub(1).ok_or(ProtocolError::Malformed("a message without a type"))?;
    let kind = reader.unsigned()?;
    Ok((reader, fields, kind))
}

/// A message has exactly the fields of its type.
fn fields(present: usize, wanted: usize) -> Result<(), ProtocolError> {
    if present == wanted { Ok(()) } else { Err(ProtocolError::Malformed("another number of fields")) }
}

/// What to do with a type not known here.
fn unknown<T>(kind: u64) -> Result<Option<T>, ProtocolError> {
    if kind >= MAY_BE_PASSED_OVER { Ok(None) } else { Err(ProtocolError::UnknownMessage(kind)) }
}
