//! What every part of an order's page is read with.

use jobsheet_domain::event::Event;
use jobsheet_domain::language::Language;
use jobsheet_domain::records::Records;
use jobsheet_domain::work_order::{WorkOrder, WorkOrderEvent};
use jobsheet_domain::zone::TimeZone;

use crate::authors::Authors;

/// An order, and what its values are told with.
pub(super) struct Reader<'a> {
    pub(super) order: &'a WorkOrder<'a>,
    pub(super) records: &'a Records,
    pub(super) authors: &'a Authors,
    pub(super) language: Language,
}

impl Reader<'_> {
    /// The organisation's time.
    pub(super) fn zone(&self) -> TimeZone {
        self.records.policy.zone()
    }
}

/// An event's particulars; `None` for what this version does not know.
pub(super) fn body(event: &Event) -> Option<&WorkOrderEvent> {
    event.body.read()
}
