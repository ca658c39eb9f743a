//! Customers, assets, callers, staff, devices, catalogue.

use std::collections::BTreeMap;

use jobsheet_domain::asset::StoredDay;
use jobsheet_signing::{Custody, SecurityLevel};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ConflictView, OrderRow, RefusalView};

/// A contact of a customer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ContactView {
    /// Its item.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: String,
    /// Mail.
    pub mail: String,
    /// Role.
    pub role: String,
}

/// A site of a customer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SiteView {
    /// Its item.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Address.
    pub address: String,
    /// Latitude, micro-degrees.
    pub latitude_udeg: Option<i32>,
    /// Longitude, micro-degrees.
    pub longitude_udeg: Option<i32>,
    /// Metres from the depot.
    pub distance_m: Option<i64>,
}

/// A customer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomerView {
    /// Who.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Language, BCP 47.
    pub language: String,
    /// Phone.
    pub phone: String,
    /// Contract number.
    pub contract: String,
    /// Contacts.
    pub contacts: Vec<ContactView>,
    /// Sites.
    pub sites: Vec<SiteView>,
    /// Machines; on the page only.
    pub assets: Vec<AssetView>,
    /// Orders, newest first; on the page only.
    pub orders: Vec<OrderRow>,
    /// What people must choose over; on the page only.
    pub conflicts: Vec<ConflictView>,
}

/// Customers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomerList {
    /// Newest first.
    pub customers: Vec<CustomerView>,
}

/// A machine at a customer's site.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssetView {
    /// Which.
    pub id: Uuid,
    /// Product model.
    pub model: String,
    /// Serial number.
    pub serial: String,
    /// Whose.
    pub customer: Option<Uuid>,
    /// At which site.
    pub site: Option<Uuid>,
    /// The day it was accepted: `2026-02-15`.
    #[schema(value_type = Option<String>, format = Date)]
    pub acceptance_date: Option<StoredDay>,
    /// The manufacturer's warranty for this machine, when it differs from the catalogue's.
    pub warranty_months: Option<u32>,
    /// The last reading of its hour meter, in hours.
    pub running_hours: Option<i64>,
    /// Days it was out of use for repairs under warranty (R32).
    pub repair_days: u32,
    /// `free`, `chargeable`, `goodwill` or `unknown`, for a fault of unknown cause today (R32).
    pub warranty: String,
    /// What people must choose over; on the page only.
    pub conflicts: Vec<ConflictView>,
}

/// Machines.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AssetList {
    /// Newest first.
    pub assets: Vec<AssetView>,
}

/// The customer of a recognised caller.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallerCustomer {
    /// Who.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// A machine of a recognised caller.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallerAsset {
    /// Which.
    pub id: Uuid,
    /// Product model.
    pub model: String,
    /// Serial number.
    pub serial: String,
    /// Warranty state.
    pub warranty: String,
}

/// An order of a recognised caller.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallerOrder {
    /// Which.
    pub id: Uuid,
    /// Number.
    pub number: String,
    /// One line.
    pub title: String,
    /// Work status.
    pub status: String,
}

/// Somebody who may be calling (R3).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CallerView {
    /// The customer.
    pub customer: CallerCustomer,
    /// Contact: the first, or the one the phone belongs to.
    pub contact: String,
    /// Phone.
    pub phone: String,
    /// Address of the first site.
    pub address: String,
    /// Latitude of that site, micro-degrees.
    pub latitude_udeg: Option<i32>,
    /// Longitude of that site, micro-degrees.
    pub longitude_udeg: Option<i32>,
    /// Machines.
    pub assets: Vec<CallerAsset>,
    /// Orders that are not over.
    pub open_orders: Vec<CallerOrder>,
    /// How many are.
    pub past_orders: u32,
    /// `serial`, `phone`, `name`, `address`; strongest first.
    pub matched_by: Vec<String>,
}

/// A qualification (R46).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QualificationView {
    /// Product family; `*` for all.
    pub family: String,
    /// From.
    pub from: i64,
    /// Until.
    pub until: i64,
}

