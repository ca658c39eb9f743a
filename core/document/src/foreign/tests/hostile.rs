//! Bytes made to harm: whatever they are, the answer is a refusal or a document that stays whole.

use automerge::ExpandedChange;
use automerge::legacy::{ElementId, Key, ObjectId, OpId, OpType, SortedVec};
use automerge::{ObjType, ScalarValue};
use jobsheet_domain::aggregates::KINDS;
use proptest::prelude::*;
use proptest::sample::Index;

use super::{
    ALICE, Document, Limits, apply, body, bytes, chunk, decoded, fact, held, item, next, write_text, written,
};
use jobsheet_kernel::value::Value;

fn sound() -> (Document, ExpandedChange) {
    let document = written();
    let edits = [
        fact("title", "stairs"),
        write_text(&document, "notes", "低油👩‍🔧"),
        held("x"),
        item("caption", Value::Flag(true)),
    ];
    let change = next(&document, ALICE, &edits);
    (document, change)
}

/// Takes bytes as far as they go. What is taken can be read, written on, saved and loaded.
fn try_to_take(document: &Document, bytes: &[u8]) {
    let Ok(change) = decoded(bytes) else { return };
    let Ok(mut taken) = apply(document, &[change], &Limits::default()) else { return };
    let content = taken.content().unwrap();
    let reloaded = Document::load(KINDS, taken.id(), &taken.save()).unwrap();
    assert_eq!((reloaded.heads(), reloaded.content().unwrap()), (taken.heads(), content));
    for change in taken.changes() {
        let _ = taken.deeds(change.header.hash);
    }
    let text = write_text(&taken, "notes", "after the attack");
    taken.edit(ALICE, &[text, fact("title", "after the attack"), held("after")]).unwrap();
    assert_eq!(taken.content().unwrap().text("notes"), "after the attack");
}

fn an_id(change: &ExpandedChange, counter: u64, actor: u8) -> OpId {
    let actors = [[0xa1; 16], [0xb0; 16], [9; 16]].map(automerge::ActorId::from);
    match actor {
        0..=2 => OpId::new(counter, &actors[usize::from(actor)]),
        3 => change.operations[0].key.to_opid().unwrap_or_else(|| OpId::new(counter, &change.actor_id)),
        _ => match &change.operations[0].obj {
            ObjectId::Id(id) => OpId::new(counter, id.actor()),
            ObjectId::Root => OpId::new(counter, &change.actor_id),
        },
    }
}

fn an_action(what: u8) -> OpType {
    match what {
        0 => OpType::Delete,
        1 => OpType::Make(ObjType::Text),
        2 => OpType::Increment(3),
        3 => OpType::Put(ScalarValue::Str("x".into())),
        4 => OpType::Put(ScalarValue::Bytes(vec![0xf5])),
        5 => OpType::Put(ScalarValue::counter(1)),
        6 => OpType::MarkEnd(true),
        _ => OpType::Put(ScalarValue::Null),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn flipped_bytes_with_a_repaired_checksum_never_panic(flips in prop::collection::vec((any::<Index>(), any::<u8>()), 1..4)) {
        let (document, change) = sound();
        let mut content = body(&bytes(change)).to_vec();
        for (at, byte) in flips {
            let at = at.index(content.len());
            content[at] = byte;
        }
        try_to_take(&document, &chunk(1, &content));
    }

    #[test]
    fn cut_and_spliced_bytes_with_a_repaired_checksum_never_panic(
        from in any::<Index>(), to in any::<Index>(), insert in prop::collection::vec(any::<u8>(), 0..6),
    ) {
        let (document, change) = sound();
        let mut content = body(&bytes(change)).to_vec();
        let (from, to) = (from.index(content.len()), to.index(content.len()));
        content.splice(from.min(to)..from.max(to), insert);
        try_to_take(&document, &chunk(1, &content));
    }

    #[test]
    fn operations_that_name_anything_never_panic(
        tampers in prop::collection::vec((any::<Index>(), 0..7_u8, 0..60_u64, 0..5_u8), 1..4),
    ) {
        let (document, mut change) = sound();
        for (at, what, counter, actor) in tampers {
            let id = an_id(&change, counter, actor);
            let at = at.index(change.operations.len());
            let operation = &mut change.operations[at];
            match what {
                0 => operation.obj = ObjectId::Id(id),
                1 => operation.key = Key::Seq(ElementId::Id(id)),
                2 => operation.pred = SortedVec::from(vec![id]),
                3 => operation.key = Key::Seq(ElementId::Head),
                4 => operation.key = Key::from("title"),
                5 => operation.insert = !operation.insert,
                _ => operation.action = an_action(actor + (counter % 4) as u8),
            }
        }
        try_to_take(&document, &bytes(change));
    }

    #[test]
    fn arbitrary_bytes_never_panic(content in prop::collection::vec(any::<u8>(), 0..200), kind in 0..4_u8) {
        let document = written();
        try_to_take(&document, &chunk(kind, &content));
        let _ = Document::load(KINDS, document.id(), &chunk(0, &content));
    }
}
