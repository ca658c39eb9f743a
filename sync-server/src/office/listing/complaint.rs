//! The row of a complaint.

use jobsheet_domain::aggregates;
use jobsheet_domain::complaint::{Complaint, waits_for};

use super::arrivals::Arrivals;
use super::kept::{Kept, customer_name, name_of};
use crate::ledger::StoredRun;
use crate::office::records;
use crate::office::server::Server;
use crate::office::views::ComplaintRow;
use crate::office::{Error, Opened};

/// What lists show of a complaint once `run` is stored.
pub(crate) fn row(
    server: &Server,
    opened: &Opened,
    complaint: Complaint<'_>,
    run: &StoredRun,
) -> Result<Kept<ComplaintRow>, Error> {
    let state = complaint.state;
    let turn = waits_for(state, &records::now(server)?.policy);
    let row = ComplaintRow {
        id: complaint.content.id.0,
        number: complaint.shown_number().to_owned(),
        title: complaint.title().to_owned(),
        status: state.status.name().to_owned(),
        class: state.grade.map(|grade| grade.class.name().to_owned()),
        severity: state.grade.map(|grade| grade.severity.name().to_owned()),
        channel: state.origin.as_ref().map(|origin| origin.channel.name().to_owned()).unwrap_or_default(),
        customer: complaint.customer().map(|id| id.0),
        customer_name: customer_name(server, complaint.customer())?,
        received_at: complaint.received_at().map(|at| at.0),
        waits_for: turn.user.map(|user| user.0),
        waits_for_roles: turn.roles.iter().map(name_of).collect(),
        contested: state.is_contested(),
        updated_at: run.received_at.0,
        clocks: Vec::new(),
    };
    let clocks = aggregates::clocks(&opened.subject);
    let heard = Arrivals::read(server, &opened.document, Some(run))?.heard(opened.content(), &clocks);
    Ok(Kept { row, clocks, heard })
}
