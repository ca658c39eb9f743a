//! Two and three replicas writing without knowledge of each other.

use jobsheet_kernel::content::Shown;
use jobsheet_kernel::edit::{Deed, Edit};
use jobsheet_kernel::place::conflicts;
use jobsheet_kernel::value::Value;
use proptest::prelude::*;

use super::{ALICE, BOB, CAROL, content, fact, held, item, order, send, write_text};
use jobsheet_kernel::history::{History as _, Relation};

use crate::Document;

/// Three replicas that wrote concurrently, each with everybody's changes, received in different orders.
fn merged(alice: &Document, bob: &Document, carol: &Document) -> [Document; 3] {
    let mut replicas = [alice.clone(), bob.clone(), carol.clone()];
    send(bob, &mut replicas[0]);
    send(carol, &mut replicas[0]);
    send(carol, &mut replicas[1]);
    send(alice, &mut replicas[1]);
    let both = replicas[1].clone();
    send(&both, &mut replicas[2]);
    replicas
}

#[test]
fn concurrent_facts_are_both_kept_with_their_authors_in_one_order_for_all() {
    let mut base = order();
    base.edit(ALICE, &[fact("address", "old")]).unwrap();
    let (mut alice, mut bob, mut carol) = (base.clone(), base.clone(), base.clone());
    let by_alice = alice.edit(ALICE, &[fact("address", "厦门")]).unwrap().change.unwrap();
    let by_bob = bob.edit(BOB, &[fact("address", "Xiamen")]).unwrap().change.unwrap();
    carol.edit(CAROL, &[held("busy")]).unwrap();
    let replicas = merged(&alice, &bob, &carol);
    let seen = content(&replicas[0]);
    assert_eq!(content(&replicas[1]), seen);
    assert_eq!(content(&replicas[2]), seen);
    let entries = &seen.facts["address"].entries;
    let mut authors: Vec<_> = entries.iter().map(|entry| (entry.actor, entry.change)).collect();
    authors.sort_unstable();
    assert_eq!(authors, [(ALICE, by_alice.header.hash), (BOB, by_bob.header.hash)]);
    assert_eq!(conflicts(&seen).map(|(place, _)| place.to_string()).collect::<Vec<_>>(), ["fact/address"]);
    let mut chosen = replicas[2].clone();
    chosen.edit(CAROL, &[fact("address", "厦门")]).unwrap();
    assert_eq!(content(&chosen).facts["address"].entries.len(), 1, "choosing replaces every value seen");
}

/// R49: nobody's value is shown because they wrote more besides; versions of before showed it.
#[test]
fn r49_a_value_is_not_won_by_what_else_its_author_wrote() {
    let mut base = order();
    base.edit(ALICE, &[fact("address", "old")]).unwrap();
    let mut busy = base.clone();
    for number in 0..200 {
        busy.edit(BOB, &[fact("phone", &number.to_string())]).unwrap();
    }
    let won = (0..32).filter(|number| {
        let (mut alice, mut bob) = (base.clone(), busy.clone());
        let quiet = alice.edit(ALICE, &[fact("address", &format!("true {number}"))]).unwrap().change.unwrap();
        let loud = bob.edit(BOB, &[fact("address", &format!("false {number}"))]).unwrap().change.unwrap();
        send(&bob, &mut alice);
        let shown = content(&alice).facts["address"].entries[0].change;
        assert_eq!(shown, quiet.header.hash.max(loud.header.hash));
        let before = alice.content_shown(&alice.heads(), Shown::ByOperation).unwrap();
        assert_eq!(before.facts["address"].entries[0].actor, BOB, "as it was signed before");
        assert!(before.has_conflict() && !content(&busy).has_conflict());
        shown == loud.header.hash
    });
    assert!((4..28).contains(&won.count()), "now one, now the other");
}

/// The storage library would delete the other value instead of writing the chosen one, and nobody could see who chose.
#[test]
fn choosing_the_value_that_is_shown_already_is_a_deed_of_the_chooser() {
    let base = order();
    let (mut alice, mut bob) = (base.clone(), base.clone());
    alice.edit(ALICE, &[fact("address", "厦门")]).unwrap();
    bob.edit(BOB, &[fact("address", "Xiamen")]).unwrap();
    send(&bob, &mut alice);
    let shown = content(&alice).fact_text("address").to_owned();
    let choice = alice.edit(CAROL, &[fact("address", &shown)]).unwrap().change.unwrap();
    let deed = Deed::Fact { name: "address".to_owned(), value: Value::Text(shown.clone()) };
    assert_eq!(alice.deeds(choice.header.hash).unwrap(), [deed]);
    let entries = &content(&alice).facts["address"].entries;
    assert_eq!((entries.len(), entries[0].actor, &entries[0].value), (1, CAROL, &Value::Text(shown)));
    send(&alice, &mut bob);
    assert_eq!(content(&bob), content(&alice));
}

