//! Documents of any kind at the console: lists, pages, buttons with what they ask, and commands. A kind that joins the list of
//! aggregates is here at once; a kind with a desk of its own shows more there.

mod form;
mod page;

use jobsheet_domain::aggregates::{self, Command, KINDS, Subject};
use jobsheet_domain::asker::Asker;
use jobsheet_domain::content::Content;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kind;
use jobsheet_domain::language::Language;
use jobsheet_domain::wording::Said;
use jobsheet_domain::words::all_terms;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::lent::Lent;
use super::rows::shown;
use super::{asking, cut, limit, searched, status};
use crate::ledger::{ListQuery, User};
use crate::office::server::Server;
use crate::office::views::{DocumentKindView, DocumentList, DocumentView, WordView};
use crate::office::{self, Error, Opened};

/// Which documents.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct DocumentQuery {
    /// The kind: `complaint`. Lists are of one kind.
    pub kind: String,
    /// Only this status.
    pub status: Option<String>,
    /// Only what is not done with, or only what is. A status asked for wins over it.
    pub open: Option<bool>,
    /// Only what contains this text, or whose customer does.
    pub q: Option<String>,
    /// Only what must be settled, or only what need not be.
    pub contested: Option<bool>,
    /// Only what is linked to this document: a customer, a machine, an order.
    pub linked: Option<Uuid>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// Every kind of document, in the words of one language, with what its first command asks of this person.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn kinds(server: &Server, user: &User, language: Language) -> Result<Vec<DocumentKindView>, Error> {
    let as_of = server.ledger.position(server.organisation.id)?;
    let records = office::records::at(server, as_of)?;
    let asker = office::asker(server, user.id, as_of, &records);
    KINDS.iter().map(|kind| described(kind, &asker, language)).collect()
}

fn described(kind: Kind, asker: &Asker<'_>, language: Language) -> Result<DocumentKindView, Error> {
    let words = aggregates::words(kind).ok_or(Error::Missing("kind"))?;
    let empty = Subject::new(Content::empty(kind, DocumentId(Uuid::nil()), kind.schema().version()))?;
    let begins = form::forms(&empty, asker, language);
    Ok(DocumentKindView {
        kind: kind.name().to_owned(),
        name: words.name[language as usize].to_owned(),
        list: words.list[language as usize].to_owned(),
        statuses: words.statuses.iter().map(|term| word(term, language)).collect(),
        words: all_terms(language, kind)
            .map(|(name, word)| WordView { name: name.to_owned(), word: word.to_owned() })
            .collect(),
        begins: begins.into_iter().find(|possible| possible.refusal.is_none() && possible.fields.is_some()),
    })
}

fn word((name, said): &(&str, Said), language: Language) -> WordView {
    WordView { name: (*name).to_owned(), word: said[language as usize].to_owned() }
}

/// Documents of a kind, newest first.
///
/// # Errors
/// [`Error::Missing`] for a kind that is none; [`Error::Failed`] when the ledger fails.
pub fn list(server: &Server, query: &DocumentQuery) -> Result<DocumentList, Error> {
    let kind = KINDS.find(&query.kind).ok_or(Error::Missing("kind"))?;
    let (statuses, open) = status(query.status.as_ref(), query.open);
    let asked = ListQuery {
        statuses,
        open,
        search: searched(query.q.as_ref()),
        member: None,
        linked: query.linked.map(DocumentId),
        contested: query.contested,
        limit: limit(query.limit),
    };
    let position = server.ledger.position(server.organisation.id)?;
    let (rows, more) = cut(server, kind, &asked)?;
    Ok(DocumentList { documents: shown(&Lent::now(server)?, &rows)?, more, position })
}

/// A document's page.
///
/// # Errors
/// [`Error::Missing`] when there is no such document.
pub fn page(server: &Server, user: &User, id: DocumentId, language: Language) -> Result<DocumentView, Error> {
    page::page(server, user.id, &*Opened::read(server, id)?, language)
}

/// Begins a document under an id that follows from the asking: asked again, it is found. Where its kind has a register, it gets
/// the next number of the year in the same change; a call that it answers ends in it.
///
/// # Errors
/// [`Error::Refused`] by the domain; [`Error::Missing`] for a document it names that is none.
pub fn begin(
    server: &Server,
    user: &User,
    id: DocumentId,
    command: &Command,
    language: Language,
) -> Result<DocumentView, Error> {
    asking::begin(server, user.id, id, command.clone())?;
    page(server, user, id, language)
}

/// Does something to a document for a person.
///
/// # Errors
/// [`Error::Refused`] by the domain, [`Error::Missing`].
pub fn command(
    server: &Server,
    user: &User,
    id: DocumentId,
    command: &Command,
    language: Language,
) -> Result<DocumentView, Error> {
    let opened = asking::run(server, user.id, id, None, command.clone())?;
    page::page(server, user.id, &opened, language)
}
