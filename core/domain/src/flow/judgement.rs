//! Judging one event by its ancestors alone (point 1 of the fold).

use crate::event::Event;
use crate::flow::{Class, Flow, Row, Target};
use crate::time::Timestamp;

/// What of a state decides about events: the status, and what the flow adds to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation<F: Flow> {
    /// Where the document stands.
    pub status: F::Status,
    /// Since when, corrected.
    pub since: Option<Timestamp>,
    /// What else decides.
    pub circumstances: F::Circumstances,
}

/// An event judged where it was made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judgement<F: Flow> {
    /// The situation its author could know.
    pub(crate) before: Situation<F>,
    /// The row that allows it; `None` when it was not allowed or is not known.
    pub(crate) row: Option<&'static Row<F>>,
}

impl<F: Flow> Judgement<F> {
    /// The status it led to where it was made.
    pub(crate) fn target(&self) -> F::Status {
        match self.row.map(|row| row.to) {
            Some(Target::To(status)) => status,
            _ => self.before.status,
        }
    }

    pub(crate) fn class(&self) -> Option<Class> {
        self.row.map(|row| row.class)
    }

    pub(crate) fn kind(&self) -> Option<F::Kind> {
        self.row.map(|row| row.kind)
    }

    /// Whether it only stands beside the status.
    pub(crate) fn is_beside(&self) -> bool {
        self.row.is_some_and(Row::is_beside)
    }

    /// Whether it sets the status.
    pub(crate) fn moves(&self) -> bool {
        self.row.is_some_and(|row| matches!(row.to, Target::To(_)))
    }
}

impl<F: Flow> Situation<F> {
    /// The situation after an event that fits.
    pub(crate) fn after(mut self, event: &Event, body: &F::Body, row: &Row<F>) -> Self {
        if let Target::To(status) = row.to {
            self.status = status;
            self.since = Some(event.at.corrected);
        }
        self.circumstances = F::after(self.circumstances, body, row);
        self
    }

    /// The situation after a field event made in `made_in` that is kept as a fact and does not fit.
    pub(crate) fn noting(mut self, made_in: &F::Circumstances, body: &F::Body, row: &Row<F>) -> Self {
        self.circumstances = F::noting(self.circumstances, made_in, body, row);
        self
    }
}
