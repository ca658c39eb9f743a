//! What lists, search and scope need of a document, computed once from the document alone, for device and server alike.
//!
//! What depends on other documents, on records or on the hour is not in it: a customer's name, a person's name, whose turn it
//! is, the clocks. Whoever reads the listing adds that as it stands at that moment, so a listing is never stale.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::content::Content;
use crate::event::Author;
use crate::id::{DocumentId, UserId};
use crate::kind::Kind;
use crate::place::conflicts;
use crate::sla::ClockInputs;
use crate::time::{TimeWindow, Timestamp};
use crate::value::{Address, Value};

/// The version of what is listed: it goes up when something new is read from documents, and whoever keeps listings makes
/// those of an earlier version again.
pub const VERSION: u32 = 4;

/// Characters of a long text that stand where one line is shown.
const LINE: usize = 120;

/// What is listed of one document; `S` is what only lists of its kind show.
///
/// It is kept as JSON, so fields are added with a default and never renamed. What goes into an index of its own (words,
/// numbers, holders, links) is not kept with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Listing<S> {
    /// What people call it by: the register's number, or the device's own until the office gave one; a serial number.
    pub number: String,
    /// What it is about, in one line.
    pub title: String,
    /// The stored name of its status; empty for a kind without one.
    pub status: String,
    /// Whether anything more is to happen to it.
    pub open: bool,
    /// Whether events exclude each other until a person settles it (R5).
    pub contested: bool,
    /// Values over which people must choose (R49).
    pub conflicts: u32,
    /// Whose it is.
    pub customer: Option<DocumentId>,
    /// The machine it is about.
    pub asset: Option<DocumentId>,
    /// Where.
    pub address: Address,
    /// The span promised to the customer.
    pub window: Option<TimeWindow>,
    /// Whether work in the field remains.
    pub to_do: bool,
    /// Who began it; nobody for a kind without events.
    pub begun_by: Option<Author>,
    /// When it began, corrected (R51).
    pub begun_at: Option<Timestamp>,
    /// Who answers for it, where one person does.
    pub lead: Option<UserId>,
    /// What its clocks look at (R22–R31).
    pub clocks: ClockInputs,
    /// What only its kind shows.
    pub summary: S,
    /// Texts it is found by, beside number and title.
    #[serde(skip)]
    pub words: Vec<String>,
    /// Telephone numbers it is found by, as typed.
    #[serde(skip)]
    pub phones: Vec<String>,
    /// Who works on it, and so has it on their devices.
    #[serde(skip)]
    pub holders: BTreeSet<UserId>,
    /// Whether who began it in the field works on it, before anybody is assigned.
    #[serde(skip)]
    pub held_by_beginner: bool,
    /// Documents that whoever has this one needs beside it.
    #[serde(skip)]
    pub links: BTreeSet<(Kind, DocumentId)>,
}

impl<S: Default> Listing<S> {
    /// What can be listed of a document of any kind; the rest is the kind's.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        let first = content.events.in_order().into_iter().next();
        Self {
            open: true,
            conflicts: u32::try_from(conflicts(content).count()).unwrap_or(u32::MAX),
            begun_by: first.map(|event| event.by),
            begun_at: first.map(|event| event.at.corrected),
            ..Self::default()
        }
    }
}

impl<S> Listing<S> {
    /// The same with what only its kind shows in another form.
    pub fn with<T>(self, summary: impl FnOnce(S) -> T) -> Listing<T> {
        Listing {
            number: self.number,
            title: self.title,
            status: self.status,
            open: self.open,
            contested: self.contested,
            conflicts: self.conflicts,
            customer: self.customer,
            asset: self.asset,
            address: self.address,
            window: self.window,
            to_do: self.to_do,
            begun_by: self.begun_by,
            begun_at: self.begun_at,
            lead: self.lead,
            clocks: self.clocks,
            summary: summary(self.summary),
            words: self.words,
            phones: self.phones,
            holders: self.holders,
            held_by_beginner: self.held_by_beginner,
            links: self.links,
        }
    }
}

/// The number to call a document by: the register's, or the device's own until then.
pub(crate) fn number<'a>(register: &'a str, provisional: &'a str) -> &'a str {
    if register.is_empty() { provisional } else { register }
}

/// One line: what somebody gave as one, or else the beginning of a text.
pub(crate) fn line(given: &str, text: &str) -> String {
    let first = || text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let given = given.trim();
    if given.is_empty() { first().chars().take(LINE).collect() } else { given.to_owned() }
}

/// The document a fact names.
pub(crate) fn document(content: &Content, fact: &str) -> Option<DocumentId> {
    content.fact(fact).and_then(Value::as_id).map(DocumentId)
}

/// Links to those documents that are named.
pub(crate) fn links<const N: usize>(named: [(Kind, Option<DocumentId>); N]) -> BTreeSet<(Kind, DocumentId)> {
    named.into_iter().filter_map(|(kind, id)| Some((kind, id?))).collect()
}

/// Texts of which something can be found.
pub(crate) fn words<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.into_iter().filter(|text| !text.trim().is_empty()).map(str::to_owned).collect()
}
