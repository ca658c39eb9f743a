//! Machines at the console.

use std::sync::Arc;

use jobsheet_domain::aggregates::Command;
use jobsheet_domain::asset::{self, AssetCommand, StoredDay};
use jobsheet_domain::calendar::CivilDate;
use jobsheet_domain::customer;
use jobsheet_domain::id::{DocumentId, ItemId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::authors::Authors;
use super::lent::Lent;
use super::people::People;
use super::rows::{Row, Shown, shown};
use super::{asking, limit, lookup, searched};
use crate::ledger::{ListQuery, User};
use crate::office::listing::kept::Kept;
use crate::office::server::Server;
use crate::office::views::{AssetList, AssetView};
use crate::office::{Error, Opened};

/// Which machines.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct AssetQuery {
    /// Only this customer's.
    pub customer: Option<Uuid>,
    /// Only what contains this text (model, serial number, notes), or whose customer does.
    pub q: Option<String>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// A new machine.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CreateAssetAsked {
    /// Model name, as on the nameplate.
    pub product_model: String,
    /// Serial number, as on the nameplate.
    pub serial: String,
    /// Whose it is.
    pub customer: Uuid,
    /// At which of the customer's sites.
    #[serde(default)]
    pub site: Option<Uuid>,
    /// The day the customer accepted it: `2026-02-15`.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub acceptance_date: Option<CivilDate>,
    /// The manufacturer's warranty for this machine, when it differs from the catalogue's.
    #[serde(default)]
    pub warranty_months: Option<u32>,
}

/// Machines, newest first.
///
/// # Errors
/// [`Error::Failed`] when the ledger fails.
pub fn list(server: &Server, query: &AssetQuery) -> Result<AssetList, Error> {
    let asked = ListQuery {
        search: searched(query.q.as_ref()),
        linked: query.customer.map(DocumentId),
        limit: limit(query.limit),
        ..ListQuery::default()
    };
    let rows = server.ledger.list(server.organisation.id, asset::KIND, &asked)?;
    Ok(AssetList { assets: shown(&Lent::now(server)?, &rows)? })
}

/// A machine's page.
///
/// # Errors
/// [`Error::Missing`] when there is no such machine.
pub fn page(server: &Server, id: DocumentId) -> Result<AssetView, Error> {
    shown_page(server, &*Opened::read_as(server, id, asset::KIND)?)
}

fn shown_page(server: &Server, opened: &Opened) -> Result<AssetView, Error> {
    let people = People::read(server)?;
    let authors = Authors::read(server, &opened.document, &people)?;
    let row = Row::of(opened, authors.arrivals.newest(), Kept::at_hand(opened, &authors.arrivals));
    Ok(AssetView {
        conflicts: authors.conflicts(opened.content()),
        ..AssetView::of(row, &Lent::now(server)?)?
    })
}

/// Opens a machine's file under an id that follows from the asking: asked again, it is found.
///
/// # Errors
/// [`Error::Refused`] by the domain.
pub fn create(
    server: &Server,
    user: &User,
    id: DocumentId,
    asked: CreateAssetAsked,
) -> Result<AssetView, Error> {
    if lookup::is_made(server, id)? {
        return page(server, id);
    }
    lookup::content_of(server, DocumentId(asked.customer), customer::KIND)?;
    let command = AssetCommand::Create {
        product_model: asked.product_model,
        serial: asked.serial,
        customer: DocumentId(asked.customer),
        site: asked.site.map(ItemId),
        acceptance_date: asked.acceptance_date.map(StoredDay::Date),
        warranty_months: asked.warranty_months,
    };
    run(server, user.id, id, &command)?;
    page(server, id)
}

/// Does something to a machine's file for a person.
///
/// # Errors
/// [`Error::Refused`] by the domain, [`Error::Missing`].
pub fn command(
    server: &Server,
    user: &User,
    id: DocumentId,
    command: &AssetCommand,
) -> Result<AssetView, Error> {
    shown_page(server, &*run(server, user.id, id, command)?)
}

/// Runs a command of the domain on a machine's file; opening makes it.
pub(crate) fn run(
    server: &Server,
    user: UserId,
    id: DocumentId,
    asked: &AssetCommand,
) -> Result<Arc<Opened>, Error> {
    let create = matches!(asked, AssetCommand::Create { .. }).then_some(asset::KIND);
    asking::run(server, user, id, create, Command::Asset(asked.clone()))
}
