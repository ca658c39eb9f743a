//! The intake register at the console.

use jobsheet_domain::aggregates::{Command, State};
use jobsheet_domain::customer;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::request::{self, RequestCommand};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::authors::Authors;
use super::lent::Lent;
use super::orders::AddressAsked;
use super::people::People;
use super::rows::{Row, Shown, shown};
use super::{asking, cut, limit, lookup, searched, text};
use crate::ledger::{ListQuery, User};
use crate::office::listing::kept::Kept;
use crate::office::server::Server;
use crate::office::views::{RequestList, RequestRow, RequestView};
use crate::office::{Error, Opened};

/// What the register shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct RequestQuery {
    /// Only what contains this text, or whose customer does.
    pub q: Option<String>,
    /// Only what is open, or only what has ended.
    pub open: Option<bool>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// A call (R1).
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct LogAsked {
    /// `phone`, `letter`, `mail`, `message` or `walk_in`.
    pub channel: String,
    /// The customer, when recognised (R3).
    #[serde(default)]
    pub customer: Option<Uuid>,
    /// The caller's name.
    #[serde(default)]
    pub caller: String,
    /// The caller's phone.
    #[serde(default)]
    pub phone: String,
    /// Address as given.
    #[serde(default)]
    pub address: AddressAsked,
    /// Product model as given.
    #[serde(default)]
    pub product_model: String,
    /// Serial number as given.
    #[serde(default)]
    pub serial: String,
    /// The fault in the customer's words.
    pub fault: String,
}

/// The register, newest first.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn list(server: &Server, query: &RequestQuery) -> Result<RequestList, Error> {
    let asked = ListQuery {
        open: query.open,
        search: searched(query.q.as_ref()),
        limit: limit(query.limit),
        ..ListQuery::default()
    };
    let organisation = server.organisation.id;
    let position = server.ledger.position(organisation)?;
    let (rows, more) = cut(server, request::KIND, &asked)?;
    Ok(RequestList { requests: shown(&Lent::now(server)?, &rows)?, more, position })
}

/// Takes down a call under an id that follows from the asking: asked again, it is found. It gets the register's next
/// number of the year, in the same change (R1).
///
/// # Errors
/// [`Error::Refused`] by the domain; [`Error::Missing`] for a customer that is none.
pub fn log(server: &Server, user: &User, id: DocumentId, asked: LogAsked) -> Result<RequestView, Error> {
    if let Some(customer) = asked.customer {
        lookup::require(server, DocumentId(customer), customer::KIND)?;
    }
    let command = Command::Request(RequestCommand::Log {
        channel: asked.channel,
        provisional: None,
        customer: asked.customer.map(DocumentId),
        caller: asked.caller,
        phone: asked.phone,
        address: asked.address.into(),
        product_model: asked.product_model,
        serial: asked.serial,
        fault: asked.fault,
    });
    asking::begin(server, user.id, id, command)?;
    page(server, id)
}

/// A request's page.
///
/// # Errors
/// [`Error::Missing`] when there is no such request.
pub fn page(server: &Server, id: DocumentId) -> Result<RequestView, Error> {
    shown_page(server, &*Opened::read_as(server, id, request::KIND)?)
}

fn shown_page(server: &Server, opened: &Opened) -> Result<RequestView, Error> {
    let (document, content) = (&opened.document, opened.content());
    let State::Request(state) = &opened.subject.state else { return Err(Error::Missing("request")) };
    let people = People::read(server)?;
    let authors = Authors::read(server, document, &people)?;
    let lent = Lent::now(server)?;
    let updated_at = authors.arrivals.newest();
    let kept = Kept::at_hand(opened, &authors.arrivals);
    let clocks = lent.clocks(&kept.listing.clocks, &kept.heard)?;
    let outcome = state.endings.first().map(|ending| ending.outcome.clone());
    let provisional = content.fact_text("provisional_number");
    Ok(RequestView {
        row: RequestRow::of(Row::of(opened, updated_at, kept), &lent)?,
        heads: document.heads().iter().map(ToString::to_string).collect(),
        provisional_number: (!provisional.is_empty()).then(|| provisional.to_owned()),
        address: content.fact("address").map(text::of).unwrap_or_default(),
        product_model: content.fact_text("product_model").to_owned(),
        serial: content.fact_text("serial").to_owned(),
        fault_text: content.text("fault").to_owned(),
        outcome,
        conflicts: authors.conflicts(content),
        clocks,
    })
}

/// Does something to a request for a person.
///
/// # Errors
/// [`Error::Refused`] by the domain, [`Error::Missing`].
pub fn command(
    server: &Server,
    user: &User,
    id: DocumentId,
    command: RequestCommand,
) -> Result<RequestView, Error> {
    shown_page(server, &*asking::run(server, user.id, id, None, Command::Request(command))?)
}
