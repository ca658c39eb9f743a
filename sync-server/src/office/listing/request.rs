//! The row of a request.

use jobsheet_domain::content::Content;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::request::RequestState;
use jobsheet_domain::value::Value;

use super::kept::{customer_name, name_of};
use crate::office::Error;
use crate::office::server::Server;
use crate::office::views::RequestRow;

/// Characters of a fault that a list shows.
const SHORT: usize = 120;

/// What the register shows of a request.
pub(crate) fn row(server: &Server, content: &Content, state: &RequestState) -> Result<RequestRow, Error> {
    let customer = content.fact("customer").and_then(Value::as_id);
    let taken_by = content.events.in_order().first().map(|event| event.by.user);
    let taken_by =
        taken_by.map(|user| server.ledger.user(server.organisation.id, user)).transpose()?.flatten();
    Ok(RequestRow {
        id: content.id.0,
        number: content.fact_text("number").to_owned(),
        status: name_of(&state.status),
        channel: state.channel.clone(),
        received_at: state.logged_at.map(|at| at.0),
        customer,
        customer_name: customer_name(server, customer.map(DocumentId))?,
        caller: content.fact_text("caller").to_owned(),
        phone: content.fact_text("phone").to_owned(),
        fault: content.text("fault").chars().take(SHORT).collect(),
        taken_by: taken_by.map(|user| user.full_name).unwrap_or_default(),
    })
}
