//! Reads one whole CBOR item, in the subset of core deterministic CBOR (RFC 8949 §4.2.1) the protocol uses: integers,
//! byte and text strings, definite arrays, `false`, `true`, `null`; each with its shortest head.

use std::sync::Arc;

use crate::ProtocolError;

/// Major type of unsigned integers.
pub const UNSIGNED: u8 = 0;
/// Major type of negative integers.
pub const NEGATIVE: u8 = 1;
/// Major type of byte strings.
pub const BYTES: u8 = 2;
/// Major type of text strings.
pub const TEXT: u8 = 3;
/// Major type of arrays.
pub const ARRAY: u8 = 4;
/// Major type of simple values.
pub const SIMPLE: u8 = 7;

const FALSE: u64 = 20;
const TRUE: u64 = 21;
const NULL: u64 = 22;

/// The beginning of an item: its major type and its value, length or count.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// One of the constants above.
    pub major: u8,
    /// The value, length or count.
    pub value: u64,
    /// How many bytes the head itself takes.
    pub length: usize,
}

/// Reads a head; nothing when more bytes are needed.
pub fn read_head(bytes: &[u8]) -> Option<Result<Head, ProtocolError>> {
    let first = *bytes.first()?;
    let (major, low) = (first >> 5, u64::from(first & 0x1f));
    let simple = major == SIMPLE && (FALSE..=NULL).contains(&low);
    if !simple && major > ARRAY {
        return Some(Err(ProtocolError::Malformed("a kind of item the protocol does not use")));
    }
    if low < 24 {
        return Some(Ok(Head { major, value: low, length: 1 }));
    }
    if low > 27 {
        return Some(Err(ProtocolError::Malformed("an indefinite or reserved length")));
    }
    let width = 1_usize << (low - 24);
    let value = bytes.get(1..=width)?.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
    // The least value that needs this width.
    let least = if width == 1 { 24 } else { 1_u64 << (width * 4) };
    if value < least {
        return Some(Err(ProtocolError::Malformed("a head longer than needed")));
    }
    Some(Ok(Head { major, value, length: 1 + width }))
}

/// Reads the parts of one item in order.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Begins at the item's first byte.
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// An array's head: how many items follow.
    pub fn array(&mut self) -> Result<usize, ProtocolError> {
        let count = self.expect(ARRAY, "an array is needed")?;
        // Each item takes a byte at least, so a count that cannot be is refused before anyone loops over it.
        usize::try_from(count).ok().filter(|count| *count <= self.rest.len()).ok_or(SHORT)
    }

    /// An array's head of exactly this length.
    pub fn array_of(&mut self, length: usize) -> Result<(), ProtocolError> {
        if self.array()? == length {
            Ok(())
        } else {
            Err(ProtocolError::Malformed("another number of fields"))
        }
    }

    /// An unsigned integer.
    pub fn unsigned(&mut self) -> Result<u64, ProtocolError> {
        self.expect(UNSIGNED, "an unsigned integer is needed")
    }

    /// An integer of either sign.
    pub fn integer(&mut self) -> Result<i64, ProtocolError> {
        const WRONG: ProtocolError = ProtocolError::Malformed("a 64-bit integer is needed");
        let head = self.head()?;
        let size = i64::try_from(head.value).map_err(|_| WRONG)?;
        match head.major {
            UNSIGNED => Ok(size),
            NEGATIVE => Ok(-1 - size),
            _ => Err(WRONG),
        }
    }

    /// A byte string.
    pub fn bytes(&mut self) -> Result<&'a [u8], ProtocolError> {
        let length = self.expect(BYTES, "a byte string is needed")?;
        self.take(length)
    }

    /// A byte string of a fixed length.
    pub fn fixed<const N: usize>(&mut self) -> Result<[u8; N], ProtocolError> {
        self.bytes()?.try_into().map_err(|_| ProtocolError::Malformed("a byte string of another length"))
    }

    /// A byte string to be shared without copying again.
    pub fn shared(&mut self) -> Result<Arc<[u8]>, ProtocolError> {
        self.bytes().map(Arc::from)
    }

    /// A text string.
    pub fn text(&mut self) -> Result<String, ProtocolError> {
        let length = self.expect(TEXT, "a text string is needed")?;
        let bytes = self.take(length)?;
        String::from_utf8(bytes.to_vec()).map_err(|_| ProtocolError::Malformed("text that is not UTF-8"))
    }

    /// `true` or `false`.
    pub fn flag(&mut self) -> Result<bool, ProtocolError> {
        match self.expect(SIMPLE, "true or false is needed")? {
            TRUE => Ok(true),
            FALSE => Ok(false),
            _ => Err(ProtocolError::Malformed("true or false is needed")),
        }
    }

    /// What `read` reads, or nothing for `null`.
    pub fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, ProtocolError>,
    ) -> Result<Option<T>, ProtocolError> {
        const NULL_BYTE: u8 = SIMPLE << 5 | NULL as u8;
        if self.rest.first() == Some(&NULL_BYTE) {
            self.rest = &self.rest[1..];
            return Ok(None);
        }
        read(self).map(Some)
    }

    /// An array whose items `read` reads. Nothing is reserved for its announced length.
    pub fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, ProtocolError>,
    ) -> Result<Vec<T>, ProtocolError> {
        let count = self.array()?;
        let mut items = Vec::new();
        for _ in 0..count {
            items.push(read(self)?);
        }
        Ok(items)
    }

    /// Nothing may be left.
    pub const fn end(&self) -> Result<(), ProtocolError> {
        if self.rest.is_empty() { Ok(()) } else { Err(ProtocolError::Malformed("bytes after the item")) }
    }

    fn head(&mut self) -> Result<Head, ProtocolError> {
        let head = read_head(self.rest).ok_or(SHORT)??;
        self.rest = &self.rest[head.length..];
        Ok(head)
    }

    fn expect(&mut self, major: u8, otherwise: &'static str) -> Result<u64, ProtocolError> {
        let head = self.head()?;
        if head.major == major { Ok(head.value) } else { Err(ProtocolError::Malformed(otherwise)) }
    }

    fn take(&mut self, length: u64) -> Result<&'a [u8], ProtocolError> {
        let length = usize::try_from(length).ok().filter(|length| *length <= self.rest.len()).ok_or(SHORT)?;
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        Ok(taken)
    }
}

const SHORT: ProtocolError = ProtocolError::Malformed("an item shorter than it says");
