//! What people read: a message for every refusal, and words for what kinds of document are made of, in every language of the
//! product. What is said of one kind stands with the kind.

mod common;
mod messages;
mod terms;

#[cfg(test)]
mod tests;

pub use terms::{all_terms, in_words, term};

use crate::language::Language;
use crate::refusal::{Refusal, fill};

/// What to show a person: what is the matter and what to do. A code of a newer version is named in a general message.
/// Statuses, events, roles, stages and lists among the parameters are shown in the reader's words.
#[must_use]
pub fn message(refusal: &Refusal, language: Language) -> String {
    let Some(template) = messages::template(&refusal.code, language) else {
        return messages::unknown(language).replace("{code}", &refusal.code);
    };
    fill(template, &refusal.parameters, |name, value| in_words(language, name, value))
}

/// Whether a code has a message in the table.
#[must_use]
pub fn is_known(code: &str) -> bool {
    messages::template(code, Language::English).is_some()
}
