//! The table of messages: every code used anywhere in the product, in every language, in words a person can act on.
//! `{name}` stands for a parameter of the refusal.

mod access;
mod complaints;
mod files;
mod job;
mod office;
mod signing;
mod wire;

use crate::language::Language;

/// A code with its message in Simplified Chinese, Traditional Chinese and English.
pub(super) struct Message {
    pub(super) code: &'static str,
    pub(super) words: [&'static str; 3],
}

const fn message(
    code: &'static str,
    simplified: &'static str,
    traditional: &'static str,
    english: &'static str,
) -> Message {
    Message { code, words: [simplified, traditional, english] }
}

const TABLES: [&[Message]; 7] = [
    access::MESSAGES,
    complaints::MESSAGES,
    files::MESSAGES,
    job::MESSAGES,
    office::MESSAGES,
    signing::MESSAGES,
    wire::MESSAGES,
];

/// All messages.
pub(super) fn all() -> impl Iterator<Item = &'static Message> {
    TABLES.into_iter().flatten()
}

/// The message of a code.
pub(super) fn template(code: &str, language: Language) -> Option<&'static str> {
    all().find(|message| message.code == code).map(|message| message.words[language as usize])
}

/// The message for a code this version does not know.
pub(super) const fn unknown(language: Language) -> &'static str {
    match language {
        Language::Simplified => "操作未被接受（{code}）。请更新软件后重试，或把此代码告知客服。",
        Language::Traditional => "操作未被接受（{code}）。請更新軟體後重試，或把此代碼告知客服。",
        Language::English => {
            "This was not accepted ({code}). Update the app and try again, or tell support this code."
        }
    }
}
