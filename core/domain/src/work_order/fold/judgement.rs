//! Judging one event by its ancestors alone (point 1 of the fold).

use crate::event::Event;
use crate::id::UserId;
use crate::time::Timestamp;
use crate::work_order::event::WorkOrderEvent;
use crate::work_order::kind::EventKind;
use crate::work_order::status::Status;
use crate::work_order::transitions::{Class, Row, Target};

/// What of a state decides about events: status, lead and the present visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Situation {
    pub(super) status: Status,
    pub(super) since: Option<Timestamp>,
    pub(super) visit: u32,
    pub(super) lead: Option<UserId>,
    pub(super) arrived: bool,
}

/// An event judged where it was made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judgement {
    /// The situation its author could know.
    pub(super) before: Situation,
    /// The kind and the row that allows it; `None` when it was not allowed or is not known.
    pub(super) row: Option<&'static Row>,
}

impl Judgement {
    /// The status it led to where it was made.
    pub(super) fn target(&self) -> Status {
        match self.row.map(|row| row.to) {
            Some(Target::To(status)) => status,
            _ => self.before.status,
        }
    }

    pub(super) fn class(&self) -> Option<Class> {
        self.row.map(|row| row.class)
    }

    pub(super) fn kind(&self) -> Option<EventKind> {
        self.row.map(|row| row.kind)
    }

    /// Whether it only records attendance, beside the work status.
    pub(super) fn is_beside(&self) -> bool {
        self.row.is_some_and(|row| row.to == Target::Beside)
    }

    /// Whether it sets the status.
    pub(super) fn moves(&self) -> bool {
        self.row.is_some_and(|row| matches!(row.to, Target::To(_)))
    }
}

impl Situation {
    /// The situation after an event that fits.
    pub(super) fn after(mut self, event: &Event, body: &WorkOrderEvent, row: &Row) -> Self {
        if let Target::To(status) = row.to {
            self.status = status;
            self.since = Some(event.at.corrected);
        }
        match body {
            WorkOrderEvent::Raised { .. } => self.visit = 1,
            WorkOrderEvent::Assigned { lead, .. } | WorkOrderEvent::Reassigned { lead, .. } => {
                self.lead = Some(*lead);
            }
            WorkOrderEvent::Declined { .. } if row.to != Target::Beside => self.lead = None,
            WorkOrderEvent::Analysed { .. } => {
                self.visit = self.visit.saturating_add(1);
                self.arrived = false;
            }
            _ => {}
        }
        let visit = self.visit;
        self.noting(visit, body, row)
    }

    /// The situation after a field event of `visit` that is kept as a fact, whether it fits or not.
    pub(super) fn noting(mut self, visit: u32, body: &WorkOrderEvent, row: &Row) -> Self {
        if visit == self.visit && matches!(body, WorkOrderEvent::Arrived {}) && row.to != Target::Beside {
            self.arrived = true;
        }
        self
    }
}
