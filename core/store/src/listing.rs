//! The read model of documents without a table of their own: what lists show of a complaint, and of any kind to come. What
//! only one kind shows is its summary, which the store keeps and does not read.

use std::sync::LazyLock;

use jobsheet_kernel::id::{DocumentId, UserId};
use jobsheet_kernel::refusal::Refusal;
use jobsheet_kernel::time::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Row, named_params, params_from_iter};
use uuid::Uuid;

use crate::columns::{json, json_column, listed_from, maybe_document, maybe_refusal, time, uuid};
use crate::error::StoreError;
use crate::orders::{NextClock, Page, next_clock};
use crate::search::match_expression;
use crate::transaction::{ReadTx, WriteTx};

/// What lists show of a document. Names of kinds, states and roles are the domain's.
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
    /// Where it stands: `investigating`.
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
    /// Their name.
    pub customer_name: String,
    /// The clock that runs out first (R31).
    pub clock: Option<NextClock>,
    /// What only its kind shows, as JSON.
    pub summary: String,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowSort {
    /// What changed last comes first; with words to find, the document that came last.
    #[default]
    Updated,
    /// The clock that runs out first comes first; only documents with a clock.
    Clock,
}

/// Which documents of a kind to list. The default lists all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RowQuery {
    /// Only of these statuses; of any when empty.
    pub statuses: Vec<String>,
    /// Only those to which anything more is to happen.
    pub open: bool,
    /// Only those that wait for the user of this installation.
    pub waits_for_me: bool,
    /// Only contested ones.
    pub contested: bool,
    /// Only this customer's.
    pub customer: Option<DocumentId>,
    /// Only those with all these words; all when empty.
    pub text: String,
    /// In which order.
    pub sort: RowSort,
}

/// A document in a list, with where its work stands on the way to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedDocument {
    /// What the list shows.
    pub row: DocumentRow,
    /// Own taps the server has not confirmed.
    pub unsent: u32,
    /// Why its taps are not sent on.
    pub wedge: Option<Refusal>,
}

/// All documents as lists show them.
const LISTED: &str = listed_from!("document_row o");

/// Documents by their words, walked from the search index.
const FOUND: &str = listed_from!(
    "search_words w CROSS JOIN search_entry e ON e.n = w.rowid CROSS JOIN document_row o ON o.id = e.document"
);

/// The columns of the row but for its key. Each is a parameter of its own name.
const COLUMNS: [&str; 18] = [
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
    "clock_rule",
    "clock_target",
    "clock_at_risk",
    "clock_paused",
    "summary",
    "updated_at",
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

impl ReadTx<'_> {
    /// A document as lists show it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn row(&self, id: DocumentId) -> Result<Option<ListedDocument>, StoreError> {
        self.one(&format!("{LISTED} WHERE o.id = ?1"), [id.0.as_bytes()], listed)
    }

    /// The documents of a kind that a query asks for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows(&self, kind: &str, query: &RowQuery, page: Page) -> Result<Vec<ListedDocument>, StoreError> {
        let Some((sql, values)) = select(kind, query, page) else { return Ok(Vec::new()) };
        self.all(&sql, params_from_iter(values), listed)
    }

    /// The documents of every kind that show something of a customer.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rows_of(&self, customer: DocumentId) -> Result<Vec<DocumentId>, StoreError> {
        self.all("SELECT id FROM document_row WHERE customer = ?1", [customer.0.as_bytes()], |row| {
            uuid(row, "id").map(DocumentId)
        })
    }

    /// Whether the file may hold documents that have no row because they had no list when they came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_unlisted(&self) -> Result<bool, StoreError> {
        Ok(self.count("SELECT count(*) FROM setting WHERE name = 'unlisted'", [])? > 0)
    }
}

impl WriteTx<'_> {
    /// Keeps the row of a document, and makes it found by its own words and those of `more`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put_row(&mut self, row: &DocumentRow, more: &str) -> Result<(), StoreError> {
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
                ":clock_rule": clock.map(|clock| clock.rule.as_str()),
                ":clock_target": clock.map(|clock| clock.target.0),
                ":clock_at_risk": clock.map(|clock| clock.at_risk.0),
                ":clock_paused": clock.map(|clock| clock.paused),
                ":summary": row.summary,
                ":updated_at": row.updated_at.0,
            },
        )?;
        let own = [&row.number, &row.title, &row.customer_name].map(String::as_str);
        self.index_words(&row.kind, row.id, own.into_iter().chain([more]))
    }

    /// Notes that every document that has a list has its row.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_listed(&mut self) -> Result<(), StoreError> {
        self.run("DELETE FROM setting WHERE name = 'unlisted'", []).map(|_| ())
    }
}