#[test]
fn concurrent_events_stand_beside_each_other_and_the_next_comes_after_both() {
    let base = order();
    let (mut alice, mut bob) = (base.clone(), base.clone());
    let by_alice = alice.edit(ALICE, &[held("a")]).unwrap().events.remove(0);
    let by_bob = bob.edit(BOB, &[held("b")]).unwrap().events.remove(0);
    send(&bob, &mut alice);
    let next = alice.edit(ALICE, &[held("next")]).unwrap().events.remove(0);
    let mut both = vec![by_alice.key, by_bob.key];
    both.sort_unstable();
    assert_eq!((next.order, next.after), (2, both));
    send(&alice, &mut bob);
    assert_eq!(content(&alice), content(&bob));
}

/// The same event can reach a document twice, by way of a device it was handed over to.
#[test]
fn an_event_recorded_twice_is_one_event_for_those_that_follow() {
    let base = order();
    let (mut alice, mut bob) = (base.clone(), base.clone());
    let first = alice.edit(ALICE, &[held("same")]).unwrap().events.remove(0);
    assert_eq!(bob.edit(BOB, &[held("same")]).unwrap().events, [first]);
    let next = alice.edit(ALICE, &[held("next")]).unwrap().events.remove(0);
    send(&bob, &mut alice);
    send(&alice, &mut bob);
    for replica in [&alice, &bob] {
        let heads = replica.heads();
        let walked = [heads.clone(), base.heads()].concat();
        assert_eq!(
            (replica.event_place(&heads).order, replica.event_place(&heads).after),
            (3, vec![next.key])
        );
        assert_eq!(replica.event_place(&walked), replica.event_place(&heads));
    }
    assert_eq!(content(&alice), content(&bob));
}

#[test]
fn the_same_visit_opened_twice_is_one_change() {
    let base = order();
    let (mut alice, mut bob) = (base.clone(), base.clone());
    let open = |document: &Document, text: &str| {
        [
            Edit::OpenSection { number: 2 },
            Edit::Text { field: "2/findings".to_owned(), base: document.heads(), text: text.to_owned() },
        ]
    };
    let by_alice = alice.edit(ALICE, &open(&base, "甲")).unwrap();
    let by_bob = bob.edit(BOB, &open(&base, "乙")).unwrap();
    assert_eq!(by_alice.deterministic, by_bob.deterministic);
    send(&bob, &mut alice);
    send(&alice, &mut bob);
    let text = content(&alice).texts["2/findings"].clone();
    assert!(text == "甲乙" || text == "乙甲");
    assert_eq!(content(&bob), content(&alice));
}

#[test]
fn a_receiver_makes_the_visit_a_change_builds_on() {
    let (mut alice, mut bob) = (order(), order());
    alice.edit(ALICE, &[Edit::OpenSection { number: 3 }, fact("title", "third time")]).unwrap();
    send(&alice, &mut bob);
    assert_eq!(content(&bob), content(&alice));
    assert_eq!(bob.heads(), alice.heads());
}

/// R49: both sides' edits of one text stay, each where it was made.
#[test]
fn text_merges_both_sides_edits_where_they_were_made() {
    let mut base = order();
    base.edit(ALICE, &[write_text(&order(), "notes", "电机异响。油位正常。👩‍🔧已检查。")]).unwrap();
    let (mut alice, mut bob) = (base.clone(), base.clone());
    alice.edit(ALICE, &[write_text(&base, "notes", "主电机异响。油位正常。👩‍🔧已检查。")]).unwrap();
    bob.edit(BOB, &[write_text(&base, "notes", "电机异响。油位偏低。👨‍🔧已检查并拍照。")]).unwrap();
    send(&bob, &mut alice);
    send(&alice, &mut bob);
    assert_eq!(content(&alice).text("notes"), "主电机异响。油位偏低。👨‍🔧已检查并拍照。");
    assert_eq!(content(&alice), content(&bob));
}

#[test]
fn an_edit_against_an_old_text_lands_where_its_author_meant_it() {
    let mut document = order();
    document.edit(ALICE, &[write_text(&order(), "notes", "one three five")]).unwrap();
    let seen = document.clone();
    document.edit(BOB, &[write_text(&document, "notes", "zero one three four five six")]).unwrap();
    document.edit(BOB, &[write_text(&document, "notes", "zero one four five six")]).unwrap();
    document.edit(ALICE, &[write_text(&seen, "notes", "one two three five!")]).unwrap();
    assert_eq!(content(&document).text("notes"), "zero one two four five! six");
}

#[test]
fn deleting_a_passage_spares_what_was_typed_into_it_meanwhile() {
    let mut document = order();
    document.edit(ALICE, &[write_text(&order(), "notes", "keep drop keep")]).unwrap();
    let seen = document.clone();
    document.edit(BOB, &[write_text(&document, "notes", "keep dr新op keep")]).unwrap();
    document.edit(ALICE, &[write_text(&seen, "notes", "keep keep")]).unwrap();
    assert_eq!(content(&document).text("notes").replace(' ', ""), "keep新keep");
}

