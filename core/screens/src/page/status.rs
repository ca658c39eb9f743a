//! Where a document stands, in words.

use jobsheet_domain::language::Language;
use jobsheet_domain::words::in_words;

/// The status of a document of a kind in the reader's words, both by their names; empty for a kind without statuses.
#[must_use]
pub fn status_text(kind: &str, status: &str, language: Language) -> String {
    in_words(language, &format!("{kind}_status"), status)
}
