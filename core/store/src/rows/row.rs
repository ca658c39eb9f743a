//! One row of a list, written with the tap that changes it.

use std::sync::LazyLock;

use jobsheet_kernel::id::{DocumentId, UserId};
use jobsheet_kernel::time::{Position, TimeWindow, Timestamp};
use rusqlite::{Row, named_params};
use uuid::Uuid;

use crate::columns::{json, json_column, maybe_document, maybe_position, maybe_time, time, unreadable, uuid};
use crate::error::StoreError;
use crate::transaction::WriteTx;

/// What lists show of a document of any kind. Names of kinds, states and roles are the domain's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// The document.
    pub id: DocumentId,
    /// Its kind: `complaint`. Lists are of one kind.
    pub kind: String,
    /// Its number, or the provisional one of its device.
    pub number: String,
    /// What it is about, in one line.
    pub title: String,
    /// Where it stands: `on_site`, `investigating`; empty for a kind without statuses.
    pub status: String,
    /// Whether anything more is to happen to it.
    pub open: bool,
    /// Whether events exclude each other until a person settles it (R5).
    pub contested: bool,
    /// Values over which people must choose (R49).
    pub conflicts: u32,
    /// The person it waits for, where one is named.
    pub waits_for: Option<UserId>,
    /// Roles of which anybody can do the next thing.
    pub waits_for_roles: Vec<String>,
    /// Whether it waits for the user of this installation.
    pub waits_for_me: bool,
    /// The customer.
    pub customer: Option<DocumentId>,
    /// Their name; empty where this device has no file of them.
    pub customer_name: String,
    /// The machine.
    pub asset: Option<DocumentId>,
    /// Where, in words.
    pub address: String,
    /// Where, on the map.
    pub position: Option<Position>,
    /// The time promised to the customer.
    pub window: Option<TimeWindow>,
    /// Whether work in the field remains.
    pub to_do: bool,
    /// What the user of this installation is on it.
    pub my_role: MyRole,
    /// The clock that runs out first (R31).
    pub clock: Option<NextClock>,
    /// When it began or was taken down; nothing for a kind to which nothing happens.
    pub at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// What is listed of it, as JSON, with what only its kind shows.
    pub listing: String,
}

/// What the user of this installation is on a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MyRole {
    /// Not on it.
    #[default]
    None,
    /// One of those who work on it.
    Member,
    /// Who answers for it.
    Lead,
}

impl MyRole {
    const ALL: [Self; 3] = [Self::None, Self::Member, Self::Lead];
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
    "kind",
    "number",
    "title",
    "status",
    "open",
    "contested",
    "conflicts",
    "waits_for",
    "waits_for_roles",
    "waits_for_me",
    "customer",
    "customer_name",
    "asset",
    "address",
    "latitude_udeg",
    "longitude_udeg",
    "window_from",
    "window_to",
    "to_do",
    "my_role",
    "clock_rule",
    "clock_target",
    "clock_at_risk",
    "clock_paused",
    "at",
    "updated_at",
    "listing",
];

/// An update in place touches only the indexes of columns that changed.
static UPSERT: LazyLock<String> = LazyLock::new(|| {
    let values = COLUMNS.map(|column| format!(":{column}")).join(", ");
    let updates = COLUMNS.map(|column| format!("{column} = excluded.{column}")).join(", ");
    let columns = COLUMNS.join(", ");
    format!(
        "INSERT INTO document_row (id, {columns}) VALUES (:id, {values}) ON CONFLICT (id) DO UPDATE SET {updates}"
    )
});

impl WriteTx<'_> {
    /// Keeps the row of a document. It is found by the words of [`WriteTx::put_words`].
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_row(&mut self, row: &DocumentRow) -> Result<(), StoreError> {
        let clock = row.clock.as_ref();
        self.run(
            &UPSERT,
            named_params! {
                ":id": row.id.0.as_bytes(),
                ":kind": row.kind,
                ":number": row.number,
                ":title": row.title,
                ":status": row.status,
                ":open": row.open,
                ":contested": row.contested,
                ":conflicts": row.conflicts,
                ":waits_for": row.waits_for.map(|user| user.0.into_bytes()),
                ":waits_for_roles": json_column(&row.waits_for_roles)?,
                ":waits_for_me": row.waits_for_me,
                ":customer": row.customer.map(|id| id.0.into_bytes()),
                ":customer_name": row.customer_name,
                ":asset": row.asset.map(|id| id.0.into_bytes()),
                ":address": row.address,
                ":latitude_udeg": row.position.map(|position| position.latitude_udeg),
                ":longitude_udeg": row.position.map(|position| position.longitude_udeg),
                ":window_from": row.window.map(|window| window.from.0),
                ":window_to": row.window.map(|window| window.to.0),
                ":to_do": row.to_do,
                ":my_role": row.my_role as i64,
                ":clock_rule": clock.map(|clock| clock.rule.as_str()),
                ":clock_target": clock.map(|clock| clock.target.0),
                ":clock_at_risk": clock.map(|clock| clock.at_risk.0),
                ":clock_paused": clock.map(|clock| clock.paused),
                ":at": row.at.map(|at| at.0),
                ":updated_at": row.updated_at.0,
                ":listing": row.listing,
            },
        )?;
        Ok(())
    }
}

pub(super) fn document_row(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    let roles: String = row.get("waits_for_roles")?;
    let waits_for: Option<[u8; 16]> = row.get("waits_for")?;
    let role: u32 = row.get("my_role")?;
    let window = maybe_time(row, "window_from")?.zip(maybe_time(row, "window_to")?);
    Ok(DocumentRow {
        id: DocumentId(uuid(row, "id")?),
        kind: row.get("kind")?,
        number: row.get("number")?,
        title: row.get("title")?,
        status: row.get("status")?,
        open: row.get("open")?,
        contested: row.get("contested")?,
        conflicts: row.get("conflicts")?,
        waits_for: waits_for.map(|bytes| UserId(Uuid::from_bytes(bytes))),
        waits_for_roles: json(&roles)?,
        waits_for_me: row.get("waits_for_me")?,
        customer: maybe_document(row, "customer")?,
        customer_name: row.get("customer_name")?,
        asset: maybe_document(row, "asset")?,
        address: row.get("address")?,
        position: maybe_position(row)?,
        window: window.map(|(from, to)| TimeWindow { from, to }),
        to_do: row.get("to_do")?,
        my_role: *MyRole::ALL.get(role as usize).ok_or_else(|| unreadable("a role"))?,
        clock: next_clock(row)?,
        at: maybe_time(row, "at")?,
        updated_at: time(row, "updated_at")?,
        listing: row.get("listing")?,
    })
}

fn next_clock(row: &Row<'_>) -> rusqlite::Result<Option<NextClock>> {
    let Some(target) = maybe_time(row, "clock_target")? else { return Ok(None) };
    Ok(Some(NextClock {
        rule: row.get("clock_rule")?,
        target,
        at_risk: time(row, "clock_at_risk")?,
        paused: row.get("clock_paused")?,
    }))
}
