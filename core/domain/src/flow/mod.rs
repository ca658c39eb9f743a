//! The engine of every document that goes through statuses: from the set of its events to where it stands, the same on
//! every replica whatever the order in which the events arrived. It reads no policy and no clock.
//!
//! A *flow* declares its statuses, its kinds of event and one table of rows as data; deciding, admission, the fold and
//! the shells' buttons are all derived from that table (R4).
//!
//! 1. Each event is *judged* by the state of its own ancestors only: valid when a row of the table admits their status
//!    and circumstances. 2. Every valid field event is *kept*. 3. An office event is *dropped* when a concurrent field
//!    event can neither precede nor follow it, when it does not fit the status on the walk, or when it would leave a
//!    concurrent field event no way to set the status. 4. The *status* is where a walk in (order, key) ends. 5. The
//!    document is *contested* when an office event was dropped, a field event stands without having set the status, or
//!    two events that did not know of each other clash. 6. A person's *settlement* applies to its own past, and what it
//!    did not know is folded after it.

mod fold;
mod happening;
mod history;
mod judgement;
mod standing;
mod table;
mod walk;

use std::fmt::Debug;

use serde::de::DeserializeOwned;

use crate::event::Event;
use crate::id::{EventKey, UserId};

pub(crate) use fold::{Folded, past};
pub use happening::Happening;
pub(crate) use happening::unjudged;
pub(crate) use judgement::Judgement;
pub use judgement::Situation;
pub use standing::{Contest, Standing};
pub use table::{Class, Row, Target, would_admit};

/// What one kind of document declares. The type that implements it carries no value: it names the flow.
pub trait Flow: Clone + Copy + Debug + Default + PartialEq + Eq + 'static {
    /// Where the document stands; the default is "before its first event".
    type Status: Copy + Debug + Default + PartialEq + Eq + Send + Sync + 'static;
    /// What can happen, without particulars: the key of the table.
    type Kind: Copy + Debug + PartialEq + Eq + Send + Sync + 'static;
    /// An event with its particulars, as it is stored.
    type Body: DeserializeOwned + Send + Sync + 'static;
    /// Who may write an event.
    type By: Copy + Debug + PartialEq + Eq + Send + Sync + 'static;
    /// What a row asks beside the status; the default asks nothing.
    type Guard: Copy + Debug + Default + PartialEq + Eq + Send + Sync + 'static;
    /// What else of the past decides about events: the order's lead, its visit, whether somebody has arrived.
    type Circumstances: Copy + Debug + Default + PartialEq + Eq + Send + Sync + 'static;

    /// The whole table. Rows of one kind for the same people have one target and one class.
    const TABLE: &'static [Row<Self>];
    /// The kind by which a person ends a contest.
    const SETTLED: Self::Kind;
    /// The kinds that can clash with an event beside them; [`Flow::clashes`] is asked about these only.
    const WATCHED: &'static [Self::Kind];

    /// The particulars of an event; `None` for what this version does not know or what belongs to another flow.
    #[must_use]
    fn body(event: &Event) -> Option<&Self::Body> {
        event.body.read()
    }

    /// Which rows an event goes by.
    fn kind(body: &Self::Body) -> Self::Kind;

    /// What an event of kind [`Flow::SETTLED`] decides.
    fn settlement(body: &Self::Body) -> Option<Settlement<'_>>;

    /// Whether what a row asks beside the status is so.
    fn holds(guard: Self::Guard, circumstances: &Self::Circumstances) -> bool;

    /// The rows of a kind that are for this author, as far as the past alone tells: roles are admission's business,
    /// because the fold has no records.
    fn rows(
        kind: Self::Kind,
        author: UserId,
        circumstances: &Self::Circumstances,
    ) -> impl Iterator<Item = &'static Row<Self>>;

    /// The circumstances after an event that took effect by `row`.
    fn after(now: Self::Circumstances, body: &Self::Body, row: &Row<Self>) -> Self::Circumstances;

    /// The circumstances after a field event that stands as a fact without having taken effect. It was made in
    /// `made_in`, which may be another visit by now.
    fn noting(
        now: Self::Circumstances,
        made_in: &Self::Circumstances,
        body: &Self::Body,
        row: &Row<Self>,
    ) -> Self::Circumstances;

    /// Whether a person must look because these two were made without knowledge of each other, although both can stand
    /// by the table: a signature beside a reopening, an approval beside a withdrawal.
    fn clashes(one: &Self::Body, other: &Self::Body) -> bool;
}

/// What a person decided to end a contest (R5).
#[derive(Clone, Copy, Debug)]
pub struct Settlement<'a> {
    /// Office events that do not stand.
    pub drop: &'a [EventKey],
    /// The field event that sets the status, when the decider chose one.
    pub stands: Option<EventKey>,
}