/// The statement of a query and its values; none when its words find nothing at all.
fn select(kind: &str, query: &RowQuery, page: Page) -> Option<(String, Vec<Value>)> {
    let mut conditions = vec!["o.kind = ?".to_owned()];
    let mut values = vec![Value::Text(kind.to_owned())];
    let by_words = !query.text.trim().is_empty();
    if by_words {
        conditions.push("search_words MATCH ?".to_owned());
        values.push(Value::Text(match_expression(&query.text)?));
    }
    if !query.statuses.is_empty() {
        let marks = vec!["?"; query.statuses.len()].join(", ");
        conditions.push(format!("o.status IN ({marks})"));
        values.extend(query.statuses.iter().cloned().map(Value::Text));
    }
    if let Some(customer) = query.customer {
        conditions.push("o.customer = ?".to_owned());
        values.push(Value::Blob(customer.0.as_bytes().to_vec()));
    }
    let flags = [
        (query.open, "o.open = 1"),
        (query.waits_for_me, "o.waits_for_me = 1"),
        (query.contested, "o.contested = 1"),
        (query.sort == RowSort::Clock, "o.clock_target IS NOT NULL"),
    ];
    conditions
        .extend(flags.into_iter().filter(|(asked, _)| *asked).map(|(_, condition)| condition.to_owned()));
    let order = match query.sort {
        RowSort::Updated if by_words => "w.rowid DESC",
        RowSort::Updated => "o.updated_at DESC, o.id",
        RowSort::Clock => "o.clock_target, o.id",
    };
    let source = if by_words { FOUND } else { LISTED };
    values.extend([i64::from(page.limit), i64::from(page.offset)].map(Value::Integer));
    Some((format!("{source} WHERE {} ORDER BY {order} LIMIT ? OFFSET ?", conditions.join(" AND ")), values))
}

fn listed(row: &Row<'_>) -> rusqlite::Result<ListedDocument> {
    Ok(ListedDocument {
        row: document_row(row)?,
        unsent: row.get("unsent")?,
        wedge: maybe_refusal(row, "wedged_code", "wedged_parameters")?,
    })
}

fn document_row(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    let roles: String = row.get("waits_for_roles")?;
    let waits_for: Option<[u8; 16]> = row.get("waits_for")?;
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
        clock: next_clock(row)?,
        summary: row.get("summary")?,
        updated_at: time(row, "updated_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RawKey, Store};

    fn plan(sql: &str, values: Vec<Value>) -> String {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::create_or_open(&folder.path().join("plan.db"), &RawKey::new([1; 32])).unwrap();
        let explain = format!("EXPLAIN QUERY PLAN {sql}");
        let steps =
            store.read(|tx| tx.all(&explain, params_from_iter(values), |row| row.get::<_, String>("detail")));
        steps.unwrap().join("\n")
    }

    #[test]
    fn lists_of_any_kind_walk_an_index_and_sort_nothing() {
        let all = RowQuery::default();
        let customer = Some(DocumentId(Uuid::nil()));
        let queries = [
            (all.clone(), "document_row_by_update"),
            (RowQuery { statuses: vec!["taken".into()], ..all.clone() }, "document_row_by_status"),
            (RowQuery { open: true, ..all.clone() }, "document_row_"),
            (RowQuery { waits_for_me: true, ..all.clone() }, "document_row_"),
            (RowQuery { contested: true, ..all.clone() }, "document_row_by_update"),
            (RowQuery { sort: RowSort::Clock, ..all.clone() }, "document_row_by_clock"),
            (RowQuery { customer, ..all.clone() }, "document_row_by_customer"),
            (RowQuery { text: "漏油".into(), ..all }, "VIRTUAL TABLE INDEX"),
        ];
        for (query, index) in queries {
            let (sql, values) = select("complaint", &query, Page::default()).unwrap();
            let plan = plan(&sql, values);
            assert!(plan.contains(index), "{query:?}\n{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{query:?}\n{plan}");
        }
    }
}
