use jobsheet_domain::aggregates::KINDS;

use super::*;
use crate::foreign::{self, Limits};
use crate::tests::{ALICE, BOB, fact, held, id, order};
use crate::{Document, codes};

fn written() -> Document {
    let mut document = order();
    document.edit(ALICE, &[fact("title", "lift")]).unwrap();
    document.edit(BOB, &[held("one")]).unwrap();
    document
}

#[test]
fn a_document_comes_back_from_its_file_change_by_change() {
    let document = written();
    let file = document.file();
    let changes = changes_of_file(document.kind(), id(), &file).unwrap();
    let expected = document.changes();
    assert!(changes.iter().zip(&expected).all(|(bytes, change)| **bytes == *change.bytes));
    assert_eq!(changes.len(), 2);
    let decoded: Vec<_> =
        changes.iter().map(|bytes| foreign::decode(id(), bytes, &Limits::default()).unwrap()).collect();
    let again = foreign::apply(&order(), &decoded, &Limits::default()).unwrap();
    assert_eq!(again.file(), file);
}

/// Any Automerge opens it: genesis is in it.
#[test]
fn the_storage_library_opens_a_file_by_itself() {
    let document = written();
    let loaded = crate::document::load_storage(&document.file()).unwrap();
    assert_eq!(crate::hashes::foreign_hashes(&document.heads()), loaded.get_heads());
    assert!(Document::load(KINDS, id(), &loaded.save()).is_ok());
}

#[test]
fn what_is_no_file_of_the_document_is_refused() {
    let document = written();
    let file = document.file();
    let refused =
        |bytes: &[u8], id| changes_of_file(document.kind(), id, bytes).err().map(|refused| refused.code);
    let undecodable = Some(codes::UNDECODABLE);
    assert_eq!(refused(&file, "01890a5d-ac96-774b-bcce-b302099a8058".parse().unwrap()), undecodable);
    assert_eq!(refused(&file[..file.len() - 1], id()), undecodable);
    assert_eq!(refused(&[&file[..], b"more"].concat(), id()), undecodable);
    let last = document.changes().pop().unwrap().bytes;
    assert_eq!(refused(&[&file[..], &last].concat(), id()), undecodable, "a change twice");
    for place in 0..file.len() {
        let mut altered = file.clone();
        altered[place] ^= 1;
        assert_eq!(refused(&altered, id()), undecodable, "byte {place}");
    }
}
