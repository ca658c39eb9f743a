//! What every part of an order's page is read with.

use jobsheet_domain::event::Event;
use jobsheet_domain::language::Language;
use jobsheet_domain::records::Records;
use jobsheet_domain::work_order::{WorkOrder, WorkOrderEvent};

use crate::authors::Authors;

/// An order, and what its values are told with.
pub(super) struct Reader<'a> {
    pub(super) order: &'a WorkOrder<'a>,
    pub(super) records: &'a Records,
    pub(super) authors: &'a Authors,
    pub(super) language: Language,
}

impl Reader<'_> {
    /// Minutes the organisation's time is ahead of UTC.
    pub(super) fn offset_minutes(&self) -> i32 {
        self.records.policy.time_zone_offset_minutes
    }
}

/// An event's particulars; `None` for what this version does not know.
pub(super) fn body(event: &Event) -> Option<&WorkOrderEvent> {
    event.body.read()
}
