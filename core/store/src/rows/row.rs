//! One row of a list, written with the tap that changes it.

use std::sync::LazyLock;

use jobsheet_kernel::id::{DocumentId, UserId};
use jobsheet_kernel::time::{Position, TimeWindow, Timestamp};
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
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

/// The columns of the row but for its key, in the order of [`values`].
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

static INSERT: LazyLock<String> = LazyLock::new(|| {
    let marks = vec!["?"; COLUMNS.len() + 1].join(", ");
    format!("INSERT INTO document_row (id, {}) VALUES ({marks})", COLUMNS.join(", "))
});

static KEPT: LazyLock<String> =
    LazyLock::new(|| format!("SELECT {} FROM document_row WHERE id = ?1", COLUMNS.join(", ")));

impl WriteTx<'_> {
    /// Keeps the row of a document. It is found by the words of [`WriteTx::put_words`].
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_row(&mut self, row: &DocumentRow) -> Result<(), StoreError> {
        let id = Value::Blob(row.id.0.as_bytes().to_vec());
        let new = values(row)?;
        let kept = self.one(&KEPT, [&id], |row| {
            (0..COLUMNS.len()).map(|column| row.get(column)).collect::<rusqlite::Result<Vec<Value>>>()
        })?;
        let Some(kept) = kept else {
            self.run(&INSERT, params_from_iter(std::iter::once(id).chain(new)))?;
            return Ok(());
        };
        // An update writes every index that has one of its columns, changed or not: it names those that changed.
        let changed = COLUMNS.iter().zip(new.into_iter().zip(kept)).filter(|(_, (new, kept))| new != kept);
        let (names, values): (Vec<String>, Vec<Value>) =
            changed.map(|(column, (new, _))| (format!("{column} = ?"), new)).unzip();
        if names.is_empty() {
            return Ok(());
        }
        let update = format!("UPDATE document_row SET {} WHERE id = ?", names.join(", "));
        self.run(&update, params_from_iter(values.into_iter().chain([id])))?;
        Ok(())
    }
}

/// What stands in the columns of a row.
fn values(row: &DocumentRow) -> Result<[Value; COLUMNS.len()], StoreError> {
    let (clock, position, window) = (row.clock.as_ref(), row.position, row.window);
    Ok([
        row.kind.clone().into(),
        row.number.clone().into(),
        row.title.clone().into(),
        row.status.clone().into(),
        row.open.into(),
        row.contested.into(),
        row.conflicts.into(),
        row.waits_for.map(|user| user.0.as_bytes().to_vec()).into(),
        json_column(&row.waits_for_roles)?.into(),
        row.waits_for_me.into(),
        row.customer.map(|id| id.0.as_bytes().to_vec()).into(),
        row.customer_name.clone().into(),
        row.asset.map(|id| id.0.as_bytes().to_vec()).into(),
        row.address.clone().into(),
        position.map(|position| position.latitude_udeg).into(),
        position.map(|position| position.longitude_udeg).into(),
        window.map(|window| window.from.0).into(),
        window.map(|window| window.to.0).into(),
        row.to_do.into(),
        (row.my_role as i64).into(),
        clock.map(|clock| clock.rule.clone()).into(),
        clock.map(|clock| clock.target.0).into(),
        clock.map(|clock| clock.at_risk.0).into(),
        clock.map(|clock| clock.paused).into(),
        row.at.map(|at| at.0).into(),
        row.updated_at.0.into(),
        row.listing.clone().into(),
    ])
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
