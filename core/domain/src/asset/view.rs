//! An asset as screens and other rules read it.

use serde::{Deserialize, Serialize};

use crate::asset::facts::{Fault, WarrantyFacts};
use crate::asset::schema::ACCEPTANCE_DATE;
use crate::asset::stored_day::StoredDay;
use crate::calendar::CivilDate;
use crate::content::Content;
use crate::id::{DocumentId, ItemId};
use crate::place::conflicts;
use crate::records::{Policy, Records};
use crate::time::Timestamp;
use crate::value::{Reading, Value};
use crate::warranty::Decision;

/// An asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetView {
    /// Which.
    pub id: DocumentId,
    /// Model name, as on the nameplate.
    pub product_model: String,
    /// Serial number, as on the nameplate.
    pub serial: String,
    /// Whose it is.
    pub customer: Option<DocumentId>,
    /// At which of the customer's sites.
    pub site: Option<ItemId>,
    /// The day the customer accepted it, as it is stored (R32): [`AssetView::accepted`] reads it.
    pub acceptance_date: Option<StoredDay>,
    /// The manufacturer's warranty for this machine, when it differs from the catalogue's.
    pub warranty_months: Option<u32>,
    /// The last reading of its hour meter.
    pub running_hours: Option<Reading>,
    /// Days it was out of use for repairs under warranty (R32).
    pub repair_days: u32,
    /// Notes of staff.
    pub notes: String,
    /// What people must choose between (R49).
    pub conflicts: Vec<String>,
}

impl AssetView {
    /// The asset a document is about.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        let id = |name: &str| content.fact(name).and_then(Value::as_id);
        let number =
            |name: &str| content.fact(name).and_then(Value::as_integer).and_then(|n| u32::try_from(n).ok());
        Self {
            id: content.id,
            product_model: content.fact_text("product_model").to_owned(),
            serial: content.fact_text("serial").to_owned(),
            customer: id("customer").map(DocumentId),
            site: id("site").map(ItemId),
            acceptance_date: content.fact(ACCEPTANCE_DATE).and_then(StoredDay::of),
            warranty_months: number("warranty_months"),
            running_hours: match content.fact("running_hours") {
                Some(Value::Reading(reading)) => Some(reading.clone()),
                _ => None,
            },
            repair_days: number("repair_days").unwrap_or(0),
            notes: content.text("notes").to_owned(),
            conflicts: conflicts(content).map(|(place, _)| place.to_string()).collect(),
        }
    }

    /// The machine's product family, by the catalogue.
    #[must_use]
    pub fn family<'a>(&self, records: &'a Records) -> Option<&'a str> {
        records.catalogue.product(&self.product_model).map(|product| product.family.as_str())
    }

    /// Who pays for work on it that was asked for at `reported_at`, by what is known of the fault (R32).
    #[must_use]
    pub fn warranty(
        &self,
        records: &Records,
        opened_by_others: Option<bool>,
        cause_class: Option<&str>,
        reported_at: Timestamp,
    ) -> Decision {
        let fault =
            Fault { opened_by_others, cause_class, reported: records.policy.zone().date(reported_at) };
        self.warranty_facts(&records.policy).decide(records, &fault)
    }

    /// The day the customer accepted it (R32).
    #[must_use]
    pub fn accepted(&self, policy: &Policy) -> Option<CivilDate> {
        self.acceptance_date.map(|day| day.date(policy))
    }

    /// What its warranty is computed from, whenever somebody looks (R32).
    #[must_use]
    pub fn warranty_facts(&self, policy: &Policy) -> WarrantyFacts {
        let hours = self.running_hours.as_ref().and_then(|reading| u32::try_from(reading.milli / 1_000).ok());
        WarrantyFacts {
            product_model: self.product_model.clone(),
            accepted: self.accepted(policy),
            months: self.warranty_months,
            running_hours: hours,
            repair_days: self.repair_days,
        }
    }
}
