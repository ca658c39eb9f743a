//! What a device says.

use jobsheet_signing::KeyId;
use jobsheet_signing::cbor::Writer;

use super::run::{Author, SignedRun};
use super::{MAY_BE_PASSED_OVER, PROTOCOL, fields, open, unknown};
use crate::ProtocolError;
use crate::reader::Reader;

const HELLO: u64 = 0;
const AUTHOR: u64 = 1;
const RUN: u64 = 2;
/// A server that does not know it passes it over and tells what it always told.
const KNOWS: u64 = MAY_BE_PASSED_OVER;

/// How a device introduces itself. It travels as the first message, with the protocol's version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hello {
    /// The organisation it belongs to.
    pub organisation: [u8; 16],
    /// The device.
    pub device: [u8; 16],
    /// Its change key.
    pub key: KeyId,
    /// The nonce of this installation incarnation: with the key, its actor.
    pub nonce: [u8; 16],
    /// The epoch of the server it last heard from; 0 before the first sync.
    pub epoch: u64,
    /// The cursor of its last completed sync; empty before the first. Opaque to the device.
    pub cursor: Vec<u8>,
    /// The most bytes of messages it wants in return, before compression. The server ends earlier, with `more`.
    pub budget: u64,
    /// Documents it could not take in when they were told. They are told again, whole; at most [`UNREAD_MOST`].
    pub unread: Vec<[u8; 16]>,
}

/// The most documents a device may ask for again at once.
pub const UNREAD_MOST: usize = 64;

/// A message of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpMessage {
    /// The introduction; first, and once.
    Hello(Hello),
    /// An author other than the device itself. The first gets number 0, the next 1 …
    Author(Author),
    /// An unsent run. The first gets index 0 in the verdicts, the next 1 …
    Run {
        /// The document.
        document: [u8; 16],
        /// Its kind, when the server may not know it.
        kind: Option<String>,
        /// The run; `None` as author is the device itself.
        run: SignedRun<Option<u64>>,
    },
    /// What the device can read; after the hello, at most once. A device that says nothing knows what version 1 knew.
    Knows {
        /// The kinds of document, by name; at most [`KNOWN_MOST`].
        kinds: Vec<String>,
    },
}

/// The most kinds of document a device may name.
pub const KNOWN_MOST: usize = 64;

impl UpMessage {
    /// The message as one CBOR item.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        match self {
            Self::Hello(hello) => hello.write(&mut writer),
            Self::Author(author) => {
                writer.array(4).unsigned(AUTHOR);
                author.write(&mut writer);
            }
            Self::Run { document, kind, run } => {
                writer.array(4).unsigned(RUN).bytes(document);
                match kind {
                    Some(kind) => writer.text(kind),
                    None => writer.null(),
                };
                run.write(&mut writer);
            }
            Self::Knows { kinds } => {
                writer.array(2).unsigned(KNOWS).array(kinds.len());
                for kind in kinds {
                    writer.text(kind);
                }
            }
        }
        writer.finish()
    }

    /// Reads one whole item; nothing for a message that may be passed over.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`], [`ProtocolError::UnknownMessage`] or [`ProtocolError::Version`].
    pub fn decode(item: &[u8]) -> Result<Option<Self>, ProtocolError> {
        let (mut reader, present, kind) = open(item)?;
        let message = match kind {
            HELLO => Self::Hello(Hello::read(&mut reader, present)?),
            AUTHOR => {
                fields(present, 3)?;
                Self::Author(Author::read(&mut reader)?)
            }
            RUN => {
                fields(present, 3)?;
                let document = reader.fixed()?;
                let kind = reader.optional(Reader::text)?;
                Self::Run { document, kind, run: SignedRun::read(&mut reader)? }
            }
            KNOWS => {
                fields(present, 1)?;
                Self::Knows { kinds: kinds(&mut reader)? }
            }
            other => return unknown(other),
        };
        reader.end()?;
        Ok(Some(message))
    }
}

impl Hello {
    fn write(&self, writer: &mut Writer) {
        writer.array(10).unsigned(HELLO).unsigned(PROTOCOL);
        writer.bytes(&self.organisation).bytes(&self.device).bytes(&self.key.0).bytes(&self.nonce);
        writer.unsigned(self.epoch).bytes(&self.cursor).unsigned(self.budget);
        writer.array(self.unread.len());
        for document in &self.unread {
            writer.bytes(document);
        }
    }

    fn read(reader: &mut Reader<'_>, present: usize) -> Result<Self, ProtocolError> {
        // The version comes first: another one may have other fields.
        match reader.unsigned()? {
            PROTOCOL => fields(present, 9)?,
            other => return Err(ProtocolError::Version(other)),
        }
        Ok(Self {
            organisation: reader.fixed()?,
            device: reader.fixed()?,
            key: KeyId(reader.fixed()?),
            nonce: reader.fixed()?,
            epoch: reader.unsigned()?,
            cursor: reader.bytes()?.to_vec(),
            budget: reader.unsigned()?,
            unread: unread(reader)?,
        })
    }
}

fn unread(reader: &mut Reader<'_>) -> Result<Vec<[u8; 16]>, ProtocolError> {
    let documents = reader.list(Reader::fixed)?;
    if documents.len() > UNREAD_MOST {
        return Err(ProtocolError::Malformed("too many documents asked for again"));
    }
    Ok(documents)
}

fn kinds(reader: &mut Reader<'_>) -> Result<Vec<String>, ProtocolError> {
    let kinds = reader.list(Reader::text)?;
    if kinds.len() > KNOWN_MOST { Err(ProtocolError::Malformed("too many kinds")) } else { Ok(kinds) }
}
