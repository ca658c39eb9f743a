//! What happened to an order or a complaint.

use jobsheet_client::domain::id::EventKey;
use jobsheet_client::domain::time::Timestamp;
use jobsheet_screens::{DetailView, HappeningView};

/// Something that happened, for the timeline.
#[uniffi::remote(Record)]
pub struct HappeningView {
    /// Its key.
    pub key: EventKey,
    /// What: the event's kind.
    pub kind: String,
    /// The same for the person.
    pub label: String,
    /// The visit it was made in; 0 on a complaint.
    pub visit: u32,
    /// When, corrected.
    pub at: Timestamp,
    /// How far that may be off.
    pub uncertainty_ms: u32,
    /// Who, by name.
    pub author: String,
    /// `kept`, `dropped`, `unfitting`, `invalid` or `unknown`.
    pub standing: String,
    /// What was said with it, in the order to be read.
    pub detail: Vec<DetailView>,
}

/// One thing said with an event.
#[uniffi::remote(Record)]
pub struct DetailView {
    /// Which, for the program: `reason`, `findings`, `plan`.
    pub name: String,
    /// Which, for the person.
    pub label: String,
    /// What was said.
    pub text: String,
}
