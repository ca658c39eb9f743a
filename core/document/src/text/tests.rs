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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_difference_leads_from_one_text_to_the_other(old in "[ab电梯👩‍🔧é\n]{0,30}", new in "[ab电梯👩‍🔧é\n]{0,30}") {
        prop_assert_eq!(patched(&old, &difference(&old, &new)), new);
    }
}
