//! One row of the order list, written with the tap that changes it.

use std::sync::LazyLock;

use jobsheet_kernel::id::{DocumentId, UserId};
use jobsheet_kernel::time::{Position, TimeWindow, Timestamp};
use rusqlite::{Row, named_params};
use serde::{Deserialize, Serialize};

use crate::columns::{json, json_column, maybe_document, maybe_position, maybe_time, time, unreadable, uuid};
use crate::error::StoreError;
use crate::transaction::WriteTx;

/// What the list shows of an order. Names of states are the domain's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// The order.
    pub id: DocumentId,
    /// Its number.
    pub number: String,
    /// What it is about, in one line.
    pub title: String,
    /// The work status: `on_site`.
    pub status: String,
    /// The sign-off: `none`, `signed` …
    pub signoff: String,
    /// Whether the sign-off is void (R19).
    pub void: bool,
    /// Whether events exclude each other until the office settles it (R5).
    pub contested: bool,
    /// Facts over which people must choose (R49).
    pub conflicts: u32,
    /// Changes the customer has not seen (R65).
    pub additions: u32,
    /// Whether work in the field remains.
    pub to_do: bool,
    /// Its priority.
    pub priority: String,
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
    /// The clock that runs out first (R31).
    pub clock: Option<NextClock>,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What the user of this installation is on an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MyRole {
    /// Not on it.
    None,
    /// A technician on it.
    Member,
    /// Its lead, or its only technician.
    Lead,
}

impl MyRole {
    const ALL: [Self; 3] = [Self::None, Self::Member, Self::Lead];
}

/// A technician on an order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TeamMember {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Whether they answer for it.
    pub lead: bool,
}

/// The clock that runs out first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NextClock {
    /// The number of its rule: `R24`.
    pub rule: String,
    /// When it runs out; missed afterwards.
    pub target: Timestamp,
    /// From when it is at risk.
    pub at_risk: Timestamp,
    /// Whether it stands still at present.
    pub paused: bool,
}

/// The columns of the row but for its key. Each is a parameter of its own name.
const COLUMNS: [&str; 27] = [
    "number",
    "title",
    "status",
    "signoff",
    "void",
    "contested",
    "conflicts",
    "additions",
    "to_do",
    "priority",
    "visit",
    "my_role",
    "customer",
    "customer_name",
    "asset",
    "address",
    "latitude_udeg",
    "longitude_udeg",
    "lead_name",
    "technicians",
    "window_from",
    "window_to",
    "clock_rule",
    "clock_target",
    "clock_at_risk",
    "clock_paused",
    "updated_at",
];

/// An update in place touches only the indexes of columns that changed.
static UPSERT: LazyLock<String> = LazyLock::new(|| {
    let values = COLUMNS.map(|column| format!(":{column}")).join(", ");
    let updates = COLUMNS.map(|column| format!("{column} = excluded.{column}")).join(", ");
    let columns = COLUMNS.join(", ");
    format!(
        "INSERT INTO order_row (id, {columns}) VALUES (:id, {values}) ON CONFLICT (id) DO UPDATE SET {updates}"
    )
});

impl WriteTx<'_> {
    /// Keeps the row of an order, and makes it found by its own words and those of `more`: fault, serial numbers, parts.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_order(&mut self, order: &OrderRow, more: &str) -> Result<(), StoreError> {
        let clock = order.clock.as_ref();
        self.run(
            &UPSERT,
            named_params! {
                ":id": order.id.0.as_bytes(),
                ":number": order.number,
                ":title": order.title,
                ":status": order.status,
                ":signoff": order.signoff,
                ":void": order.void,
                ":contested": order.contested,
                ":conflicts": order.conflicts,
                ":additions": order.additions,
                ":to_do": order.to_do,
                ":priority": order.priority,
                ":visit": order.visit,
                ":my_role": order.my_role as i64,
                ":customer": order.customer.map(|id| id.0.into_bytes()),
                ":customer_name": order.customer_name,
                ":asset": order.asset.map(|id| id.0.into_bytes()),
                ":address": order.address,
                ":latitude_udeg": order.position.map(|position| position.latitude_udeg),
                ":longitude_udeg": order.position.map(|position| position.longitude_udeg),
                ":lead_name": order.lead_name,
                ":technicians": json_column(&order.technicians)?,
                ":window_from": order.window.map(|window| window.from.0),
                ":window_to": order.window.map(|window| window.to.0),
                ":clock_rule": clock.map(|clock| clock.rule.as_str()),
                ":clock_target": clock.map(|clock| clock.target.0),
                ":clock_at_risk": clock.map(|clock| clock.at_risk.0),
                ":clock_paused": clock.map(|clock| clock.paused),
                ":updated_at": order.updated_at.0,
            },
        )?;
        let own = [&order.number, &order.title, &order.customer_name, &order.address, &order.lead_name];
        let words = own.into_iter().map(String::as_str).chain([more]);
        self.index_words("work_order", order.id, words)
    }
}

pub(super) fn order_row(row: &Row<'_>) -> rusqlite::Result<OrderRow> {
    let technicians: String = row.get("technicians")?;
    let role: u32 = row.get("my_role")?;
    let window = maybe_time(row, "window_from")?.zip(maybe_time(row, "window_to")?);
    Ok(OrderRow {
        id: DocumentId(uuid(row, "id")?),
        number: row.get("number")?,
        title: row.get("title")?,
        status: row.get("status")?,
        signoff: row.get("signoff")?,
        void: row.get("void")?,
        contested: row.get("contested")?,
        conflicts: row.get("conflicts")?,
        additions: row.get("additions")?,
        to_do: row.get("to_do")?,
        priority: row.get("priority")?,
        visit: row.get("visit")?,
        my_role: *MyRole::ALL.get(role as usize).ok_or_else(|| unreadable("a role"))?,
        customer: maybe_document(row, "customer")?,
        customer_name: row.get("customer_name")?,
        asset: maybe_document(row, "asset")?,
        address: row.get("address")?,
        position: maybe_position(row)?,
        lead_name: row.get("lead_name")?,
        technicians: json(&technicians)?,
        window: window.map(|(from, to)| TimeWindow { from, to }),
        clock: next_clock(row)?,
        updated_at: time(row, "updated_at")?,
    })
}

/// The clock of a row, in the columns that every list has for it.
pub(crate) fn next_clock(row: &Row<'_>) -> rusqlite::Result<Option<NextClock>> {
    let Some(target) = maybe_time(row, "clock_target")? else { return Ok(None) };
    Ok(Some(NextClock {
        rule: row.get("clock_rule")?,
        target,
        at_risk: time(row, "clock_at_risk")?,
        paused: row.get("clock_paused")?,
    }))
}
