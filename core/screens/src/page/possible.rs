//! The buttons of a page: what this person may make happen now, and why not the rest (R4).

use jobsheet_client::{Client, ClientError};
use jobsheet_domain::aggregate::Possible;
use jobsheet_domain::aggregates::{self, Subject};
use jobsheet_domain::asker::Asker;
use jobsheet_domain::complaint::transitions::TABLE as COMPLAINTS;
use jobsheet_domain::kind::Kind;
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::words::{in_words, term};
use jobsheet_domain::work_order::transitions::TABLE as ORDERS;
use jobsheet_domain::{complaint, work_order};

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

/// Everything that is or could become the user's on this document, in the order of its transition table; nothing before
/// the file is enrolled for somebody.
pub(crate) fn possible(client: &Client, subject: &Subject) -> Result<Vec<PossibilityView>, ClientError> {
    let language = client.language();
    let buttons = client.asking(|asker| {
        let all = aggregates::possible(subject, asker);
        all.into_iter().filter_map(|one| view(subject, one, asker, language)).collect()
    });
    match buttons {
        Err(ClientError::NotEnrolled) => Ok(Vec::new()),
        buttons => buttons,
    }
}

/// A button; `None` for what has none of its own, such as writing into a field.
fn view(subject: &Subject, one: Possible, asker: &Asker<'_>, language: Language) -> Option<PossibilityView> {
    let kind = subject.content.kind;
    let words = if kind == work_order::KIND {
        let row = ORDERS.iter().find(|row| row.kind.command() == one.command)?;
        in_words(language, "event", row.kind.name())
    } else if kind == complaint::KIND {
        match complaint_step(one.command, asker) {
            Some(step) => in_words(language, "complaint_event", step),
            None => written(language, kind, one.command)?,
        }
    } else {
        term(language, kind, one.command)?.to_owned()
    };
    let label = capitalised(&words);
    Some(PossibilityView { command: one.command.to_owned(), label, refusal: one.refusal })
}

/// What writes several things at once; such a command makes nothing happen and stands in no table.
fn written(language: Language, kind: Kind, command: &str) -> Option<String> {
    let in_table = COMPLAINTS.iter().any(|row| row.kind.command() == command);
    if in_table { None } else { term(language, kind, command).map(str::to_owned) }
}

/// The name of what a command makes happen to a complaint, where it is for somebody with the asker's roles; taking it
/// down is behind every page.
fn complaint_step(command: &str, asker: &Asker<'_>) -> Option<&'static str> {
    let mut rows = COMPLAINTS.iter().filter(|row| row.kind.command() == command && command != "take");
    let first = rows.clone().next()?;
    rows.any(|row| asker.require(row.by).is_ok()).then_some(first.kind.name())
}

/// The first letter large, as a button has it; Chinese has no such thing.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
