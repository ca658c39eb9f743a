//! The page of a document of any kind: everything that is in it, whether or not somebody wrote a page for its kind.

use std::collections::BTreeSet;

use jobsheet_domain::aggregates;
use jobsheet_domain::content::Content;
use jobsheet_domain::id::UserId;
use jobsheet_domain::language::Language;
use jobsheet_domain::photo::{PHOTO, PhotoRecord};
use serde_json::Value;

use super::form;
use crate::office::desk::authors::Authors;
use crate::office::desk::lent::Lent;
use crate::office::desk::people::People;
use crate::office::desk::photos;
use crate::office::desk::rows::{Row, Shown};
use crate::office::desk::timeline::timeline;
use crate::office::listing::kept::Kept;
use crate::office::server::Server;
use crate::office::views::{
    ContestView, DocumentRow, DocumentView, FactView, ItemView, LinkView, NamedText, PhotoView,
};
use crate::office::{self, Error, Opened};

/// The page of a document for a person.
pub(super) fn page(
    server: &Server,
    user: UserId,
    opened: &Opened,
    language: Language,
) -> Result<DocumentView, Error> {
    let content = opened.content();
    let people = People::read(server)?;
    let authors = Authors::read(server, &opened.document, &people)?;
    let lent = Lent::now(server)?;
    let as_of = server.ledger.position(server.organisation.id)?;
    let asker = office::asker(server, user, as_of, &lent.records);
    let row = Row::of(opened, authors.arrivals.newest(), Kept::at_hand(opened, &authors.arrivals));
    Ok(DocumentView {
        row: DocumentRow::of(row, &lent)?,
        heads: opened.document.heads().iter().map(ToString::to_string).collect(),
        facts: facts(content, &authors),
        texts: texts(content),
        items: items(content, &authors),
        photos: pictures(server, content, &authors)?,
        links: links(server, opened)?,
        timeline: timeline(opened, &authors, &people),
        conflicts: authors.conflicts(content),
        contest: aggregates::contest(&opened.subject).map(ContestView::from),
        possible: form::forms(&opened.subject, &asker, language),
        position: as_of,
    })
}

fn facts(content: &Content, authors: &Authors<'_>) -> Vec<FactView> {
    let facts = content.facts.iter();
    facts
        .map(|(name, register)| FactView { name: name.clone(), values: authors.stated(Some(register)) })
        .collect()
}

/// Every long text the kind has, those nobody wrote yet too: a page can be written on.
fn texts(content: &Content) -> Vec<NamedText> {
    let schema = content.kind.schema();
    let of_kind = schema.texts.iter().chain(schema.added_texts.iter().copied().flatten());
    let mut names: Vec<String> = of_kind.map(|name| (*name).to_owned()).collect();
    let written = content.texts.keys().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>();
    names.extend(written);
    names.into_iter().map(|name| NamedText { text: content.text(&name).to_owned(), name }).collect()
}

fn items(content: &Content, authors: &Authors<'_>) -> Vec<ItemView> {
    let shown = content.items.iter().filter(|(item, _)| item.collection != PHOTO);
    shown
        .map(|(item, fields)| ItemView {
            collection: item.collection.clone(),
            id: item.id.0,
            fields: fields
                .iter()
                .map(|(name, register)| FactView {
                    name: name.clone(),
                    values: authors.stated(Some(register)),
                })
                .collect(),
        })
        .collect()
}

fn pictures(server: &Server, content: &Content, authors: &Authors<'_>) -> Result<Vec<PhotoView>, Error> {
    let records = content.items_of(PHOTO).filter_map(|(id, item)| PhotoRecord::read(id, item));
    photos::views(server, content, authors, records, &BTreeSet::new())
}

/// What the document names, as lists show it.
fn links(server: &Server, opened: &Opened) -> Result<Vec<LinkView>, Error> {
    let mut links = Vec::new();
    for (kind, id) in aggregates::listing(&opened.subject).links {
        let row = server.ledger.row(server.organisation.id, id)?;
        let kept = row.as_ref().map(Kept::<Value>::read).transpose()?;
        let (number, title) = kept.map(|kept| (kept.listing.number, kept.listing.title)).unwrap_or_default();
        links.push(LinkView { id: id.0, kind: kind.name().to_owned(), number, title });
    }
    Ok(links)
}
