//! What is listed of a machine.

use serde::{Deserialize, Serialize};

use crate::asset::{AssetView, StoredDay, WarrantyFacts};
use crate::content::Content;
use crate::customer;
use crate::id::ItemId;
use crate::listing::{self, Listing};
use crate::records::Policy;

/// A reading is kept in thousandths of its unit.
const MILLI: i64 = 1_000;

/// What only lists of machines show. Under warranty or not is for the day on which somebody looks (R32).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AssetSummary {
    /// At which of the customer's sites.
    pub site: Option<ItemId>,
    /// The day the customer accepted it, as it is stored.
    pub acceptance_date: Option<StoredDay>,
    /// The manufacturer's warranty for this machine in months, when it differs from the catalogue's.
    pub warranty_months: Option<u32>,
    /// Running hours on its meter.
    pub running_hours: Option<i64>,
    /// Days it was out of use for repairs under warranty.
    pub repair_days: u32,
}

impl Listing<AssetSummary> {
    /// What the machine's warranty is computed from, whenever somebody looks (R32).
    #[must_use]
    pub fn warranty_facts(&self, policy: &Policy) -> WarrantyFacts {
        let summary = &self.summary;
        WarrantyFacts {
            product_model: self.title.clone(),
            accepted: summary.acceptance_date.map(|day| day.date(policy)),
            months: summary.warranty_months,
            running_hours: summary.running_hours.and_then(|hours| u32::try_from(hours).ok()),
            repair_days: summary.repair_days,
        }
    }
}

/// What is listed of a machine: its model is the title, its serial number the number.
pub(super) fn listing(content: &Content) -> Listing<AssetSummary> {
    let asset = AssetView::of(content);
    Listing {
        number: asset.serial,
        title: asset.product_model,
        customer: asset.customer,
        words: listing::words([&asset.notes]),
        links: listing::links([(customer::KIND, asset.customer)]),
        summary: AssetSummary {
            site: asset.site,
            acceptance_date: asset.acceptance_date,
            warranty_months: asset.warranty_months,
            running_hours: asset.running_hours.map(|reading| reading.milli / MILLI),
            repair_days: asset.repair_days,
        },
        ..Listing::of(content)
    }
}
