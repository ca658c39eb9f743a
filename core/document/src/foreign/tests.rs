//! Every check, fed with bytes that are right in everything else. The builders repair the checksum, so that only the
//! check itself can refuse.

mod bytes;
mod graph;
mod hostile;
mod rules;
mod snapshots;

use automerge::ExpandedChange;
use jobsheet_kernel::edit::Edit;
use jobsheet_kernel::id::ActorId;
use sha2::{Digest, Sha256};

use super::{ForeignChange, Limits, apply, decode};
use crate::tests::{ALICE, BOB, fact, held, id, item, order, write_text};
use crate::{Document, Undecodable};
use jobsheet_kernel::value::Value;

/// A document in which two people have written everything there is.
fn written() -> Document {
    let mut document = order();
    let text = write_text(&document, "notes", "油压");
    document.edit(ALICE, &[fact("title", "lift"), text, held("busy")]).unwrap();
    let answer = Edit::Answer { item: "1/oil".to_owned(), value: Value::Flag(true) };
    document.edit(BOB, &[item("caption", Value::Integer(4)), answer]).unwrap();
    document
}

/// What `actor` would write next with these edits, taken apart.
fn next(document: &Document, actor: ActorId, edits: &[Edit]) -> ExpandedChange {
    let change = document.clone().edit(actor, edits).unwrap().change.unwrap();
    automerge::Change::from_bytes(change.bytes.to_vec()).unwrap().decode()
}

/// The bytes of a change put together again.
fn bytes(change: ExpandedChange) -> Vec<u8> {
    automerge::Change::from(change).raw_bytes().to_vec()
}

/// A chunk with the right checksum over any kind and body.
fn chunk(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut hashed = vec![kind];
    unsigned(&mut hashed, body.len() as u64);
    hashed.extend(body);
    let mut bytes = vec![0x85, 0x6f, 0x4a, 0x83];
    bytes.extend(&Sha256::digest(&hashed)[..4]);
    bytes.extend(hashed);
    bytes
}

fn unsigned(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The body of a chunk.
fn body(bytes: &[u8]) -> &[u8] {
    crate::chunk::only(bytes).unwrap().body
}

fn decoded(bytes: &[u8]) -> Result<ForeignChange, Undecodable> {
    decode(id(), bytes, &Limits::default())
}

/// The code with which a document refuses bytes, which must leave it untouched.
fn refusal(document: &Document, bytes: &[u8]) -> &'static str {
    let before = document.save();
    let refused =
        decoded(bytes).and_then(|change| apply(document, &[change], &Limits::default())).unwrap_err();
    assert_eq!(document.save(), before);
    refused.code
}
