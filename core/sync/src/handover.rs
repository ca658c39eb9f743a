//! Runs that stand by themselves: what a file hands over, and what the server keeps of a run it did not take. Each says
//! whose it is, of which document and by which author, with its own signature, so nothing about the file has to be
//! trusted (R50, R53, R54).
//!
//! A file is a CBOR sequence (RFC 8742) of such runs, in an order in which none comes before one it depends on.

use std::sync::Arc;

use jobsheet_signing::cbor::Writer;

use crate::reader::Reader;
use crate::{Author, Cover, Incoming, Limits, ProtocolError, SignedRun};

/// The form of a run that stands by itself.
pub const FORM: &str = "jobsheet/run/1";

/// A run with all that the conversation it came in would say beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The organisation it belongs to.
    pub organisation: [u8; 16],
    /// The document.
    pub document: [u8; 16],
    /// The document's kind, where its sender knows it.
    pub kind: Option<String>,
    /// The run under its author's signature.
    pub run: SignedRun<Author>,
}

impl HandedOver {
    /// The run as one CBOR item.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let Cover { author, first, previous, as_of, checkpoint, signature, .. } = &self.run.cover;
        let mut writer = Writer::new();
        writer.array(13).text(FORM).bytes(&self.organisation).bytes(&self.document);
        match &self.kind {
            Some(kind) => writer.text(kind),
            None => writer.null(),
        };
        author.write(&mut writer);
        writer.unsigned(*first).bytes_or_null(previous.as_ref().map(<[u8; 32]>::as_slice));
        writer.unsigned(*as_of).unsigned(*checkpoint).bytes(signature).array(self.run.changes.len());
        for change in &self.run.changes {
            writer.bytes(change);
        }
        writer.finish()
    }

    /// Reads one whole item.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`], also for a form not known here.
    pub fn decode(item: &[u8]) -> Result<Self, ProtocolError> {
        let mut reader = Reader::new(item);
        reader.array_of(13)?;
        if reader.text()? != FORM {
            return Err(ProtocolError::Malformed("not a run of this form"));
        }
        let organisation = reader.fixed()?;
        let document = reader.fixed()?;
        let kind = reader.optional(Reader::text)?;
        let author = Author::read(&mut reader)?;
        let first = reader.unsigned()?;
        let previous = reader.optional(Reader::fixed)?;
        let as_of = reader.unsigned()?;
        let checkpoint = reader.unsigned()?;
        let signature = reader.fixed()?;
        let changes: Vec<Arc<[u8]>> = reader.list(Reader::shared)?;
        reader.end()?;
        let count = changes.len() as u64;
        if first == 0 || count == 0 || first.checked_add(count).is_none() {
            return Err(ProtocolError::Malformed("an empty run"));
        }
        let cover = Cover { author, first, count, previous, as_of, checkpoint, signature };
        Ok(Self { organisation, document, kind, run: SignedRun { cover, changes } })
    }
}

/// Reads a file of runs.
///
/// # Errors
/// Any [`ProtocolError`]; [`ProtocolError::Cut`] for a file that ends inside a run or holds none.
pub fn read_file(bytes: &[u8], limits: Limits) -> Result<Vec<HandedOver>, ProtocolError> {
    let mut incoming = Incoming::new(limits);
    incoming.push(bytes)?;
    let mut runs = Vec::new();
    while let Some(item) = incoming.next_item()? {
        runs.push(HandedOver::decode(item)?);
    }
    if runs.is_empty() || incoming.is_inside_item() { Err(ProtocolError::Cut) } else { Ok(runs) }
}
