//! What a person reads of a verification, in every language of the product.

mod keys;
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

/// How a customer settled a report, said at the beginning of a line.
const OUTCOMES: &[Words] = &[
    w("signed", "已签认", "已簽認", "Signed"),
    w("signed_with_reservations", "有保留地签认", "有保留地簽認", "Signed with reservations"),
    w("refused", "拒绝签认", "拒絕簽認", "Signature refused"),
    w("nobody_present", "无人在场，未签认", "無人在場，未簽認", "Not signed: nobody was present"),
    w("link_signed", "事后通过链接签认", "事後透過連結簽認", "Signed later, by link"),
];

/// What was found, in words. A reason (`why`) that has none is named by its code.
pub(super) fn message(code: &str, parameters: &BTreeMap<String, String>, language: Language) -> String {
    let found = [table::FINDINGS, keys::FINDINGS].into_iter().find_map(|table| find(table, code, language));
    let Some(template) = found else { return code.to_owned() };
    fill(template, parameters, |name, value| match name {
        "why" => find(reasons::REASONS, value, language).unwrap_or(value).to_owned(),
        "form" | "level" => find(keys::MAKERS, value, language).unwrap_or(value).to_owned(),
        "outcome" => find(OUTCOMES, value, language).unwrap_or(value).to_owned(),
        _ => value.to_owned(),
    })
}

#[cfg(test)]
mod tests;
