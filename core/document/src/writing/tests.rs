use jobsheet_kernel::id::ActorId;
use proptest::prelude::*;

use super::{Draft, TYPED_CHARACTERS};
use crate::hashes::foreign_hashes;
use crate::tests::{ALICE, BOB, fact, order, send, write_text};
use crate::{Document, text};

fn draft(document: &Document, new: &str) -> Draft {
    let object = document.history.layout.texts["notes"].object.clone();
    let heads = foreign_hashes(&document.heads());
    let splices = text::splices(&document.automerge, &object, &heads, new).unwrap();
    let mut draft = Draft::default();
    draft.splice(object, splices);
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
        texts in prop::collection::vec("[ab电梯👩‍🔧é\n]{0,40}", 1..6),
        others in "[cd门]{0,20}",
    ) {
        let mut document = order();
        let mut elsewhere = document.clone();
        types(&mut elsewhere, BOB, &others);
        send(&elsewhere, &mut document);
        for text in texts {
            let draft = draft(&document, &text);
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
    assert!(document.may_be_typed(ALICE, &draft(&document, "水泵漏水")));
    elsewhere.edit(BOB, &[fact("phone", "1")]).unwrap();
    send(&elsewhere, &mut document);
    // The library would name the author's last change beside the head that follows it.
    let draft = draft(&document, "水泵漏水");
    assert!(!document.may_be_typed(ALICE, &draft) && document.may_be_typed(BOB, &draft));
    let change = document.write(ALICE, &draft).unwrap().unwrap();
    assert_eq!(change.header.dependencies, elsewhere.heads());
}

#[test]
fn a_long_text_is_measured_before_it_is_written() {
    let document = order();
    assert!(document.may_be_typed(ALICE, &draft(&document, &"电".repeat(TYPED_CHARACTERS))));
    assert!(!document.may_be_typed(ALICE, &draft(&document, &"电".repeat(TYPED_CHARACTERS + 1))));
}
