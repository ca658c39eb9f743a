//! What a person can ask of a document now, and why the rest cannot be asked: the buttons of every page.

use jobsheet_domain::aggregate::Possible;
use jobsheet_domain::aggregates::{self, Subject};
use jobsheet_domain::asker::Asker;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::language::Language;

use crate::ledger::User;
use crate::office::server::Server;
use crate::office::views::{PossibleView, RefusalView};
use crate::office::{self, Error, Opened};

/// What can be asked of a document of any kind by whoever is logged in.
///
/// # Errors
/// [`Error::Missing`] when there is no such document.
pub fn possible(
    server: &Server,
    user: &User,
    id: DocumentId,
    language: Language,
) -> Result<Vec<PossibleView>, Error> {
    let opened = Opened::read(server, id)?;
    let as_of = server.ledger.position(server.organisation.id)?;
    let records = office::records::at(server, as_of)?;
    let asker = office::asker(server, user.id, as_of, &records);
    Ok(of(&opened.subject, &asker, language))
}

/// What a person can ask of a document as it stands.
pub(super) fn of(subject: &Subject, asker: &Asker<'_>, language: Language) -> Vec<PossibleView> {
    let view = |one: Possible| PossibleView {
        command: one.command.to_owned(),
        refusal: one.refusal.map(|refusal| RefusalView::of(&refusal, language)),
    };
    aggregates::possible(subject, asker).into_iter().map(view).collect()
}
