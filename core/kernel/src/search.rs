//! Folding of text for search: simplified and traditional characters, full and half width and case are one (domain §13),
//! and Chinese is cut into overlapping pairs so that words of two characters are found (R44). The device's store and
//! the server's ledger index and ask with the same functions.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Pairs of a traditional character and its simplified form, in the order of the first.
static SIMPLIFIED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let lines = include_str!("search/simplified.txt").lines().filter(|line| !line.starts_with('#'));
    let characters: Vec<char> = lines.flat_map(str::chars).collect();
    characters.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
});

/// One thing a text must contain to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// These words of [`index_words`], one directly after the other.
    Phrase(Vec<String>),
    /// A word that begins so.
    Prefix(String),
}

/// The text with its differences of script, width and case taken away: NFKC, lower case, simplified characters.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).map(simplified).collect()
}

/// The words to index a text by, separated by spaces. Chinese becomes overlapping pairs and the last character alone;
/// a number with separators (`SN-20/4`) becomes its pieces and all of them joined.
#[must_use]
pub fn index_words(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for group in groups(&fold(text)) {
        for run in &group {
            match run {
                Run::Letters(letters) => words.push(letters.clone()),
                Run::Characters(characters) => {
                    words.extend(characters.windows(2).map(String::from_iter));
                    words.extend(characters.last().map(char::to_string));
                }
            }
        }
        words.extend(joined(&group));
    }
    words.join(" ")
}

/// What a search for `query` asks of [`index_words`]; a text is found when every term is in it. Empty when the query
/// has nothing to search for.
#[must_use]
pub fn query_terms(query: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    for group in groups(&fold(query)) {
        if let Some(word) = joined(&group) {
            terms.push(Term::Prefix(word));
            continue;
        }
        terms.extend(group.into_iter().map(term));
    }
    terms
}

/// The digits of a telephone number, full width ones too. What separates them and the plus sign are left out.
#[must_use]
pub fn phone_digits(text: &str) -> String {
    text.nfkc().filter(char::is_ascii_digit).collect()
}

/// A stretch of text of one manner of writing.
#[derive(Debug)]
enum Run {
    /// Letters and digits of scripts that put spaces between words.
    Letters(String),
    /// Characters of scripts that do not.
    Characters(Vec<char>),
}

fn term(run: Run) -> Term {
    match run {
        Run::Letters(letters) => Term::Prefix(letters),
        Run::Characters(characters) if characters.len() == 1 => Term::Prefix(String::from_iter(characters)),
        Run::Characters(characters) => Term::Phrase(characters.windows(2).map(String::from_iter).collect()),
    }
}

/// The runs of a folded text, grouped as spaces divide them.
fn groups(folded: &str) -> Vec<Vec<Run>> {
    folded.split_whitespace().map(runs).collect()
}

fn runs(piece: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open = false;
    for character in piece.chars() {
        if !character.is_alphanumeric() {
            open = false;
            continue;
        }
        match (runs.last_mut(), is_unspaced(character)) {
            (Some(Run::Letters(letters)), false) if open => letters.push(character),
            (Some(Run::Characters(characters)), true) if open => characters.push(character),
            (_, false) => runs.push(Run::Letters(character.to_string())),
            (_, true) => runs.push(Run::Characters(vec![character])),
        }
        open = true;
    }
    runs
}

/// The pieces of a number with separators as one word, so that `sn204` finds `SN-20/4`.
fn joined(group: &[Run]) -> Option<String> {
    if group.len() < 2 {
        return None;
    }
    let letters = group.iter().map(|run| match run {
        Run::Letters(letters) => Some(letters.as_str()),
        Run::Characters(_) => None,
    });
    letters.collect()
}

fn simplified(character: char) -> char {
    if character.is_ascii() {
        return character;
    }
    let found = SIMPLIFIED.binary_search_by_key(&character, |pair| pair.0);
    found.map_or(character, |place| SIMPLIFIED[place].1)
}

/// Whether a character belongs to a script written without spaces: Han, kana, hangul.
const fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_folding_twice_changes_nothing() {
        assert!(SIMPLIFIED.len() > 4_000);
        assert!(SIMPLIFIED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(SIMPLIFIED.iter().all(|pair| simplified(pair.1) == pair.1));
    }

    #[test]
    fn script_width_and_case_are_folded() {
        assert_eq!(fold("液壓泵 ＡＢ－１２ Pump"), "液压泵 ab-12 pump");
        assert_eq!(fold("後臺洩漏"), fold("后台泄漏"));
    }

    #[test]
    fn chinese_is_indexed_by_pairs_and_its_last_character() {
        assert_eq!(index_words("液压泵"), "液压 压泵 泵");
        assert_eq!(index_words("泵"), "泵");
        assert_eq!(index_words("A4纸，漏油"), "a4 纸 漏油 油");
    }

    #[test]
    fn a_number_with_separators_is_indexed_in_pieces_and_joined() {
        assert_eq!(index_words("SN-2024/AB"), "sn 2024 ab sn2024ab");
        assert_eq!(query_terms("sn2024"), [Term::Prefix("sn2024".into())]);
        assert_eq!(query_terms("SN-2024"), [Term::Prefix("sn2024".into())]);
    }

    #[test]
    fn r44_a_query_of_two_characters_is_one_word_and_of_one_a_beginning() {
        assert_eq!(query_terms("漏油"), [Term::Phrase(vec!["漏油".into()])]);
        assert_eq!(query_terms("漏"), [Term::Prefix("漏".into())]);
        assert_eq!(query_terms("液壓泵"), [Term::Phrase(vec!["液压".into(), "压泵".into()])]);
        assert!(query_terms(" -，").is_empty());
    }

    #[test]
    fn phone_numbers_are_their_digits() {
        assert_eq!(phone_digits("+86 (010) ６２７７-1234"), "8601062771234");
    }
}
