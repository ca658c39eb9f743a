//! What every aggregate gives: its state, what a command writes, the one gate, and what is possible now.

use std::any::Any;
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::asker::{Asker, WriterKind};
use crate::content::Content;
use crate::described::Described;
use crate::edit::{Deed, Edit};
use crate::event::{Event, EventBody, Read};
use crate::flow::{self, Contest, Happening};
use crate::history::SignoffStanding;
use crate::id::{Digest, DocumentId};
use crate::kind::Kind;
use crate::listing::Listing;
use crate::records::Policy;
use crate::refusal::Refusal;
use crate::sla::ClockInputs;
use crate::turn::Turn;
use crate::wording::Words;

/// Bytes a long text may have. It is checked where it is written; at admission the size of changes is.
const LONG_TEXT_LIMIT: usize = 100_000;

/// The rules of one kind of document. Everything that is done per kind goes through it, by way of the one list in
/// [`crate::aggregates`].
pub trait Aggregate: Sized + 'static {
    /// The kind, with its schema.
    const KIND: Kind;
    /// The register its documents have numbers in (R1), where they have any: `WO`.
    const SERIES: Option<&'static str>;
    /// What is said of its documents, in every language.
    const WORDS: &'static Words;
    /// What a person can ask. Stored with unsent work, so its form only grows.
    type Command: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Described;
    /// What can happen to its documents, as it is stored; [`NoEvent`] where they hold nothing but facts and texts.
    type Event: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Described + Any + Send + Sync;
    /// What the events say together.
    type State: Clone + Debug;
    /// What only lists of this kind show. Kept with each row, so fields are added with a default and never renamed.
    type Summary: Clone + Debug + Default + PartialEq + Serialize + DeserializeOwned;

    /// The names pages show its events by, each beside the name the event is stored by: `link_signed` beside `signed_off`.
    /// Empty where every event is shown by the name it is stored by.
    #[must_use]
    fn shown_names() -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    /// The state of a content. Reads no policy and no clock, so that every replica has the same.
    fn fold(content: &Content) -> Self::State;

    /// What a command writes. Only what must be known to write it is asked here; whether it may be is the gate's.
    ///
    /// # Errors
    /// A command about something that is not there.
    fn edits(case: &Case<'_, Self>, asker: &Asker<'_>, command: &Self::Command)
    -> Result<Vec<Edit>, Refusal>;

    /// The command that writes one value to one place: what a choice among several values asks (R49). `None` where people
    /// cannot write to such a place by itself.
    fn writing(edit: Edit) -> Option<Self::Command>;

    /// Whether one change may do these deeds to a document as its author knew it: the one gate, on the device before it is
    /// written, at admission and in the console (R4).
    ///
    /// # Errors
    /// The refusal of the rule that is broken.
    fn gate(case: &Case<'_, Self>, asker: &Asker<'_>, deeds: &[Deed]) -> Result<(), Refusal>;

    /// What happened, in the order all replicas share, with what became of it. All of it stands unless the kind judges its
    /// events.
    fn happenings(case: &Case<'_, Self>) -> Vec<Happening> {
        flow::unjudged(case.content, &[])
    }

    /// What a person must settle (R5); nothing for a kind whose events never exclude each other.
    #[must_use]
    fn contest(_state: &Self::State) -> Option<&Contest> {
        None
    }

    /// Whether it was taken down in the field and waits for the register's number (R1): of what nobody took down there is
    /// no line in the register.
    #[must_use]
    fn awaits_number(case: &Case<'_, Self>) -> bool {
        Self::SERIES.is_some() && !case.content.events.in_order().is_empty()
    }

    /// What can be asked of the document now, and why the rest cannot: the buttons of every screen and page.
    fn possible(case: &Case<'_, Self>, asker: &Asker<'_>) -> Vec<Possible>;

    /// What the document's clocks look at (R22–R31); nothing for a kind without clocks.
    fn clocks(case: &Case<'_, Self>) -> ClockInputs;

    /// What lists, search and scope need of the document, but for its clocks. [`Listing::of`] begins it.
    fn listing(case: &Case<'_, Self>) -> Listing<Self::Summary>;

    /// For whom a document in a list waits, by the policy of the moment; nobody in particular unless the kind says so. A kind
    /// that looks at its summary reads it, so that the rows of the others cost nothing.
    #[must_use]
    fn turn(_listing: &Listing<serde_json::Value>, _policy: &Policy) -> Turn {
        Turn::default()
    }

    /// The documents a command names, with what kind each must be. Whoever has them all looks before anything is written; a
    /// device has only some, and a link to what is not on it may well hold.
    #[must_use]
    fn named(_command: &Self::Command) -> Vec<(DocumentId, Kind)> {
        Vec::new()
    }

    /// The other documents a command is decided by: whoever decides looks at the versions at hand, and the event names them.
    #[must_use]
    fn decided_by(_case: &Case<'_, Self>, _command: &Self::Command) -> Vec<DocumentId> {
        Vec::new()
    }

    /// The other documents an event is judged by; those that its command was decided by.
    #[must_use]
    fn judged_by(_case: &Case<'_, Self>, _event: &Self::Event) -> Vec<DocumentId> {
        Vec::new()
    }

    /// Whether an event says of other documents what they say in the versions it was decided by. Apart from the gate, since
    /// of an event that names no versions only a person can tell whether its author saw what is there now.
    ///
    /// # Errors
    /// The refusal that names what it says otherwise.
    fn check_copies(_case: &Case<'_, Self>, _asker: &Asker<'_>, _event: &Self::Event) -> Result<(), Refusal> {
        Ok(())
    }

    /// Whether a key of this sort can write such an event at all, whoever wields it.
    ///
    /// # Errors
    /// `access.field_only` for what happens in the field under a key of the office.
    fn check_writer(writer: WriterKind, event: &EventBody) -> Result<(), Refusal>;

    /// The blobs a command refers to; from the moment it is written they are evidence (R14).
    fn blobs(command: &Self::Command) -> Vec<Digest>;
}

/// What happens to documents that hold nothing but facts and texts: nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NoEvent {}

/// Whoever goes through the kinds of the list one by one, each with its own types: [`crate::aggregates::visit`].
pub trait Visitor {
    /// Is shown the next kind.
    fn kind<A: Aggregate>(&mut self);
}

/// A document of one kind as its rules see it: content, state, and what became of its sign-off.
#[derive(Debug)]
pub struct Case<'a, A: Aggregate> {
    /// What is in it.
    pub content: &'a Content,
    /// What its events say.
    pub state: &'a A::State,
    /// What became of the present sign-off, where there is one (R19, R65).
    pub standing: Option<&'a SignoffStanding>,
}

