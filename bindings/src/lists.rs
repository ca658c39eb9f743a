//! What lists show. A list never opens a document.

use jobsheet_client::domain::id::{DocumentId, UserId};
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::records::ChecklistItem;
use jobsheet_client::domain::time::{Position, TimeWindow, Timestamp};
use jobsheet_client::domain::work_order::Status;
use jobsheet_client::store::{MyRole, NextClock, Page, RowSort, Unsent};
use jobsheet_screens::{AssetRow, CustomerRow, ListedOrder, NearOrder, OrderRow, TeamMember};

use crate::error::Reason;

/// A stretch of a list.
#[uniffi::remote(Record)]
pub struct Page {
    /// Rows at most.
    pub limit: u32,
    /// Rows left out before them.
    pub offset: u32,
}

/// The order of a list of orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum OrderSort {
    /// What changed last comes first.
    Updated,
    /// The clock that runs out first comes first.
    Clock,
}

impl From<OrderSort> for RowSort {
    fn from(sort: OrderSort) -> Self {
        match sort {
            OrderSort::Updated => Self::Updated,
            OrderSort::Clock => Self::Clock,
        }
    }
}

/// What the user of this installation is on an order.
#[uniffi::remote(Enum)]
pub enum MyRole {
    /// Not on it.
    None,
    /// A technician on it.
    Member,
    /// Its lead.
    Lead,
}

/// A technician on an order.
#[uniffi::remote(Record)]
pub struct TeamMember {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Whether they answer for it.
    pub lead: bool,
}

/// The clock that runs out first.
#[uniffi::remote(Record)]
pub struct NextClock {
    /// The number of its rule: `R24`.
    pub rule: String,
    /// When it runs out.
    pub target: Timestamp,
    /// From when it is at risk.
    pub at_risk: Timestamp,
    /// Whether it stands still at present.
    pub paused: bool,
}

/// What the list shows of an order.
#[uniffi::remote(Record)]
pub struct OrderRow {
    /// The order.
    pub id: DocumentId,
    /// Its number.
    pub number: String,
    /// What it is about, in one line.
    pub title: String,
    /// The work status; `Unraised` for one of a newer version.
    pub status: Status,
    /// The same in the reader's words.
    pub status_text: String,
    /// The sign-off: `none`, `signed` …
    pub signoff: String,
    /// Whether the sign-off is void.
    pub void: bool,
    /// Whether events exclude each other until the office settles it.
    pub contested: bool,
    /// Facts over which people must choose.
    pub conflicts: u32,
    /// Changes the customer has not seen.
    pub additions: u32,
    /// Whether work in the field remains.
    pub to_do: bool,
    /// Its priority.
    pub priority: String,
    /// The same in the reader's words.
    pub priority_text: String,
    /// The number of the visit.
    pub visit: u32,
    /// What the user of this installation is on it.
    pub my_role: MyRole,
    /// The customer.
    pub customer: Option<DocumentId>,
    /// Their name.
    pub customer_name: String,
    /// The machine.
    pub asset: Option<DocumentId>,
    /// Where, in words.
    pub address: String,
    /// Where, on the map.
    pub position: Option<Position>,
    /// The name of the lead.
    pub lead_name: String,
    /// Who is on it.
    pub technicians: Vec<TeamMember>,
    /// The time promised to the customer.
    pub window: Option<TimeWindow>,
    /// The clock that runs out first.
    pub clock: Option<NextClock>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What lists show of a customer.
#[uniffi::remote(Record)]
pub struct CustomerRow {
    /// The customer.
    pub id: DocumentId,
    /// Their name.
    pub name: String,
    /// The name of the first contact.
    pub contact: String,
    /// All telephone numbers, as typed.
    pub phones: Vec<String>,
    /// Where the first site is, in words.
    pub address: String,
    /// The language of their reports.
    pub language: String,
    /// Where the first site is, on the map.
    pub position: Option<Position>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What lists show of a machine.
#[uniffi::remote(Record)]
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
    /// Until when it is under warranty.
    pub warranty_until: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What is only on this device.
#[uniffi::remote(Record)]
pub struct Unsent {
    /// Changes the server has not confirmed.
    pub changes: u64,
    /// Of these, how many rest on changes the server does not have: they are offered with every sync and not taken.
    pub missing: u64,
    /// Signatures, thumbnails and photos not on the server.
    pub blobs: u64,
}

/// Which orders to list.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct OrderFilter {
    /// Only of these statuses; of any when empty.
    #[uniffi(default = [])]
    pub statuses: Vec<String>,
    /// Only those the user is on.
    #[uniffi(default = false)]
    pub mine: bool,
    /// Only contested ones.
    #[uniffi(default = false)]
    pub contested: bool,
    /// Only this customer's.
    #[uniffi(default = None)]
    pub customer: Option<DocumentId>,
    /// Only for this machine.
    #[uniffi(default = None)]
    pub asset: Option<DocumentId>,
    /// Only those with all these words.
    #[uniffi(default = "")]
    pub text: String,
}

/// An order in a list, with where its work stands on the way to the server.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct JobRow {
    /// What the list shows.
    pub order: OrderRow,
    /// Own taps the server has not confirmed.
    pub unsent: u32,
    /// Why its taps are not sent on.
    pub wedged: Option<Reason>,
}

/// An order and how far it is.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct NearJob {
    /// The order.
    pub job: JobRow,
    /// Metres from here, along the ground.
    pub distance_m: u64,
}

/// One line of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ChecklistLine {
    /// Names it in an answer.
    pub key: String,
    /// What to check; the key where it has no words in this language.
    pub label: String,
    /// Whether work can be finished without an answer.
    pub mandatory: bool,
}

impl ChecklistLine {
    pub(crate) fn of(item: ChecklistItem, language: Language) -> Self {
        let label = item.labels.get(language.code()).unwrap_or(&item.key).clone();
        Self { key: item.key, label, mandatory: item.mandatory }
    }
}

impl JobRow {
    pub(crate) fn of(listed: ListedOrder, language: Language) -> Self {
        let wedged = listed.wedge.map(|refusal| Reason::of(&refusal, language));
        Self { order: listed.row, unsent: listed.unsent, wedged }
    }
}

impl NearJob {
    pub(crate) fn of(near: NearOrder, language: Language) -> Self {
        Self { job: JobRow::of(near.order, language), distance_m: near.distance_m }
    }
}