/// A person of the organisation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StaffView {
    /// Who.
    pub user: Uuid,
    /// Login name; empty for who has no account here.
    pub login: String,
    /// Name.
    pub name: String,
    /// Roles.
    pub roles: Vec<String>,
    /// Whether the account is live.
    pub active: bool,
    /// Qualifications.
    pub qualifications: Vec<QualificationView>,
}

/// A part of the catalogue.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartEntry {
    /// Part number.
    pub number: String,
    /// Name by language code.
    pub names: BTreeMap<String, String>,
    /// Whether each piece has a serial number.
    pub serialised: bool,
}

/// A product of the catalogue.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProductEntry {
    /// Model name.
    pub model: String,
    /// Family.
    pub family: String,
    /// The manufacturer's warranty, months.
    pub warranty_months: u32,
}

/// The catalogue.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CatalogueView {
    /// Parts.
    pub parts: Vec<PartEntry>,
    /// Products.
    pub products: Vec<ProductEntry>,
}

/// An enrolled installation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeviceView {
    /// Which.
    pub id: Uuid,
    /// Whose.
    pub user: Uuid,
    /// Whose, by name.
    pub user_name: String,
    /// Name as the device gave it.
    pub name: String,
    /// Platform as the device gave it.
    pub platform: String,
    /// What two people compare.
    pub fingerprint: String,
    /// Where it keeps the key that its customers' signatures rest on.
    pub custody: CustodyView,
    /// How well, where its maker says.
    pub security_level: Option<SecurityLevelView>,
    /// Who made the code it enrolled with, by name; empty where nobody noted it.
    pub issued_by: String,
    /// Whether a second person compared it.
    pub confirmed: bool,
    /// Who did, by name; empty where nobody noted it.
    pub confirmed_by: String,
    /// Why whoever asks cannot confirm it now; absent where they can, or nobody has to.
    pub confirm_refusal: Option<RefusalView>,
    /// Whether it was revoked.
    pub revoked: bool,
    /// When it enrolled.
    pub enrolled_at: i64,
    /// When it last completed a sync.
    pub seen_at: i64,
    /// Where its key signed two histories: the installation was copied or put back and went on twice.
    pub forks: Vec<ForkView>,
}

/// Where a device keeps its statement key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustodyView {
    /// Nobody asked: it enrolled before that, or its app is older.
    Unasked,
    /// In the app's memory: it can be copied.
    Software,
    /// In hardware, by the device's own word.
    Claimed,
    /// Its maker's attestation is kept, and nobody we trust vouches for it.
    Unverified,
    /// In hardware, by its maker's word; whether system and app are the released ones is not known.
    Attested,
    /// In hardware, under the released system and app, by its maker's word.
    Genuine,
}

/// How well a key is kept, as its maker says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SecurityLevelView {
    /// In a trusted environment of the main processor.
    TrustedEnvironment,
    /// In a chip of its own.
    Strongbox,
    /// By the app, in the Secure Enclave: the maker vouches for the app.
    App,
}

impl From<SecurityLevel> for SecurityLevelView {
    fn from(level: SecurityLevel) -> Self {
        match level {
            SecurityLevel::TrustedEnvironment => Self::TrustedEnvironment,
            SecurityLevel::Strongbox => Self::Strongbox,
            SecurityLevel::App => Self::App,
        }
    }
}

impl From<Option<&Custody>> for CustodyView {
    fn from(known: Option<&Custody>) -> Self {
        match known {
            None => Self::Unasked,
            Some(Custody::Software) => Self::Software,
            Some(Custody::Claimed) => Self::Claimed,
            Some(Custody::Unverified { .. }) => Self::Unverified,
            Some(Custody::Attested { genuine: false, .. }) => Self::Attested,
            Some(Custody::Attested { genuine: true, .. }) => Self::Genuine,
        }
    }
}

/// Two changes under one number, both signed by one key. Both are kept.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ForkView {
    /// The document.
    pub document: Uuid,
    /// The number among the author's changes.
    pub sequence: u64,
    /// Hash of the change that stands.
    pub kept: String,
    /// Hash of the change that was set aside.
    pub other: String,
    /// When it was found.
    pub found_at: i64,
}

/// A one-time code for enrolling a device, shown once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct EnrolmentView {
    /// The code.
    pub code: String,
    /// Until when.
    pub expires_at: i64,
    /// What the QR code says: server and code.
    pub uri: String,
}
