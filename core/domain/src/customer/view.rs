//! A customer as screens and other rules read it.

use serde::{Deserialize, Serialize};

use crate::content::{Content, Fields, field};
use crate::id::{DocumentId, ItemId};
use crate::language::Language;
use crate::place::conflicts;
use crate::value::{Address, Value};

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerView {
    /// Which.
    pub id: DocumentId,
    /// Their name.
    pub name: String,
    /// The language they read.
    pub language: Language,
    /// Their main phone; empty when there is none.
    pub phone: String,
    /// Their contract's number.
    pub contract: Option<String>,
    /// Whom to call, by id.
    pub contacts: Vec<ContactView>,
    /// Where their machines are, by id.
    pub sites: Vec<SiteView>,
    /// Notes of staff.
    pub notes: String,
    /// What people must choose between (R49).
    pub conflicts: Vec<String>,
}

/// Somebody to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    /// Which.
    pub id: ItemId,
    /// Their name.
    pub name: String,
    /// Their phone.
    pub phone: String,
    /// Their mail address.
    pub mail: String,
    /// What they do there.
    pub role: String,
}

/// A place where machines are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteView {
    /// Which.
    pub id: ItemId,
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub address: Address,
    /// Metres from the service station, when known (R24).
    pub distance_m: Option<u64>,
}

impl CustomerView {
    /// The customer a document is about.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        Self {
            id: content.id,
            name: content.fact_text("name").to_owned(),
            language: Language::from_code(content.fact_text("language")).unwrap_or_default(),
            phone: content.fact_text("phone").to_owned(),
            contract: content.fact("contract").and_then(Value::as_text).map(str::to_owned),
            contacts: content.items_of("contact").map(|(id, fields)| ContactView::of(id, fields)).collect(),
            sites: content.items_of("site").map(|(id, fields)| SiteView::of(id, fields)).collect(),
            notes: content.text("notes").to_owned(),
            conflicts: conflicts(content).map(|(place, _)| place.to_string()).collect(),
        }
    }

    /// The site of an id.
    #[must_use]
    pub fn site(&self, id: ItemId) -> Option<&SiteView> {
        self.sites.iter().find(|site| site.id == id)
    }
}

impl ContactView {
    fn of(id: ItemId, fields: &Fields) -> Self {
        let text = |name: &str| field(fields, name).and_then(Value::as_text).unwrap_or_default().to_owned();
        Self { id, name: text("name"), phone: text("phone"), mail: text("mail"), role: text("role") }
    }
}

impl SiteView {
    fn of(id: ItemId, fields: &Fields) -> Self {
        let address = match field(fields, "address") {
            Some(Value::Address(address)) => address.clone(),
            _ => Address::default(),
        };
        let distance = field(fields, "distance_m").and_then(Value::as_integer);
        Self {
            id,
            name: field(fields, "name").and_then(Value::as_text).unwrap_or_default().to_owned(),
            address,
            distance_m: distance.and_then(|metres| u64::try_from(metres).ok()),
        }
    }
}
