//! The rows of a transition table, as data.

use serde::{Deserialize, Serialize};

use crate::flow::Flow;

/// Where an event comes from; it decides what happens when events cannot stand together (R5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A fact from the field: once valid where it was made, it is kept for good.
    Field,
    /// A decision of the office: set aside when it cannot stand beside a fact it did not know.
    Office,
}

/// What an event does to the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<S> {
    /// It becomes this.
    To(S),
    /// It stays, and the event belongs to it: beside another status it does not fit.
    Unchanged,
    /// It stays whatever it is: attendance, a grade, a link to another document.
    Beside,
}

/// One row: an event, from where to where it moves the document, and who may write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<F: Flow> {
    /// What happens.
    pub kind: F::Kind,
    /// The statuses it can happen in.
    pub from: &'static [F::Status],
    /// What it does to the status.
    pub to: Target<F::Status>,
    /// Field or office.
    pub class: Class,
    /// Who.
    pub by: F::By,
    /// What must be so beside the status.
    pub guard: F::Guard,
}

impl<F: Flow> Row<F> {
    /// Whether the event can happen in a status, under these circumstances.
    #[must_use]
    pub fn admits(&self, status: F::Status, circumstances: &F::Circumstances) -> bool {
        self.from.contains(&status) && F::holds(self.guard, circumstances)
    }

    /// Whether it never touches the status, so that it is in nobody's way and nothing is in its way.
    #[must_use]
    pub fn is_beside(&self) -> bool {
        self.to == Target::Beside
    }
}

/// Whether an event judged by `row` could also happen in another status: any row of its kind for the same people.
#[must_use]
pub fn would_admit<F: Flow>(row: &Row<F>, status: F::Status, circumstances: &F::Circumstances) -> bool {
    let alike = |other: &&Row<F>| other.kind == row.kind && other.by == row.by;
    F::TABLE.iter().filter(alike).any(|other| other.admits(status, circumstances))
}
