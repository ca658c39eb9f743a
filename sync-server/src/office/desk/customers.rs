//! Customers at the console.

use std::sync::Arc;

use jobsheet_domain::aggregates::Command;
use jobsheet_domain::asset;
use jobsheet_domain::customer::{self, CustomerCommand};
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::work_order;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::authors::Authors;
use super::lent::Lent;
use super::people::People;
use super::rows::{Row, Shown, shown};
use super::{LIMIT, asking, limit, lookup, searched};
use crate::ledger::{ListQuery, User};
use crate::office::listing::kept::Kept;
use crate::office::server::Server;
use crate::office::views::{CustomerList, CustomerView};
use crate::office::{Error, Opened};

/// Which customers.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct CustomerQuery {
    /// Only what contains this text: name, phone, contact, address.
    pub q: Option<String>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// A new customer.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CreateCustomerAsked {
    /// Name.
    pub name: String,
    /// The language they read, BCP 47.
    pub language: String,
    /// Main phone.
    #[serde(default)]
    pub phone: String,
    /// Contract number, which clocks may depend on.
    #[serde(default)]
    pub contract: Option<String>,
}

/// Customers, newest first.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn list(server: &Server, query: &CustomerQuery) -> Result<CustomerList, Error> {
    let asked =
        ListQuery { search: searched(query.q.as_ref()), limit: limit(query.limit), ..ListQuery::default() };
    let rows = server.ledger.list(server.organisation.id, customer::KIND, &asked)?;
    Ok(CustomerList { customers: shown(&Lent::now(server)?, &rows)? })
}

/// A customer's page, with machines and orders.
///
/// # Errors
/// [`Error::Missing`] when there is no such customer.
pub fn page(server: &Server, id: DocumentId) -> Result<CustomerView, Error> {
    shown_page(server, &*Opened::read_as(server, id, customer::KIND)?)
}

fn shown_page(server: &Server, opened: &Opened) -> Result<CustomerView, Error> {
    let content = opened.content();
    let people = People::read(server)?;
    let linked = ListQuery { linked: Some(opened.document.id()), limit: LIMIT, ..ListQuery::default() };
    let organisation = server.organisation.id;
    let assets = server.ledger.list(organisation, asset::KIND, &linked)?;
    let orders = server.ledger.list(organisation, work_order::KIND, &linked)?;
    let authors = Authors::read(server, &opened.document, &people)?;
    let lent = Lent::now(server)?;
    let row = Row::of(opened, authors.arrivals.newest(), Kept::at_hand(opened, &authors.arrivals));
    Ok(CustomerView {
        assets: shown(&lent, &assets)?,
        orders: shown(&lent, &orders)?,
        conflicts: authors.conflicts(content),
        ..CustomerView::of(row, &lent)?
    })
}

/// Opens a customer's file under an id that follows from the asking: asked again, it is found.
///
/// # Errors
/// [`Error::Refused`] by the domain.
pub fn create(
    server: &Server,
    user: &User,
    id: DocumentId,
    asked: CreateCustomerAsked,
) -> Result<CustomerView, Error> {
    let CreateCustomerAsked { name, language, phone, contract } = asked;
    if !lookup::is_made(server, id)? {
        run(server, user.id, id, &CustomerCommand::Create { name, language, phone, contract })?;
    }
    page(server, id)
}

/// Does something to a customer's file for a person.
///
/// # Errors
/// [`Error::Refused`] by the domain, [`Error::Missing`].
pub fn command(
    server: &Server,
    user: &User,
    id: DocumentId,
    command: &CustomerCommand,
) -> Result<CustomerView, Error> {
    shown_page(server, &*run(server, user.id, id, command)?)
}

/// Runs a command of the domain on a customer's file; opening makes it.
pub(crate) fn run(
    server: &Server,
    user: UserId,
    id: DocumentId,
    asked: &CustomerCommand,
) -> Result<Arc<Opened>, Error> {
    let create = matches!(asked, CustomerCommand::Create { .. }).then_some(customer::KIND);
    asking::run(server, user, id, create, Command::Customer(asked.clone()))
}
