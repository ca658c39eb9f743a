//! Lists of orders: by status, by clock, the user's own of a day, by words.

use jobsheet_kernel::id::DocumentId;
use jobsheet_kernel::refusal::Refusal;
use jobsheet_kernel::time::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Row, params, params_from_iter};

use super::row::{OrderRow, order_row};
use crate::columns::{listed_from, maybe_refusal};
use crate::error::StoreError;
use crate::search::match_expression;
use crate::transaction::ReadTx;

/// A stretch of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Page {
    /// Rows at most.
    pub limit: u32,
    /// Rows left out before them.
    pub offset: u32,
}

impl Default for Page {
    fn default() -> Self {
        Self { limit: 50, offset: 0 }
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrderSort {
    /// What changed last comes first; with words to find, the order that came last.
    #[default]
    Updated,
    /// The clock that runs out first comes first; only orders with a clock.
    Clock,
}

/// Which orders to list. The default lists all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OrderQuery {
    /// Only of these statuses; of any when empty.
    pub statuses: Vec<String>,
    /// Only those the user is on.
    pub mine: bool,
    /// Only contested ones.
    pub contested: bool,
    /// Only this customer's.
    pub customer: Option<DocumentId>,
    /// Only for this machine.
    pub asset: Option<DocumentId>,
    /// Only those with all these words; all when empty.
    pub text: String,
    /// In which order.
    pub sort: OrderSort,
    /// Which stretch.
    pub page: Page,
}

/// An order in a list, with where its work stands on the way to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedOrder {
    /// What the list shows.
    pub row: OrderRow,
    /// Own taps the server has not confirmed.
    pub unsent: u32,
    /// Why its taps are not sent on.
    pub wedge: Option<Refusal>,
}

/// All orders as lists show them.
const LISTED: &str = listed_from!("order_row o");

/// Orders by their words, walked from the search index so that a word of every order costs no more than a rare one.
const FOUND: &str = listed_from!(
    "search_words w CROSS JOIN search_entry e ON e.n = w.rowid CROSS JOIN order_row o ON o.id = e.document"
);

impl ReadTx<'_> {
    /// The orders a query asks for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn orders(&self, query: &OrderQuery) -> Result<Vec<ListedOrder>, StoreError> {
        let Some((sql, values)) = select(query) else { return Ok(Vec::new()) };
        self.all(&sql, params_from_iter(values), listed_order)
    }

    /// An order as lists show it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn order(&self, id: DocumentId) -> Result<Option<ListedOrder>, StoreError> {
        self.one(&format!("{LISTED} WHERE o.id = ?1"), [id.0.as_bytes()], listed_order)
    }

    /// The user's jobs of the day `[from, to)`: what is promised for it, and what is still to be done from before or has
    /// no date. What is to be done comes first, by its window.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn my_jobs(
        &self,
        from: Timestamp,
        to: Timestamp,
        page: Page,
    ) -> Result<Vec<ListedOrder>, StoreError> {
        self.all(&format!("{LISTED} {MY_JOBS}"), params![from.0, to.0, page.limit, page.offset], listed_order)
    }

    /// How many orders there are of each status, by status.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn order_counts(&self) -> Result<Vec<(String, u64)>, StoreError> {
        self.all("SELECT status, count(*) AS n FROM order_row GROUP BY status ORDER BY status", [], |row| {
            Ok((row.get("status")?, crate::columns::unsigned(row, "n")?))
        })
    }
}

/// The two halves are found by an index each.
const MY_JOBS: &str = "WHERE o.rowid IN ( \
    SELECT rowid FROM order_row WHERE to_do = 1 AND my_role > 0 AND (window_from IS NULL OR window_from < ?2) UNION ALL \
    SELECT rowid FROM order_row WHERE my_role > 0 AND window_to IS NOT NULL AND window_to > ?1 AND window_from < ?2) \
    ORDER BY o.to_do DESC, o.window_from IS NULL, o.window_from, o.id LIMIT ?3 OFFSET ?4";

/// The statement of a query and its values; none when its words find nothing at all.
fn select(query: &OrderQuery) -> Option<(String, Vec<Value>)> {
    let mut conditions = Vec::new();
    let mut values = Vec::new();
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
    let flags = [
        (query.mine, "o.my_role > 0"),
        (query.contested, "o.contested = 1"),
        (query.sort == OrderSort::Clock, "o.clock_target IS NOT NULL"),
    ];
    conditions
        .extend(flags.into_iter().filter(|(asked, _)| *asked).map(|(_, condition)| condition.to_owned()));
    let order = match query.sort {
        OrderSort::Updated if by_words => "w.rowid DESC",
        OrderSort::Updated => "o.updated_at DESC, o.id",
        OrderSort::Clock => "o.clock_target, o.id",
    };
    let source = if by_words { FOUND } else { LISTED };
    let filter =
        if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    values.extend([i64::from(query.page.limit), i64::from(query.page.offset)].map(Value::Integer));
    Some((format!("{source} {filter} ORDER BY {order} LIMIT ? OFFSET ?"), values))
}

fn listed_order(row: &Row<'_>) -> rusqlite::Result<ListedOrder> {
    Ok(ListedOrder {
        row: order_row(row)?,
        unsent: row.get("unsent")?,
        wedge: maybe_refusal(row, "wedged_code", "wedged_parameters")?,
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
    fn lists_walk_an_index_and_sort_nothing() {
        let all = OrderQuery::default();
        let queries = [
            (all.clone(), "order_by_update"),
            (OrderQuery { statuses: vec!["working".into()], ..all.clone() }, "order_by_status"),
            (OrderQuery { sort: OrderSort::Clock, ..all.clone() }, "order_by_clock"),
            (
                OrderQuery { customer: Some(DocumentId(uuid::Uuid::nil())), ..all.clone() },
                "order_by_customer",
            ),
            (OrderQuery { text: "漏油".into(), ..all }, "VIRTUAL TABLE INDEX"),
        ];
        for (query, index) in queries {
            let (sql, values) = select(&query).unwrap();
            let plan = plan(&sql, values);
            assert!(plan.contains(index), "{query:?}\n{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{query:?}\n{plan}");
        }
    }

    #[test]
    fn my_jobs_are_found_by_an_index_for_each_half() {
        let plan = plan(&format!("{LISTED} {MY_JOBS}"), vec![Value::Integer(0); 4]);
        assert!(plan.contains("order_to_do") && plan.contains("order_by_window"), "{plan}");
    }
}
