//! Cuts a CBOR sequence (RFC 8742) into its items, however the bytes arrive.

use crate::ProtocolError;
use crate::reader::{ARRAY, BYTES, Head, TEXT, read_head};

/// How much a session reads. Lengths in bytes, before any compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest single message.
    pub item: usize,
    /// All messages of one conversation.
    pub total: u64,
}

impl Default for Limits {
    /// One mebibyte a message, 64 a conversation.
    fn default() -> Self {
        Self { item: 1 << 20, total: 64 << 20 }
    }
}

/// The deepest nesting any message has is four arrays; a reserve for messages to come.
const DEEPEST: usize = 8;

/// Finds the end of each item as bytes arrive, without reading any byte twice and without ever reserving what a
/// length merely promises.
#[derive(Debug)]
pub struct Incoming {
    limits: Limits,
    received: u64,
    buffer: Vec<u8>,
    /// Where the present item begins in the buffer.
    start: usize,
    scan: Scan,
}

/// How far the present item has been looked at.
#[derive(Debug, Default)]
struct Scan {
    /// The next byte to look at, counted from the item's start. May lie beyond what has arrived, inside a string.
    position: usize,
    /// For each open array, how many items it still wants.
    open: Vec<usize>,
    /// Whether the item's end is known.
    ended: bool,
}

impl Incoming {
    /// Nothing received yet.
    #[must_use]
    pub const fn new(limits: Limits) -> Self {
        let scan = Scan { position: 0, open: Vec::new(), ended: false };
        Self { limits, received: 0, buffer: Vec::new(), start: 0, scan }
    }

    /// Takes more bytes.
    ///
    /// # Errors
    /// [`ProtocolError::TooLarge`] beyond the total.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ProtocolError> {
        self.received += bytes.len() as u64;
        if self.received > self.limits.total {
            return Err(ProtocolError::TooLarge("conversation"));
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
        Ok(())
    }

    /// The next complete item, if it has arrived.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`] or [`ProtocolError::TooLarge`], as soon as it can be known.
    pub fn next_item(&mut self) -> Result<Option<&[u8]>, ProtocolError> {
        let begun = &self.buffer[self.start..];
        if !self.scan.advance(begun, self.limits.item)? {
            return Ok(None);
        }
        let (from, length) = (self.start, self.scan.position);
        self.start += length;
        self.scan = Scan::default();
        Ok(Some(&self.buffer[from..from + length]))
    }

    /// Whether an item has begun and not ended.
    #[must_use]
    pub const fn is_inside_item(&self) -> bool {
        self.start < self.buffer.len()
    }
}

impl Scan {
    /// Looks at what has arrived of the item; true once it is whole.
    fn advance(&mut self, bytes: &[u8], longest: usize) -> Result<bool, ProtocolError> {
        while !self.ended {
            let Some(head) = bytes.get(self.position..).and_then(read_head) else { return Ok(false) };
            self.pass(&head?, longest)?;
        }
        Ok(self.position <= bytes.len())
    }

    /// Steps over one head and, for a string, over the bytes it announces.
    fn pass(&mut self, head: &Head, longest: usize) -> Result<(), ProtocolError> {
        self.position += head.length;
        // A string's length is its bytes, and each item of an array is a byte at least: a promise beyond the limit is
        // refused before anything is kept for it.
        let promised = if matches!(head.major, BYTES | TEXT | ARRAY) { head.value } else { 0 };
        let room = longest.checked_sub(self.position).ok_or(ProtocolError::TooLarge("message"))?;
        let promised = usize::try_from(promised).ok().filter(|promised| *promised <= room);
        let promised = promised.ok_or(ProtocolError::TooLarge("message"))?;
        if head.major == ARRAY && promised > 0 {
            if self.open.len() == DEEPEST {
                return Err(ProtocolError::Malformed("nested too deep"));
            }
            self.open.push(promised);
            return Ok(());
        }
        self.position += promised;
        self.close_item();
        Ok(())
    }

    /// One item is behind us: counts it in the arrays it ends.
    fn close_item(&mut self) {
        while let Some(wanted) = self.open.last_mut() {
            *wanted -= 1;
            if *wanted > 0 {
                return;
            }
            self.open.pop();
        }
        self.ended = true;
    }
}
