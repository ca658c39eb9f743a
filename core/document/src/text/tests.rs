use proptest::prelude::*;

use super::{Hunk, difference};

fn patched(old: &str, hunks: &[Hunk]) -> String {
    let mut characters: Vec<char> = old.chars().collect();
    for hunk in hunks.iter().rev() {
        characters.splice(hunk.at..hunk.at + hunk.delete, hunk.insert.chars());
    }
    characters.into_iter().collect()
}

#[test]
fn a_family_emoji_is_replaced_whole() {
    let hunks = difference("门👨‍👩‍👧坏", "门👨‍👩‍👦坏");
    assert_eq!(hunks, [Hunk { at: 1, delete: 5, insert: "👨‍👩‍👦".to_owned() }]);
}

#[test]
fn a_large_paste_is_one_hunk_and_quick() {
    let (old, new) = ("一".repeat(3_000), "二".repeat(3_000));
    assert_eq!(difference(&old, &new), [Hunk { at: 0, delete: 3_000, insert: new }]);
}

#[test]
fn a_word_in_the_middle_of_long_notes_is_found_where_it_stands() {
    let notes = |middle: &str| {
        format!("{}one two {middle}four{}", "油压正常。👩‍🔧\n".repeat(900), "\n漏油 é".repeat(900))
    };
    let at = "油压正常。👩‍🔧\n".chars().count() * 900 + "one two ".len();
    let inserted = [Hunk { at, delete: 0, insert: "three ".to_owned() }];
    assert_eq!(difference(&notes(""), &notes("three ")), inserted);
    assert_eq!(difference(&notes("three "), &notes("")), [Hunk { at, delete: 6, insert: String::new() }]);
}

#[test]
fn what_is_repeated_at_length_is_patched_all_the_same() {
    for (old, new) in [
        ("🇨🇳".repeat(200), "🇨🇳".repeat(201)),
        ("ab".repeat(900), "ab".repeat(901)),
        ("🇨".repeat(301), "🇨".repeat(300)),
    ] {
        assert_eq!(patched(&old, &difference(&old, &new)), new);
        assert_eq!(patched(&new, &difference(&new, &old)), old);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_difference_leads_from_one_text_to_the_other(old in "[ab电梯👩‍🔧é\n]{0,30}", new in "[ab电梯👩‍🔧é\n]{0,30}") {
        prop_assert_eq!(patched(&old, &difference(&old, &new)), new);
    }

    #[test]
    fn so_does_that_of_long_texts(
        (front, old, new, back) in
            ("[ab电梯👩‍🔧é\n]{0,400}", "[a电👩‍🔧]{0,4}", "[a电👩‍🔧]{0,4}", "[ab电梯👩‍🔧é\n]{0,400}"),
    ) {
        let (old, new) = (format!("{front}{old}{back}"), format!("{front}{new}{back}"));
        prop_assert_eq!(patched(&old, &difference(&old, &new)), new);
    }
}
