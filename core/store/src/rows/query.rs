//! Lists of documents of one kind: by status, by clock, by title, by when they began, by words.

use jobsheet_kernel::id::DocumentId;
use jobsheet_kernel::refusal::Refusal;
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};

use super::row::{DocumentRow, document_row};
use crate::columns::{listed_from, maybe_refusal, unsigned, uuid};
use crate::error::StoreError;
use crate::page::Page;
use crate::search::match_expression;
use crate::transaction::ReadTx;

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowSort {
    /// What changed last comes first; with words to find, the document that came last.
    #[default]
    Updated,
    /// The clock that runs out first comes first; only documents with a clock.
    Clock,
    /// By title: customers by name, machines by model.
    Title,
    /// What began last comes first: the order of a register.
    Begun,
}

/// Which documents of a kind to list. The default lists all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RowQuery {
    /// Only of these statuses; of any when empty.
    pub statuses: Vec<String>,
    /// Only those to which anything more is to happen.
    pub open: bool,
    /// Only those the user of this installation is on.
    pub mine: bool,
    /// Only those of which work in the field remains.
    pub to_do: bool,
    /// Only those that wait for the user of this installation.
    pub waits_for_me: bool,
    /// Only contested ones.
    pub contested: bool,
    /// Only this customer's.
    pub customer: Option<DocumentId>,
    /// Only for this machine.
    pub asset: Option<DocumentId>,
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

/// Documents by their words, walked from the search index so that a word of every document costs no more than a rare one.
const FOUND: &str = listed_from!(
    "search_words w CROSS JOIN search_entry e ON e.n = w.rowid CROSS JOIN document_row o ON o.id = e.document"
);

/// Documents by their last change, from parts of an index that are walked side by side; only the rows that are shown are
/// read.
const BY_TURN: &str = listed_from!(
    "( :parts ORDER BY updated_at DESC, id LIMIT ? OFFSET ? ) p CROSS JOIN document_row o ON o.rowid = p.place"
);
const PARTS: &str = ":parts";

impl ReadTx<'_> {
    /// A document as lists show it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn row(&self, id: DocumentId) -> Result<Option<ListedDocument>, StoreError> {
        self.one(&format!("{LISTED} WHERE o.id = ?1"), [id.0.as_bytes()], listed)
    }

    /// What a document's row is called and what is listed of it, for whoever needs no more of the row.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn title_and_listing(&self, id: DocumentId) -> Result<Option<(String, String)>, StoreError> {
        let sql = "SELECT title, listing FROM document_row WHERE id = ?1";
        self.one(sql, [id.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Whose document this is by its row, with what their own row is called and what is listed of them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn customer_title_and_listing(
        &self,
        id: DocumentId,
    ) -> Result<Option<(DocumentId, String, String)>, StoreError> {
        let sql = "SELECT c.id, c.title, c.listing FROM document_row o CROSS JOIN document_row c ON c.id = o.customer \
                   WHERE o.id = ?1";
        self.one(sql, [id.0.as_bytes()], |row| {
            Ok((DocumentId(uuid(row, "id")?), row.get("title")?, row.get("listing")?))
        })
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

    /// Hands every row of every kind to `take`, one at a time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn every_row(&self, mut take: impl FnMut(DocumentRow)) -> Result<(), StoreError> {
        let handed = self.all("SELECT * FROM document_row", [], |row| document_row(row).map(&mut take))?;
        drop(handed);
        Ok(())
    }

    /// How many documents of a kind there are of each status, by status.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn counts(&self, kind: &str) -> Result<Vec<(String, u64)>, StoreError> {
        self.all(
            "SELECT status, count(*) AS n FROM document_row WHERE kind = ?1 GROUP BY status ORDER BY status",
            [kind],
            |row| Ok((row.get("status")?, unsigned(row, "n")?)),
        )
    }
}

/// The statement of a query and its values; none when its words find nothing at all.
fn select(kind: &str, query: &RowQuery, page: Page) -> Option<(String, Vec<Value>)> {
    // A machine has few documents: they are found by the machine and sorted, not picked out of all of their kind.
    let of_kind = if query.asset.is_some() { "+o.kind = ?" } else { "o.kind = ?" };
    let mut conditions = vec![of_kind.to_owned()];
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
    for (column, document) in [("o.customer", query.customer), ("o.asset", query.asset)] {
        if let Some(document) = document {
            conditions.push(format!("{column} = ?"));
            values.push(Value::Blob(document.0.as_bytes().to_vec()));
        }
    }
    conditions.extend(flags(query).map(str::to_owned));
    let of_page = [i64::from(page.limit), i64::from(page.offset)].map(Value::Integer);
    let conditions = conditions.join(" AND ");
    if is_by_turn(query, by_words) {
        let parts = parts(query);
        let values = parts.iter().flat_map(|_| values.clone()).chain(of_page).collect();
        return Some((by_turn(&parts, &conditions), values));
    }
    let source = if by_words { FOUND } else { LISTED };
    let order = order(query.sort, by_words);
    values.extend(of_page);
    Some((format!("{source} WHERE {conditions} ORDER BY {order} LIMIT ? OFFSET ?"), values))
}

/// Whether a list is walked by the index of whose turn it is: those by the last change that no other index is narrower for.
fn is_by_turn(query: &RowQuery, by_words: bool) -> bool {
    let narrower = by_words || query.customer.is_some() || query.asset.is_some() || query.statuses.len() == 1;
    query.sort == RowSort::Updated && !narrower
}

