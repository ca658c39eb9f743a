//! The intake register.

use jobsheet_domain::request::RequestOutcome;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ClockView, ConflictView};

/// One line of the register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RequestRow {
    /// The request.
    pub id: Uuid,
    /// Its number in the register, or the device's own until then (R1).
    pub number: String,
    /// `open` or `ended`.
    pub status: String,
    /// `phone`, `letter`, `mail`, `message` or `walk_in`.
    pub channel: String,
    /// When it was taken down.
    pub received_at: Option<i64>,
    /// Customer, when recognised.
    pub customer: Option<Uuid>,
    /// Their name.
    pub customer_name: String,
    /// Caller.
    pub caller: String,
    /// Phone.
    pub phone: String,
    /// The fault, shortened.
    pub fault: String,
    /// Who took it.
    pub taken_by: String,
}

/// The register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RequestList {
    /// Newest first.
    pub requests: Vec<RequestRow>,
    /// Whether there are more than were asked for: these are the newest.
    pub more: bool,
    /// The feed position this is as of.
    pub position: u64,
}

/// A request's page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RequestView {
    /// The line of the register.
    #[serde(flatten)]
    pub row: RequestRow,
    /// Its version.
    pub heads: Vec<String>,
    /// The provisional number of the device that logged it offline.
    pub provisional_number: Option<String>,
    /// Address as given.
    pub address: String,
    /// Product model as given.
    pub product_model: String,
    /// Serial number as given.
    pub serial: String,
    /// The whole fault.
    pub fault_text: String,
    /// How it ended (R2).
    pub outcome: Option<RequestOutcome>,
    /// What people must choose over.
    pub conflicts: Vec<ConflictView>,
    /// Clocks as they stand now.
    pub clocks: Vec<ClockView>,
}