impl<A: Aggregate> Case<'_, A> {
    /// Whether there is a sign-off that no longer stands.
    #[must_use]
    pub fn is_void(&self) -> bool {
        self.standing.is_some_and(SignoffStanding::is_void)
    }
}

/// Something that can be asked of a document, or why it cannot now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Possible {
    /// The command's name as it is stored: `start_work`.
    pub command: &'static str,
    /// Why not now, or not by this person; absent when it can be asked. What it says may still lack something: a reason, a
    /// photo.
    pub refusal: Option<Refusal>,
}

impl Possible {
    /// The command, with what the rules say of it now.
    #[must_use]
    pub fn of(command: &'static str, allowed: Result<(), Refusal>) -> Self {
        Self { command, refusal: allowed.err() }
    }
}

/// What a command writes, or why it may not: its edits, held against the gate. What is decided so, the gate of admission
/// lets in.
pub(crate) fn decide<A: Aggregate>(
    case: &Case<'_, A>,
    asker: &Asker<'_>,
    command: &A::Command,
) -> Result<Vec<Edit>, Refusal> {
    let edits = A::edits(case, asker, command)?;
    let too_long = |edit: &Edit| matches!(edit, Edit::Text { text, .. } if text.len() > LONG_TEXT_LIMIT);
    if edits.iter().any(too_long) {
        return Err(Refusal::new("value.too_long").with("limit", LONG_TEXT_LIMIT));
    }
    let deeds: Vec<Deed> = edits.iter().filter_map(|edit| edit.deed(&case.content.events)).collect();
    gate(case, asker, &deeds)?;
    check_copies(case, asker, &deeds)?;
    Ok(edits)
}

/// Whether a kind's gate lets deeds in, and what their event read is what its rules look at.
pub(crate) fn gate<A: Aggregate>(
    case: &Case<'_, A>,
    asker: &Asker<'_>,
    deeds: &[Deed],
) -> Result<(), Refusal> {
    A::gate(case, asker, deeds)?;
    let Some(event) = only_event(deeds)? else { return Ok(()) };
    let looked_at = event.body.read().map(|body| A::judged_by(case, body)).unwrap_or_default();
    let in_order = event.reads.windows(2).all(|pair| pair[0].document < pair[1].document);
    let is_looked_at = |read: &Read| {
        let sorted = read.heads.windows(2).all(|pair| pair[0] < pair[1]);
        sorted && !read.heads.is_empty() && looked_at.contains(&read.document)
    };
    if in_order && event.reads.iter().all(is_looked_at) {
        return Ok(());
    }
    Err(Refusal::new("change.rule_broken"))
}

/// Whether what one change says of other documents is what they say.
pub(crate) fn check_copies<A: Aggregate>(
    case: &Case<'_, A>,
    asker: &Asker<'_>,
    deeds: &[Deed],
) -> Result<(), Refusal> {
    let body = only_event(deeds)?.and_then(|event| event.body.read());
    body.map_or(Ok(()), |body| A::check_copies(case, asker, body))
}

/// The event among one change's deeds: one tap is one change, and a tap makes one thing happen.
///
/// # Errors
/// `change.rule_broken` for several.
pub(crate) fn only_event(deeds: &[Deed]) -> Result<Option<&Event>, Refusal> {
    let mut events = deeds.iter().filter_map(|deed| match deed {
        Deed::Event(event) => Some(&**event),
        Deed::Fact { .. } | Deed::Item { .. } | Deed::Answer { .. } | Deed::Text { .. } => None,
    });
    let first = events.next();
    if events.next().is_some() { Err(Refusal::new("change.rule_broken")) } else { Ok(first) }
}