/// The parts of the index that a list takes: whether open, and whether they wait for the user.
fn parts(query: &RowQuery) -> Vec<(bool, bool)> {
    let all = [(true, true), (true, false), (false, true), (false, false)];
    let taken = |(open, waits): &(bool, bool)| (*open || !query.open) && (*waits || !query.waits_for_me);
    all.into_iter().filter(taken).collect()
}

/// The statement that walks parts of the index side by side, each from its newest row on; the values of the conditions come
/// once for each part.
fn by_turn(parts: &[(bool, bool)], conditions: &str) -> String {
    let arms: Vec<String> = parts
        .iter()
        .map(|(open, waits)| {
            format!(
                "SELECT rowid AS place, updated_at, id FROM document_row o WHERE {conditions} \
                 AND o.open = {} AND o.waits_for_me = {}",
                u8::from(*open),
                u8::from(*waits)
            )
        })
        .collect();
    format!("{} ORDER BY p.updated_at DESC, p.id", BY_TURN.replace(PARTS, &arms.join(" UNION ALL ")))
}

/// The conditions without a value. They are spelled as the partial indexes are.
fn flags(query: &RowQuery) -> impl Iterator<Item = &'static str> {
    let flags = [
        (query.open, "o.open = 1"),
        (query.mine, "o.my_role > 0"),
        (query.to_do, "o.to_do = 1"),
        (query.waits_for_me, "o.waits_for_me = 1"),
        (query.contested, "o.contested = 1"),
        (query.sort == RowSort::Clock, "o.clock_target IS NOT NULL"),
    ];
    flags.into_iter().filter(|(asked, _)| *asked).map(|(_, condition)| condition)
}

const fn order(sort: RowSort, by_words: bool) -> &'static str {
    match sort {
        RowSort::Updated if by_words => "w.rowid DESC",
        RowSort::Updated => "o.updated_at DESC, o.id",
        RowSort::Clock => "o.clock_target, o.id",
        RowSort::Title => "o.title, o.id",
        RowSort::Begun => "o.at DESC, o.id",
    }
}

pub(super) fn listed(row: &Row<'_>) -> rusqlite::Result<ListedDocument> {
    Ok(ListedDocument {
        row: document_row(row)?,
        unsent: row.get("unsent")?,
        wedge: maybe_refusal(row, "wedged_code", "wedged_parameters")?,
    })
}

/// How a statement is carried out in a file without any document.
#[cfg(test)]
pub(super) fn plan(sql: &str, values: Vec<Value>) -> String {
    use crate::{RawKey, Store};

    let folder = tempfile::TempDir::new().unwrap();
    let store = Store::create_or_open(&folder.path().join("plan.db"), &RawKey::new([1; 32])).unwrap();
    let explain = format!("EXPLAIN QUERY PLAN {sql}");
    let steps =
        store.read(|tx| tx.all(&explain, params_from_iter(values), |row| row.get::<_, String>("detail")));
    steps.unwrap().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_walk_an_index_and_sort_nothing() {
        let all = RowQuery::default();
        let customer = Some(DocumentId(uuid::Uuid::nil()));
        let queries = [
            (all.clone(), "document_row_by_turn"),
            (RowQuery { statuses: vec!["taken".into()], ..all.clone() }, "document_row_by_status"),
            (RowQuery { open: true, ..all.clone() }, "document_row_by_turn"),
            (RowQuery { waits_for_me: true, ..all.clone() }, "document_row_by_turn"),
            (RowQuery { contested: true, ..all.clone() }, "document_row_by_turn"),
            (
                RowQuery { statuses: vec!["taken".into(), "closed".into()], ..all.clone() },
                "document_row_by_turn",
            ),
            (RowQuery { sort: RowSort::Clock, ..all.clone() }, "document_row_by_clock"),
            (RowQuery { sort: RowSort::Title, ..all.clone() }, "document_row_by_title"),
            (RowQuery { sort: RowSort::Begun, ..all.clone() }, "document_row_by_begin"),
            (RowQuery { open: true, sort: RowSort::Begun, ..all.clone() }, "document_row_open_by_begin"),
            (RowQuery { customer, sort: RowSort::Begun, ..all.clone() }, "document_row_of_customer "),
            (RowQuery { customer, sort: RowSort::Title, ..all.clone() }, "document_row_of_customer_by_title"),
            (RowQuery { text: "漏油".into(), ..all }, "VIRTUAL TABLE INDEX"),
        ];
        for (query, index) in queries {
            let (sql, values) = select("complaint", &query, Page::default()).unwrap();
            let plan = plan(&sql, values);
            assert!(plan.contains(index), "{query:?}\n{plan}");
            assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN o"), "{query:?}\n{plan}");
        }
    }

    #[test]
    fn the_few_documents_of_a_machine_or_a_customer_are_found_by_it() {
        let id = Some(DocumentId(uuid::Uuid::nil()));
        for (query, index) in [
            (RowQuery { asset: id, ..RowQuery::default() }, "document_row_of_asset"),
            (RowQuery { customer: id, ..RowQuery::default() }, "document_row_of_customer "),
        ] {
            let (sql, values) = select("work_order", &query, Page::default()).unwrap();
            let plan = plan(&sql, values);
            assert!(plan.contains(index), "{plan}");
        }
    }
}
