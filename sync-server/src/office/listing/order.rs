//! The row of an order.

use jobsheet_domain::aggregates;
use jobsheet_domain::work_order::WorkOrder;

use super::arrivals::Arrivals;
use super::kept::{Kept, customer_name, name_of};
use crate::ledger::StoredRun;
use crate::office::server::Server;
use crate::office::views::{OrderRow, WindowView};
use crate::office::{Error, Opened};

/// What lists show of an order once `run` is stored.
pub(crate) fn row(
    server: &Server,
    opened: &Opened,
    order: &WorkOrder<'_>,
    run: &StoredRun,
) -> Result<Kept<OrderRow>, Error> {
    let state = &order.state;
    let standing = opened.subject.standing.clone().unwrap_or_default();
    let lead = state.lead.map(|lead| server.ledger.user(server.organisation.id, lead)).transpose()?.flatten();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let row = OrderRow {
        id: order.content.id.0,
        number: order.number().to_owned(),
        title: order.title().to_owned(),
        status: state.status.name().to_owned(),
        signoff: state.signoff.map_or_else(|| "none".to_owned(), |signoff| name_of(&signoff.kind)),
        void: standing.is_void(),
        customer: order.customer().map(|id| id.0),
        customer_name: customer_name(server, order.customer())?,
        address: order.address().map(|address| address.text.clone()).unwrap_or_default(),
        lead_name: lead.map(|lead| lead.full_name).unwrap_or_default(),
        technicians: state.technicians.iter().map(|user| user.0).collect(),
        priority: order.priority().to_owned(),
        window: state.window.map(|window| WindowView { from: window.from.0, to: window.to.0 }),
        contested: state.is_contested(),
        conflicts: count(order.content.conflicts().len()),
        additions: count(standing.additions.len()),
        updated_at: run.received_at.0,
        clocks: Vec::new(),
    };
    let clocks = aggregates::clocks(&opened.subject);
    let heard = Arrivals::read(server, &opened.document, Some(run))?.heard(order.content, &clocks);
    Ok(Kept { row, clocks, heard })
}
