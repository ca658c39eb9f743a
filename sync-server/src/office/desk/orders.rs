//! Work orders at the console.

use std::sync::Arc;

use jobsheet_domain::aggregates::Command;
use jobsheet_domain::history::SignoffStanding;
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::language::Language;
use jobsheet_domain::time::Position;
use jobsheet_domain::value::Address;
use jobsheet_domain::work_order::{self, SignoffRecord, WorkOrderCommand};
use jobsheet_report::VisitReport;
use jobsheet_signing::sha256;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::lent::Lent;
use super::rows::shown;
use super::{asking, cut, limit, lookup, searched, status};
use crate::ledger::{ListQuery, User};
use crate::office::server::Server;
use crate::office::views::{OrderList, OrderView};
use crate::office::{Error, Opened, hands};

/// What the board shows.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct OrderQuery {
    /// Only this work status.
    pub status: Option<String>,
    /// Only what is not done with, or only what is: closed or cancelled. A status asked for wins over it.
    pub open: Option<bool>,
    /// Only what contains this text (number, title, fault, address, contact, machine), or whose customer does.
    pub q: Option<String>,
    /// Only what this person works on.
    pub technician: Option<Uuid>,
    /// Only what must be settled, or only what need not be.
    pub contested: Option<bool>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// A new order.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RaiseAsked {
    /// The request it answers.
    #[serde(default)]
    pub request: Option<Uuid>,
    /// Whose.
    pub customer: Uuid,
    /// Which machine, when known.
    #[serde(default)]
    pub asset: Option<Uuid>,
    /// Where.
    pub address: AddressAsked,
    /// Contact at the site.
    #[serde(default)]
    pub contact: String,
    /// The contact's phone.
    #[serde(default)]
    pub phone: String,
    /// The fault in the customer's words.
    pub fault: String,
    /// One line for lists.
    pub title: String,
    /// `normal`, `urgent` or `down`.
    pub priority: String,
}

/// A postal address. A plain text is taken for one without a place.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(from = "AddressForm")]
pub struct AddressAsked {
    /// As the customer writes it.
    pub text: String,
    /// Where that is, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<PositionAsked>,
}

/// The two forms an address is written in.
#[derive(Deserialize)]
#[serde(untagged)]
enum AddressForm {
    Text(String),
    Whole {
        text: String,
        #[serde(default)]
        position: Option<PositionAsked>,
    },
}

impl From<AddressForm> for AddressAsked {
    fn from(form: AddressForm) -> Self {
        match form {
            AddressForm::Text(text) => Self { text, position: None },
            AddressForm::Whole { text, position } => Self { text, position },
        }
    }
}

/// A place in millionths of a degree (WGS 84).
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct PositionAsked {
    /// Latitude.
    pub latitude_udeg: i32,
    /// Longitude.
    pub longitude_udeg: i32,
}

/// The board, newest first.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn list(server: &Server, query: &OrderQuery) -> Result<OrderList, Error> {
    let organisation = server.organisation.id;
    let (statuses, open) = status(query.status.as_ref(), query.open);
    let asked = ListQuery {
        statuses,
        open,
        search: searched(query.q.as_ref()),
        member: query.technician.map(UserId),
        linked: None,
        contested: query.contested,
        limit: limit(query.limit),
    };
    let position = server.ledger.position(organisation)?;
    let (rows, more) = cut(server, work_order::KIND, &asked)?;
    Ok(OrderList { orders: shown(&Lent::now(server)?, &rows)?, more, position })
}

/// Raises an order under an id that follows from the asking: asked again, it is found, and what was not finished then
/// is now. It gets the next number of the year, in the same change.
///
/// # Errors
/// [`Error::Refused`] by the domain; [`Error::Missing`] for a request, customer or machine that is none.
pub fn raise(server: &Server, user: &User, id: DocumentId, asked: &RaiseAsked) -> Result<OrderView, Error> {
    let raise = WorkOrderCommand::Raise {
        request: asked.request.map(DocumentId),
        found_on_site: false,
        customer: DocumentId(asked.customer),
        asset: asked.asset.map(DocumentId),
        address: asked.address.clone().into(),
        contact: asked.contact.clone(),
        phone: asked.phone.clone(),
        fault: asked.fault.clone(),
        title: asked.title.clone(),
        priority: asked.priority.clone(),
        product_model: String::new(),
        distance_m: None,
    };
    asking::begin(server, user.id, id, Command::WorkOrder(raise))?;
    page(server, id)
}

/// An order's page.
///
/// # Errors
/// [`Error::Missing`] when there is no such order.
pub fn page(server: &Server, id: DocumentId) -> Result<OrderView, Error> {
    super::page::page(server, &*Opened::read(server, id)?)
}

/// Does something to an order for a person.
///
/// # Errors
/// [`Error::Refused`] by the domain, [`Error::Missing`].
pub fn command(
    server: &Server,
    user: &User,
    id: DocumentId,
    command: &WorkOrderCommand,
) -> Result<OrderView, Error> {
    super::page::page(server, &*run(server, user.id, id, command)?)
}

/// Runs a command of the domain on an order.
pub(crate) fn run(
    server: &Server,
    user: UserId,
    id: DocumentId,
    asked: &WorkOrderCommand,
) -> Result<Arc<Opened>, Error> {
    asking::run(server, user, id, None, Command::WorkOrder(asked.clone()))
}

/// The report as a page: the one that was signed, or as it stands; with the customer's hand for who may see it.
///
/// # Errors
/// [`Error::Missing`] when there is no such order.
pub fn report(
    server: &Server,
    id: DocumentId,
    language: Option<Language>,
    with_hand: bool,
) -> Result<(String, bool), Error> {
    let opened = Opened::read(server, id)?;
    let order = opened.order()?;
    let visit = order.state.visit.max(1);
    let report =
        VisitReport::of(&order, visit, sha256, |heads, shown| opened.document.content_shown(heads, shown))?;
    let void = opened.subject.standing.as_ref().is_some_and(SignoffStanding::is_void);
    let thumbnails = lookup::thumbnails(server, &report.pictures)?;
    let hand = |record: &SignoffRecord| if with_hand { hands::open(server, id, record) } else { None };
    let drawn = report.signoff.as_ref().and_then(|(_, record)| hand(record));
    let was_opened = drawn.is_some();
    Ok((
        report.html(language.or(report.language).unwrap_or_default(), thumbnails, void, |_| drawn),
        was_opened,
    ))
}

impl From<AddressAsked> for Address {
    fn from(asked: AddressAsked) -> Self {
        let position = asked.position.map(|position| Position {
            latitude_udeg: position.latitude_udeg,
            longitude_udeg: position.longitude_udeg,
        });
        Self { text: asked.text, position }
    }
}
