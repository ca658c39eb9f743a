//! Machines at the console.

use jobsheet_domain::aggregates::{Command, decide};
use jobsheet_domain::asset::{self, AssetCommand, AssetView as Asset, Fault, StoredDay, WarrantyFacts};
use jobsheet_domain::calendar::CivilDate;
use jobsheet_domain::customer;
use jobsheet_domain::id::{DocumentId, ItemId, UserId};
use jobsheet_domain::records::Records;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::authors::Authors;
use super::people::People;
use super::{limit, lookup, read_command, row, searched};
use crate::ledger::{ListQuery, ListRow, User};
use crate::office::listing::asset::view;
use crate::office::server::Server;
use crate::office::views::{AssetList, AssetView};
use crate::office::{self, Decision, Error, Opened};

/// Which machines.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct AssetQuery {
    /// Only this customer's.
    pub customer: Option<Uuid>,
    /// Only what contains this text: model, serial number.
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
    Ok(AssetList { assets: shown(server, &rows)? })
}

/// A machine's page.
///
/// # Errors
/// [`Error::Missing`] when there is no such machine.
pub fn page(server: &Server, id: DocumentId) -> Result<AssetView, Error> {
    shown_page(server, &Opened::read_as(server, id, asset::KIND)?)
}

fn shown_page(server: &Server, opened: &Opened) -> Result<AssetView, Error> {
    let content = opened.content();
    let people = People::read(server)?;
    Ok(AssetView {
        conflicts: Authors::read(server, &opened.document, &people)?.conflicts(content),
        ..view(server, &Asset::of(content))?
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
/// [`Error::Refused`] by the domain, [`Error::Malformed`] for what is no command, [`Error::Missing`].
pub fn command(
    server: &Server,
    user: &User,
    id: DocumentId,
    command: serde_json::Value,
) -> Result<AssetView, Error> {
    shown_page(server, &run(server, user.id, id, &read_command(command)?)?)
}

/// Runs a command of the domain on a machine's file; opening makes it.
pub(crate) fn run(
    server: &Server,
    user: UserId,
    id: DocumentId,
    asked: &AssetCommand,
) -> Result<Opened, Error> {
    let create = matches!(asked, AssetCommand::Create { .. }).then_some(asset::KIND);
    let asked = Command::Asset(asked.clone());
    office::write(server, user, id, create, &|subject, asker| {
        Ok(Decision { edits: decide(subject, asker, &asked)?, ..Decision::default() })
    })
}

/// What lists show of machines: what was kept of them, and the warranty as it stands today (R32).
pub(super) fn shown(server: &Server, kept: &[ListRow]) -> Result<Vec<AssetView>, Error> {
    let records = office::records::now(server)?;
    let fault = Fault::unknown(records.policy.zone().date(server.now()));
    kept.iter().map(|kept| Ok(today(row(kept)?, &records, &fault))).collect()
}

fn today(kept: AssetView, records: &Records, fault: &Fault<'_>) -> AssetView {
    // A row of version 1 keeps the day as an instant.
    let accepted = kept.acceptance_date.map(|day| day.date(&records.policy));
    let facts = WarrantyFacts {
        product_model: kept.model.clone(),
        accepted,
        months: kept.warranty_months,
        running_hours: kept.running_hours.and_then(|hours| u32::try_from(hours).ok()),
        repair_days: kept.repair_days,
    };
    let warranty = facts.decide(records, fault).verdict.code().to_owned();
    AssetView { acceptance_date: accepted.map(StoredDay::Date), warranty, ..kept }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A row as version 1 kept it: the day an instant, midnight of 15 February 2026 in China, and a verdict of that day.
    fn kept() -> AssetView {
        let row = json!({ "id": Uuid::nil(), "model": "X-1", "serial": "1", "customer": null, "site": null,
            "acceptance_date": 1_771_084_800_000_i64, "warranty_months": 12, "running_hours": null, "repair_days": 0,
            "warranty": "free" });
        serde_json::from_value(row).unwrap()
    }

    #[test]
    fn r32_a_list_says_how_the_warranty_stands_on_the_day_it_is_read() {
        let mut records = Records::default();
        records.policy.time_zone = "Europe/Berlin".to_owned();
        for (day, verdict) in [("2027-02-15", "free"), ("2027-02-16", "chargeable")] {
            let shown = today(kept(), &records, &Fault::unknown(day.parse().unwrap()));
            let accepted = serde_json::to_value(shown.acceptance_date).unwrap();
            assert_eq!((accepted, shown.warranty.as_str()), (json!("2026-02-15"), verdict));
        }
    }
}
