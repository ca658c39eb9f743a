//! What people must choose about (R49).

use jobsheet_domain::content::{Content, Entry, Register};
use jobsheet_domain::id::ChangeHash;
use jobsheet_domain::place::{self, Place};
use jobsheet_domain::value::Value;

use crate::page::reader::Reader;
use crate::page::words;

/// A value somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedView {
    /// The value, to hand back in a command.
    pub value: Value,
    /// The value in words.
    pub text: String,
    /// Who wrote it, by name; empty when the device does not know them.
    pub author: String,
    /// The change that wrote it: what [`jobsheet_client::Client::choose`] takes.
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

/// Everything people must choose about in a document.
pub(crate) fn conflicts(content: &Content, reader: &Reader<'_>) -> Vec<ConflictView> {
    let conflict = |(place, register): (Place, &Register)| ConflictView {
        path: place.to_string(),
        values: stated(Some(register), reader),
    };
    place::conflicts(content).map(conflict).collect()
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
