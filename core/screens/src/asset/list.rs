//! Lists of machines. Warranty is by catalogue and policy of the moment, the site's words are the customer's (R32).

use jobsheet_client::{ClientError, kept};
use jobsheet_domain::asset::{self, AssetSummary};
use jobsheet_domain::customer::{CustomerSummary, SiteView};
use jobsheet_domain::id::{DocumentId, ItemId};
use jobsheet_domain::records::Records;
use jobsheet_domain::time::Timestamp;
use jobsheet_store::{DocumentRow, Page, RowQuery, RowSort};

use crate::Screens;

/// What lists show of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetRow {
    /// The machine.
    pub id: DocumentId,
    /// Whose it is.
    pub customer: Option<DocumentId>,
    /// Its product model.
    pub model: String,
    /// Its serial number.
    pub serial: String,
    /// Where it stands, in words.
    pub site: String,
    /// Until when it is under warranty, where that is known.
    pub warranty_until: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl AssetRow {
    fn of(row: DocumentRow, sites: &[SiteView], records: &Records) -> Self {
        let listing = kept::<AssetSummary>(&row);
        let last_day = listing.warranty_facts(&records.policy).last_day(records);
        Self {
            warranty_until: last_day.map(|day| records.policy.zone().day_end(day)),
            site: listing.summary.site.map(|site| words(sites, site)).unwrap_or_default(),
            id: row.id,
            customer: row.customer,
            model: row.title,
            serial: row.number,
            updated_at: row.updated_at,
        }
    }
}

fn words(sites: &[SiteView], site: ItemId) -> String {
    let found = sites.iter().find(|one| one.id == site);
    found
        .map(|one| [&one.name, &one.address.text].map(|text| text.trim()).join(" ").trim().to_owned())
        .unwrap_or_default()
}

impl Screens<'_> {
    /// A customer's machines, by model.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn assets_of(&self, customer: DocumentId) -> Result<Vec<AssetRow>, ClientError> {
        let query = RowQuery { customer: Some(customer), sort: RowSort::Title, ..RowQuery::default() };
        let all = Page { limit: u32::MAX, offset: 0 };
        let machines = self.client.documents(asset::KIND, &query, all)?;
        let owner = self.client.read(|tx| tx.row(customer))?;
        let sites =
            owner.map(|listed| kept::<CustomerSummary>(&listed.row).summary.sites).unwrap_or_default();
        let records = self.client.records()?;
        Ok(machines.into_iter().map(|listed| AssetRow::of(listed.row, &sites, &records)).collect())
    }
}
