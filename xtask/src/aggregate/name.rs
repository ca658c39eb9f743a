//! The name of a kind of document, in its three spellings.

use crate::run::Result;

/// Words that are something else in Rust, or in what every aggregate names.
const TAKEN: &str = "abstract as async await become box break case const continue crate do dyn else enum extern false final \
    fn for gen if impl in let loop macro match mod move mut option override possible priv pub ref result return rules self \
    static struct super trait true try type typeof unsafe unsized use vec virtual where while yield";

/// The name of an aggregate.
#[derive(Debug, PartialEq, Eq)]
pub struct Name {
    /// As it is stored, sent and used for the module: `spare_claim`.
    pub snake: String,
    /// As its types begin: `SpareClaim`.
    pub pascal: String,
    /// As documentation and English sentences say it: `spare claim`.
    pub words: String,
    /// As sentences in Simplified and in Traditional Chinese say it: `备件索赔`, `備件索賠`.
    pub chinese: [String; 2],
}

impl Name {
    /// Reads a name: lower-case words of ASCII letters and digits, each beginning with a letter, joined by `_`. So both
    /// serde and this tool spell it the same way. `chinese` is the name in both scripts, separated by a comma.
    pub fn parse(word: &str, chinese: &str) -> Result<Self> {
        let plain = |part: &str| {
            part.starts_with(|first: char| first.is_ascii_lowercase())
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if !word.split('_').all(plain) {
            return Err(format!("“{word}” is no name in snake_case, such as spare_claim"));
        }
        if TAKEN.split_whitespace().any(|taken| taken == word) {
            return Err(format!("“{word}” means something else in the sources; choose the field's own word"));
        }
        let pascal = word.split('_').map(capitalised).collect();
        let scripts: Vec<&str> = chinese.split([',', '，']).map(str::trim).collect();
        let &[hans, hant] = &scripts[..] else { return Err(two_scripts(chinese)) };
        if hans.is_empty() || hant.is_empty() || chinese.is_ascii() {
            return Err(two_scripts(chinese));
        }
        let chinese = [hans.to_owned(), hant.to_owned()];
        Ok(Self { snake: word.to_owned(), pascal, words: word.replace('_', " "), chinese })
    }
}

fn two_scripts(chinese: &str) -> String {
    format!("“{chinese}” is no name in Simplified and Traditional Chinese, such as 备件索赔,備件索賠")
}

/// The name with a capital letter, as a heading has it.
pub fn capitalised(part: &str) -> String {
    let (first, rest) = part.split_at(1);
    first.to_ascii_uppercase() + rest
}
