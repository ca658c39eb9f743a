//! Documents of any kind, as every list shows them.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ClockView;

/// A document in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentRow {
    /// The document.
    pub id: Uuid,
    /// Its kind: `complaint`.
    pub kind: String,
    /// Its number in the register, or the device's own until then; a machine's serial number.
    pub number: String,
    /// One line.
    pub title: String,
    /// The name of its status in the domain; empty for a kind without one.
    pub status: String,
    /// Whether anything more is to happen to it.
    pub open: bool,
    /// Customer, when recognised.
    pub customer: Option<Uuid>,
    /// Their name.
    pub customer_name: String,
    /// The person it waits for, where one is named.
    pub waits_for: Option<Uuid>,
    /// Roles of which anybody can do the next thing.
    pub waits_for_roles: Vec<String>,
    /// Whether a person must settle something (R5).
    pub contested: bool,
    /// How many values people must choose over (R49).
    pub conflicts: u32,
    /// When the server last took something in.
    pub updated_at: i64,
    /// Clocks as they stand now (R22–R31).
    pub clocks: Vec<ClockView>,
}
