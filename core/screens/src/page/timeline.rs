//! What happened to a document, with the words of those who made it happen.

use jobsheet_domain::event::Event;
use jobsheet_domain::flow::Standing;
use jobsheet_domain::id::EventKey;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::words::in_words;

use crate::page::reader::Reader;
use crate::page::words;

/// Something that happened, for the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HappeningView {
    /// Its key: what a settlement names.
    pub key: EventKey,
    /// What: the event's kind, `sent_back`; `unknown` for one of a newer version of the product.
    pub kind: String,
    /// The same for the person, in the language of the client.
    pub label: String,
    /// The visit it was made in; 0 on a document without visits.
    pub visit: u32,
    /// When, corrected.
    pub at: Timestamp,
    /// How far that may be off, in milliseconds.
    pub uncertainty_ms: u32,
    /// Who, by name; empty when the device does not know them.
    pub author: String,
    /// `kept`, `dropped`, `unfitting`, `invalid` or `unknown`.
    pub standing: String,
    /// What was said with it, in the order to be read; nothing that is blank.
    pub detail: Vec<DetailView>,
}

/// One thing said with an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailView {
    /// Which, for the program: `reason`, `findings`, `plan`.
    pub name: String,
    /// Which, for the person, in the language of the client.
    pub label: String,
    /// What was said.
    pub text: String,
}

/// An event by the name of its kind, with words from the `terms` of its document's events, as that document's fold judged
/// it, with what was `said` by the names of its particulars.
pub(crate) fn happening(
    event: &Event,
    (terms, kind): (&str, Option<&str>),
    visit: u32,
    standing: Standing,
    said: Vec<(&'static str, String)>,
    reader: &Reader<'_>,
) -> HappeningView {
    HappeningView {
        key: event.key,
        kind: kind.unwrap_or("unknown").to_owned(),
        label: kind.map_or_else(
            || words::of_a_newer_version(reader.language).to_owned(),
            |kind| in_words(reader.language, terms, kind),
        ),
        visit,
        at: event.at.corrected,
        uncertainty_ms: event.at.uncertainty_ms,
        author: reader.records.name(event.by.user),
        standing: standing.name().to_owned(),
        detail: detail(said, reader),
    }
}

fn detail(said: Vec<(&'static str, String)>, reader: &Reader<'_>) -> Vec<DetailView> {
    let said = said.into_iter().filter(|(_, text)| !text.trim().is_empty());
    said.map(|(name, text)| DetailView {
        name: name.to_owned(),
        label: words::particular(name, reader.language).to_owned(),
        text,
    })
    .collect()
}