#[test]
fn what_both_deleted_is_deleted_once() {
    let mut document = order();
    document.edit(ALICE, &[write_text(&order(), "notes", "左右门")]).unwrap();
    let seen = document.clone();
    document.edit(BOB, &[write_text(&document, "notes", "左门")]).unwrap();
    document.edit(ALICE, &[write_text(&seen, "notes", "左门")]).unwrap();
    assert_eq!(content(&document).text("notes"), "左门");
}

/// R19: what others did meanwhile without knowing is beside the signature, not after it.
#[test]
fn a_sign_off_is_made_on_what_the_customer_read_and_the_rest_is_beside_it() {
    let mut document = order();
    let earlier = document.edit(ALICE, &[fact("title", "lift")]).unwrap().change.unwrap().header.hash;
    let read = document.heads();
    let meanwhile = document.edit(BOB, &[fact("title", "stairs")]).unwrap().change.unwrap().header.hash;
    let signed = document.edit_at(&read, ALICE, &[held("signed")]).unwrap().change.unwrap();
    assert_eq!((&signed.header.dependencies, signed.header.seq), (&read, 2));
    let later = document.edit(BOB, &[fact("title", "ladder")]).unwrap().change.unwrap().header.hash;
    let related = document.related(&document.heads(), &read, signed.header.hash);
    let relation = |wanted| related.iter().find(|change| change.hash == wanted).unwrap().relation;
    assert_eq!(relation(earlier), Relation::Covered);
    assert_eq!(relation(signed.header.hash), Relation::Covered);
    assert_eq!(relation(meanwhile), Relation::Beside);
    assert_eq!(relation(later), Relation::After);
    assert_eq!(document.content_at(&read).unwrap().fact_text("title"), "lift");
    assert!(document.is_ancestor(earlier, later) && !document.is_ancestor(later, earlier));
    content(&document);
}

#[test]
fn an_actor_cannot_write_on_a_version_before_its_own_last_change() {
    let mut document = order();
    document.edit(ALICE, &[fact("title", "lift")]).unwrap();
    let read = document.heads();
    document.edit(ALICE, &[fact("title", "stairs")]).unwrap();
    let refused = document.edit_at(&read, ALICE, &[held("signed")]).unwrap_err();
    assert_eq!(refused.code(), "document.actor_beyond");
}

#[test]
fn content_is_read_on_over_a_section_that_was_opened_meanwhile() {
    let mut document = order();
    document.edit(ALICE, &[fact("title", "lift"), write_text(&order(), "notes", "one")]).unwrap();
    let (heads, was) = (document.heads(), document.content().unwrap());
    let findings =
        Edit::Text { field: "2/findings".to_owned(), base: heads.clone(), text: "轴承".to_owned() };
    document.edit(BOB, &[Edit::OpenSection { number: 2 }, findings, fact("title", "stairs")]).unwrap();
    assert_eq!(document.content_since(&heads, was).unwrap(), content(&document));
}

#[derive(Clone, Debug)]
enum Step {
    Write { replica: usize, what: u8, text: String },
    Send { from: usize, to: usize },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let write = (0..3_usize, any::<u8>(), "[a-c电梯👩‍🔧]{0,8}");
    let write = write.prop_map(|(replica, what, text)| Step::Write { replica, what, text });
    let send = (0..3_usize, 0..3_usize).prop_map(|(from, to)| Step::Send { from, to });
    prop::collection::vec(prop_oneof![3 => write, 1 => send], 0..24)
}

fn take_step(replicas: &mut [Document; 3], step: Step) {
    match step {
        Step::Send { from, to } => {
            let from = replicas[from].clone();
            send(&from, &mut replicas[to]);
        }
        Step::Write { replica, what, text } => {
            let document = &mut replicas[replica];
            let edit = match what % 4 {
                0 => fact("title", &text),
                1 => item("caption", Value::Text(text)),
                2 => write_text(document, "notes", &text),
                _ => held(&text),
            };
            let (heads, was) = (document.heads(), document.content().unwrap());
            document.edit([ALICE, BOB, CAROL][replica], &[edit]).unwrap();
            assert_eq!(document.content_since(&heads, was).unwrap(), document.content().unwrap());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn replicas_with_the_same_changes_have_the_same_content(steps in steps()) {
        let mut replicas = [order(), order(), order()];
        for step in steps {
            take_step(&mut replicas, step);
        }
        let merged = merged(&replicas[0], &replicas[1], &replicas[2]);
        let seen = content(&merged[0]);
        prop_assert_eq!(&content(&merged[1]), &seen);
        prop_assert_eq!(&content(&merged[2]), &seen);
        prop_assert!(seen.irregularities.is_empty());
        for change in merged[0].changes() {
            prop_assert!(merged[1].deeds(change.header.hash).is_ok());
            let then = &change.header.dependencies;
            let was = merged[2].content_at(then).unwrap();
            prop_assert_eq!(&merged[0].content_at(then).unwrap(), &was);
            prop_assert_eq!(&merged[0].content_since(then, was).unwrap(), &seen);
        }
    }
}
