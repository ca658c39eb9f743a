//! What a person reads of a verification, in every language of the product.

mod reasons;
mod table;

use std::collections::BTreeMap;

use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::fill;

/// A code with its words in simplified Chinese, traditional Chinese and English.
struct Words {
    code: &'static str,
    words: [&'static str; 3],
}

const fn w(
    code: &'static str,
    simplified: &'static str,
    traditional: &'static str,
    english: &'static str,
) -> Words {
    Words { code, words: [simplified, traditional, english] }
}

fn find(table: &[Words], code: &str, language: Language) -> Option<&'static str> {
    table.iter().find(|entry| entry.code == code).map(|entry| entry.words[language as usize])
}

/// What was found, in words. A reason (`why`) that has none is named by its code.
pub(super) fn message(code: &str, parameters: &BTreeMap<String, String>, language: Language) -> String {
    let Some(template) = find(table::FINDINGS, code, language) else {
        return code.to_owned();
    };
    fill(template, parameters, |name, value| match name {
        "why" => find(reasons::REASONS, value, language).unwrap_or(value).to_owned(),
        _ => value.to_owned(),
    })
}

/// The last line of a verification.
#[must_use]
pub const fn verdict(valid: bool, language: Language) -> &'static str {
    let [simplified, traditional, english] =
        if valid { ["有效", "有效", "VALID"] } else { ["无效", "無效", "NOT VALID"] };
    match language {
        Language::Simplified => simplified,
        Language::Traditional => traditional,
        Language::English => english,
    }
}

#[cfg(test)]
mod tests;
