//! Signed runs as they travel, either way.

use std::sync::Arc;

use jobsheet_signing::cbor::Writer;
use jobsheet_signing::{KeyId, RunClaim};

use crate::ProtocolError;
use crate::reader::Reader;

/// One author of changes: an installation incarnation and the key it signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Author {
    /// The actor its changes bear.
    pub actor: [u8; 16],
    /// The change key; whose device it is, the keyring knows.
    pub key: KeyId,
    /// The incarnation nonce the actor is derived from, with the key.
    pub nonce: [u8; 16],
}

/// What a run's signature covers beside the changes themselves. `A` is how the author is given: an [`Author`], or its
/// number in the conversation's table on the wire; `None` stands for the device that said hello.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover<A> {
    /// Who made the run.
    pub author: A,
    /// The author's sequence number of its first change, from 1.
    pub first: u64,
    /// How many changes it has.
    pub count: u64,
    /// The hash of the author's change before it. Left out where the receiver can find it: always, unless a sender
    /// knows that the receiver has not got that change.
    pub previous: Option<[u8; 32]>,
    /// The feed position up to which the author had the records.
    pub as_of: u64,
    /// The position of the newest server checkpoint the author had seen.
    pub checkpoint: u64,
    /// The signature over the [`RunClaim`].
    pub signature: [u8; 64],
}

impl<A> Cover<A> {
    /// The author's sequence number of the last change.
    #[must_use]
    pub const fn last(&self) -> u64 {
        self.first.saturating_add(self.count).saturating_sub(1)
    }

    /// The claim to verify the signature against. `previous` and `head` are what the receiver found in the changes.
    #[must_use]
    pub const fn claim(
        &self,
        organisation: [u8; 16],
        document: [u8; 16],
        author: &Author,
        previous: Option<[u8; 32]>,
        head: [u8; 32],
    ) -> RunClaim {
        RunClaim {
            organisation,
            document,
            actor: author.actor,
            key: author.key,
            previous,
            first: self.first,
            last: self.last(),
            count: self.count,
            head,
            as_of: self.as_of,
            checkpoint: self.checkpoint,
        }
    }

    /// The same cover with its author given in another way.
    pub(crate) fn with_author<B>(&self, author: B) -> Cover<B> {
        Cover {
            author,
            first: self.first,
            count: self.count,
            previous: self.previous,
            as_of: self.as_of,
            checkpoint: self.checkpoint,
            signature: self.signature,
        }
    }
}

/// A run with its changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedRun<A> {
    /// What the signature covers; its count is the number of changes.
    pub cover: Cover<A>,
    /// The changes, oldest first: whole chunks, uncompressed.
    pub changes: Vec<Arc<[u8]>>,
}

/// An unsent run of a device, ready to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingRun {
    /// The document.
    pub document: [u8; 16],
    /// The document's kind, with the first run of a document the server has never seen.
    pub kind: Option<String>,
    /// The run; an author is given only when the run was handed over by another device (R53).
    pub run: SignedRun<Option<Author>>,
}

impl OutgoingRun {
    /// How many bytes its changes have.
    #[must_use]
    pub fn length(&self) -> usize {
        self.run.changes.iter().map(|change| change.len()).sum()
    }
}

impl Cover<Option<u64>> {
    /// Six fields; the count, or the changes it counts, follow as the seventh.
    fn write(&self, writer: &mut Writer) {
        writer.array(7);
        match self.author {
            Some(number) => writer.unsigned(number),
            None => writer.null(),
        };
        writer.unsigned(self.first).bytes_or_null(self.previous.as_ref().map(<[u8; 32]>::as_slice));
        // The checkpoint is near the feed position: its distance is short. Wrapping keeps any pair exact.
        writer.unsigned(self.as_of).integer(self.checkpoint.wrapping_sub(self.as_of).cast_signed());
        writer.bytes(&self.signature);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, ProtocolError> {
        reader.array_of(7)?;
        let author = reader.optional(Reader::unsigned)?;
        let first = reader.unsigned()?;
        let previous = reader.optional(Reader::fixed)?;
        let as_of = reader.unsigned()?;
        let checkpoint = as_of.wrapping_add(reader.integer()?.cast_unsigned());
        let signature = reader.fixed()?;
        Ok(Self { author, first, count: 0, previous, as_of, checkpoint, signature })
    }

    /// A run that exists and whose last number can be counted.
    fn counted(self, count: u64) -> Result<Self, ProtocolError> {
        let countable = self.first >= 1 && count >= 1 && self.first.checked_add(count).is_some();
        if countable { Ok(Self { count, ..self }) } else { Err(ProtocolError::Malformed("an empty run")) }
    }

    /// Writes the cover alone, as a snapshot carries it.
    pub(super) fn write_counted(&self, writer: &mut Writer) {
        self.write(writer);
        writer.unsigned(self.count);
    }

    /// Reads what [`Self::write_counted`] writes.
    pub(super) fn read_counted(reader: &mut Reader<'_>) -> Result<Self, ProtocolError> {
        let cover = Self::read(reader)?;
        let count = reader.unsigned()?;
        cover.counted(count)
    }
}

impl SignedRun<Option<u64>> {
    /// Writes the cover with its changes.
    pub(super) fn write(&self, writer: &mut Writer) {
        self.cover.write(writer);
        writer.array(self.changes.len());
        for change in &self.changes {
            writer.bytes(change);
        }
    }

    /// Reads what [`Self::write`] writes.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, ProtocolError> {
        let cover = Cover::read(reader)?;
        let changes = reader.list(Reader::shared)?;
        Ok(Self { cover: cover.counted(changes.len() as u64)?, changes })
    }
}

impl Author {
    /// Writes the three fields.
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.bytes(&self.actor).bytes(&self.key.0).bytes(&self.nonce);
    }

    /// Reads the three fields.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, ProtocolError> {
        Ok(Self { actor: reader.fixed()?, key: KeyId(reader.fixed()?), nonce: reader.fixed()? })
    }
}
