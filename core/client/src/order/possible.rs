//! The buttons of an order's page: what this person may make happen now, and why not the rest (R4).

use jobsheet_domain::aggregate::Possible;
use jobsheet_domain::aggregates::{self, Subject};
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::{Refusal, in_words};
use jobsheet_domain::work_order::transitions::TABLE;

use crate::client::Client;
use crate::error::ClientError;

/// One thing that is or could become this person's to make happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PossibilityView {
    /// The stored name of the command that asks for it: `set_out`.
    pub command: String,
    /// What the button says, in the language of the client.
    pub label: String,
    /// Why it may not happen now; `None` when it may.
    pub refusal: Option<Refusal>,
}

/// Everything that is or could become the user's on this order, in the order of the transition table; nothing before
/// the file is enrolled for somebody.
pub(super) fn possible(client: &Client, subject: &Subject) -> Result<Vec<PossibilityView>, ClientError> {
    let circumstances = match client.circumstances(None) {
        Err(ClientError::NotEnrolled) => return Ok(Vec::new()),
        circumstances => circumstances?,
    };
    let all = aggregates::possible(subject, &circumstances.asker());
    Ok(all.into_iter().filter_map(|one| view(one, client.language())).collect())
}

/// A button; `None` for what has none of its own, such as writing into a field.
fn view(one: Possible, language: Language) -> Option<PossibilityView> {
    let row = TABLE.iter().find(|row| row.kind.command() == one.command)?;
    Some(PossibilityView {
        command: one.command.to_owned(),
        label: capitalised(&in_words(language, "event", row.kind.name())),
        refusal: one.refusal,
    })
}

/// The first letter large, as a button has it; Chinese has no such thing.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
