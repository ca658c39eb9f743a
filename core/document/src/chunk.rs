//! The outermost form of stored bytes: a chunk is magic, checksum, kind, length and body.

use jobsheet_kernel::id::ChangeHash;
use sha2::{Digest, Sha256};

use crate::error::Undecodable;

/// The four bytes every chunk begins with.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

/// The kinds of chunk.
pub(crate) const DOCUMENT: u8 = 0;
pub(crate) const CHANGE: u8 = 1;

/// A chunk whose checksum is right.
pub(crate) struct Chunk<'a> {
    pub kind: u8,
    /// SHA-256 over kind, length and body; its first four bytes are the checksum.
    pub hash: ChangeHash,
    pub body: &'a [u8],
}

/// The only chunk of some bytes.
pub(crate) fn only(bytes: &[u8]) -> Result<Chunk<'_>, Undecodable> {
    let rest = bytes.strip_prefix(&MAGIC).ok_or_else(|| Undecodable::bytes("no chunk: bad magic"))?;
    let (checksum, rest) = rest.split_at_checked(4).ok_or_else(truncated)?;
    let (&kind, sized) = rest.split_first().ok_or_else(truncated)?;
    let mut body = sized;
    let length = take_unsigned(&mut body)?;
    if u64::try_from(body.len()) != Ok(length) {
        return Err(Undecodable::bytes("the chunk's length is not that of the bytes"));
    }
    let hash = ChangeHash(Sha256::digest(rest).into());
    if hash.0[..4] != *checksum {
        return Err(Undecodable::bytes("bad checksum"));
    }
    Ok(Chunk { kind, hash, body })
}

/// Takes the first chunk off the front, by the length it says; whether it is undamaged is not looked at.
pub(crate) fn first<'a>(bytes: &mut &'a [u8]) -> Result<&'a [u8], Undecodable> {
    let whole = *bytes;
    let mut rest = whole.get(MAGIC.len() + 4 + 1..).ok_or_else(truncated)?;
    let length = take_unsigned(&mut rest)?;
    take(&mut rest, length)?;
    let (chunk, rest) = whole.split_at(whole.len() - rest.len());
    *bytes = rest;
    Ok(chunk)
}

/// Fails unless the bytes are exactly one document chunk.
pub(crate) fn only_document(bytes: &[u8]) -> Result<(), Undecodable> {
    let chunk = only(bytes)?;
    if chunk.kind == DOCUMENT { Ok(()) } else { Err(Undecodable::bytes("not a document chunk")) }
}

/// Takes an unsigned LEB128 number off the front; refuses longer encodings than needed.
pub(crate) fn take_unsigned(bytes: &mut &[u8]) -> Result<u64, Undecodable> {
    let mut value: u64 = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first().ok_or_else(truncated)?;
        *bytes = rest;
        let part = u64::from(byte & 0x7f);
        if shift == 63 && part > 1 {
            break;
        }
        value |= part << shift;
        if byte & 0x80 == 0 {
            let minimal = byte != 0 || shift == 0;
            return minimal
                .then_some(value)
                .ok_or_else(|| Undecodable::bytes("a number longer than it needs to be"));
        }
    }
    Err(Undecodable::bytes("a number beyond 64 bits"))
}

/// Takes a signed LEB128 number off the front.
pub(crate) fn take_signed(bytes: &mut &[u8]) -> Result<i64, Undecodable> {
    let mut value: i64 = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first().ok_or_else(truncated)?;
        *bytes = rest;
        value |= i64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            let negative = byte & 0x40 != 0 && shift + 7 < 64;
            return Ok(if negative { value | (-1 << (shift + 7)) } else { value });
        }
    }
    Err(Undecodable::bytes("a number beyond 64 bits"))
}

/// Takes `length` bytes off the front.
pub(crate) fn take<'a>(bytes: &mut &'a [u8], length: u64) -> Result<&'a [u8], Undecodable> {
    let length = usize::try_from(length).map_err(|_| truncated())?;
    let (taken, rest) = bytes.split_at_checked(length).ok_or_else(truncated)?;
    *bytes = rest;
    Ok(taken)
}

fn truncated() -> Undecodable {
    Undecodable::bytes("the bytes end too early")
}
