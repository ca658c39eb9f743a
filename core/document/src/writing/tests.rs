use jobsheet_kernel::id::ActorId;
use proptest::prelude::*;

use super::{Draft, TYPED_BYTES, TYPED_OPERATIONS};
use crate::hashes::foreign_hashes;
use crate::tests::{ALICE, BOB, CAROL, fact, order, send, write_text};
use crate::{Document, text};

fn draft(document: &Document, new: &str) -> Draft {
    let object = document.history.layout.texts["notes"].object.clone();
    let heads = foreign_hashes(&document.heads());
    let splices = text::splices(&document.automerge, &object, &heads, new).unwrap();
    let mut draft = Draft::default();
    draft.splice(object, splices);
    draft
}

fn put(document: &Document, fact: &str, value: &[u8]) -> Draft {
    let mut draft = Draft::default();
    draft.put(document.map("facts").unwrap(), fact.to_owned(), value.to_vec());
    draft
}

fn types(document: &mut Document, actor: ActorId, text: &str) {
    let edit = write_text(document, "notes", text);
    document.edit(actor, &[edit]).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_typed_in_place_is_the_change_that_would_be_put_together(
        texts in prop::collection::vec(("[ab电梯👩‍🔧é\n]{0,40}", prop::option::of(0_u8..3)), 1..6),
        others in "[cd门]{0,20}",
    ) {
        let mut document = order();
        let mut elsewhere = document.clone();
        types(&mut elsewhere, BOB, &others);
        send(&elsewhere, &mut document);
        for (text, value) in texts {
            let mut draft = draft(&document, &text);
            let facts = document.map("facts").unwrap();
            value.into_iter().for_each(|value| draft.put(facts.clone(), "phone".to_owned(), vec![value]));
            let mut put_together = document.clone();
            let expected = put_together.put_together(ALICE, &draft).unwrap();
            let typed = document.type_in(ALICE, &draft).unwrap();
            prop_assert_eq!(typed.map(|change| change.bytes), expected.map(|change| change.bytes));
            prop_assert_eq!(document.heads(), put_together.heads());
            prop_assert_eq!(document.content().unwrap(), put_together.content().unwrap());
            prop_assert_eq!(document.save(), put_together.save());
        }
    }
}

#[test]
fn a_change_beside_its_authors_last_one_is_put_together() {
    let mut document = order();
    types(&mut document, ALICE, "水泵");
    let mut elsewhere = document.clone();
    assert!(document.may_be_typed(ALICE, &draft(&document, "水泵漏水")).unwrap());
    elsewhere.edit(BOB, &[fact("phone", "1")]).unwrap();
    send(&elsewhere, &mut document);
    // The library would name the author's last change beside the head that follows it.
    let draft = draft(&document, "水泵漏水");
    assert!(!document.may_be_typed(ALICE, &draft).unwrap() && document.may_be_typed(BOB, &draft).unwrap());
    let change = document.write(ALICE, &draft).unwrap().unwrap();
    assert_eq!(change.header.dependencies, elsewhere.heads());
}

#[test]
fn a_choice_between_values_is_put_together() {
    let mut document = order();
    let mut elsewhere = document.clone();
    document.edit(ALICE, &[fact("phone", "1")]).unwrap();
    elsewhere.edit(BOB, &[fact("phone", "2")]).unwrap();
    send(&elsewhere, &mut document);
    assert!(!document.may_be_typed(CAROL, &put(&document, "phone", b"1")).unwrap());
    assert!(document.may_be_typed(CAROL, &put(&document, "address", b"1")).unwrap());
}

#[test]
fn what_is_large_is_measured_before_it_is_written() {
    let document = order();
    let is_typed = |draft: &Draft| document.may_be_typed(ALICE, draft).unwrap();
    assert!(is_typed(&draft(&document, &"电".repeat(TYPED_OPERATIONS))));
    assert!(!is_typed(&draft(&document, &"电".repeat(TYPED_OPERATIONS + 1))));
    assert!(!is_typed(&put(&document, "phone", &[0; TYPED_BYTES])));
}
