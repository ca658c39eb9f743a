//! What every part of an order's page is read with.

use std::ops::Deref;

use jobsheet_domain::event::Event;
use jobsheet_domain::work_order::{WorkOrder, WorkOrderEvent};

use crate::page;

/// An order, and what its values are told with.
pub(super) struct Reader<'a> {
    pub(super) order: &'a WorkOrder<'a>,
    pub(super) told: page::Reader<'a>,
}

impl<'a> Deref for Reader<'a> {
    type Target = page::Reader<'a>;

    fn deref(&self) -> &Self::Target {
        &self.told
    }
}

/// An event's particulars; `None` for what this version does not know.
pub(super) fn body(event: &Event) -> Option<&WorkOrderEvent> {
    event.body.read()
}
