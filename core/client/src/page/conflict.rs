//! What people must choose about, and choosing (R49).

use jobsheet_domain::aggregates::Command;
use jobsheet_domain::content::{Content, Entry, ItemRef, Register};
use jobsheet_domain::edit::Edit;
use jobsheet_domain::id::{ChangeHash, DocumentId};
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::value::Value;

use crate::client::Client;
use crate::error::ClientError;
use crate::page::reader::Reader;
use crate::page::words;
use crate::submit::Submitted;

/// A value somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedView {
    /// The value, to hand back in a command.
    pub value: Value,
    /// The value in words.
    pub text: String,
    /// Who wrote it, by name; empty when the device does not know them.
    pub author: String,
    /// The change that wrote it: what [`Client::choose`] takes.
    pub change: ChangeHash,
}

/// Values that were written to one place without knowledge of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictView {
    /// The place: `fact/address`, `fact/2/cause`, `item/part/<id>/serial`, `answer/1/hydraulics.leak`.
    pub path: String,
    /// Every value, the one that is shown where only one fits first.
    pub values: Vec<StatedView>,
}

impl Client {
    /// Chooses one of the values that were written to a place without knowledge of each other: by the place's path and
    /// the change that wrote the value. It replaces every value there (R49).
    ///
    /// # Errors
    /// `conflict.gone` when no such change stands there any more; otherwise as [`Client::submit`].
    pub fn choose(
        &self,
        document: DocumentId,
        path: &str,
        change: ChangeHash,
    ) -> Result<Submitted, ClientError> {
        let opened = self.inner.documents.open(&self.inner.store, document)?;
        let command = choosing(&opened.subject()?.content, path, change)?;
        drop(opened);
        self.submit(document, &command)
    }
}

/// Everything people must choose about in a document.
pub(crate) fn conflicts(content: &Content, reader: &Reader<'_>) -> Vec<ConflictView> {
    let conflict = |path: String| {
        let values = stated(Place::of(&path)?.register(content), reader);
        Some(ConflictView { path, values })
    };
    content.conflicts().into_iter().filter_map(conflict).collect()
}

/// Every value of a register with who wrote it; none where nothing was written.
pub(crate) fn stated(register: Option<&Register>, reader: &Reader<'_>) -> Vec<StatedView> {
    let view = |entry: &Entry| StatedView {
        text: words::value(&entry.value, reader.language, &reader.zone()),
        value: entry.value.clone(),
        author: reader.authors.name(entry.actor),
        change: entry.change,
    };
    register.into_iter().flat_map(|register| &register.entries).map(view).collect()
}

/// Where in a document a value stands: what a path of [`Content::conflicts`] says.
enum Place {
    Fact(String),
    Item(ItemRef, String),
    Answer(String),
}

impl Place {
    fn of(path: &str) -> Option<Self> {
        let (kind, rest) = path.split_once('/')?;
        match kind {
            "fact" => Some(Self::Fact(rest.to_owned())),
            "answer" => Some(Self::Answer(rest.to_owned())),
            "item" => {
                let (collection, rest) = rest.split_once('/')?;
                let (id, field) = rest.split_once('/')?;
                let item = ItemRef { collection: collection.to_owned(), id: id.parse().ok()? };
                Some(Self::Item(item, field.to_owned()))
            }
            _ => None,
        }
    }

    fn register<'c>(&self, content: &'c Content) -> Option<&'c Register> {
        match self {
            Self::Fact(name) => content.facts.get(name),
            Self::Item(item, field) => content.items.get(item)?.get(field),
            Self::Answer(item) => content.answers.get(item),
        }
    }

    fn written(self, value: Value) -> Edit {
        match self {
            Self::Fact(name) => Edit::Fact { name, value },
            Self::Item(ItemRef { collection, id }, field) => Edit::Item { collection, id, field, value },
            Self::Answer(item) => Edit::Answer { item, value },
        }
    }
}

fn choosing(content: &Content, path: &str, change: ChangeHash) -> Result<Command, Refusal> {
    let gone = || Refusal::new("conflict.gone");
    let place = Place::of(path).ok_or_else(gone)?;
    let entries = place.register(content).map(|register| register.entries.as_slice()).unwrap_or_default();
    let value = entries.iter().find(|entry| entry.change == change).ok_or_else(gone)?.value.clone();
    Command::writing(content.kind, place.written(value)).ok_or_else(gone)
}
