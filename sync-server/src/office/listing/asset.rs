//! The row of a machine.

use jobsheet_domain::asset::{AssetView as Asset, StoredDay};

use crate::office::server::Server;
use crate::office::views::AssetView;
use crate::office::{self, Error};

/// A reading is kept in thousandths of its unit.
const MILLI: i64 = 1_000;

/// What lists keep of a machine.
pub(crate) fn view(server: &Server, asset: &Asset) -> Result<AssetView, Error> {
    let records = office::records::now(server)?;
    let decision = asset.warranty(&records, None, None, server.now());
    Ok(AssetView {
        id: asset.id.0,
        model: asset.product_model.clone(),
        serial: asset.serial.clone(),
        customer: asset.customer.map(|id| id.0),
        site: asset.site.map(|id| id.0),
        acceptance_date: asset.accepted(&records.policy).map(StoredDay::Date),
        warranty_months: asset.warranty_months,
        running_hours: asset.running_hours.as_ref().map(|reading| reading.milli / MILLI),
        repair_days: asset.repair_days,
        warranty: decision.verdict.code().to_owned(),
        conflicts: Vec::new(),
    })
}
