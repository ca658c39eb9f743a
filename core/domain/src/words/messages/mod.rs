//! The table of messages: every code used anywhere in the product, in every language, in words a person can act on.
//! `{name}` stands for a parameter of the refusal.

mod access;
mod files;
mod job;
mod office;
mod signing;
mod wire;

use crate::aggregates::{self, KINDS};
use crate::language::Language;
pub(super) use crate::wording::{Message, message};

const TABLES: [&[Message]; 6] =
    [access::MESSAGES, files::MESSAGES, job::MESSAGES, office::MESSAGES, signing::MESSAGES, wire::MESSAGES];

/// All messages: those of the whole product, and of each kind of document.
pub(super) fn all() -> impl Iterator<Item = &'static Message> {
    let of_kinds = KINDS.iter().filter_map(aggregates::words).flat_map(|words| words.messages);
    TABLES.into_iter().flatten().chain(of_kinds)
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
