//! Who is calling: a customer by telephone number, serial number, name or address, offline too (R3).

use jobsheet_kernel::id::DocumentId;
use jobsheet_kernel::search::phone_digits;
use rusqlite::params;

use crate::columns::uuid;
use crate::error::StoreError;
use crate::orders::{ListedOrder, OrderQuery, Page};
use crate::rows::{AssetRow, CustomerRow, RequestRow};
use crate::transaction::ReadTx;

/// A customer who may be calling, with what the person at the telephone needs at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The customer.
    pub customer: CustomerRow,
    /// How they were recognised.
    pub matched_by: MatchedBy,
    /// Their machines, with warranty.
    pub assets: Vec<AssetRow>,
    /// Their orders, the newest first.
    pub orders: Vec<ListedOrder>,
    /// Their requests, the newest first.
    pub requests: Vec<RequestRow>,
}

/// How a caller was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchedBy {
    /// By telephone number.
    Phone,
    /// By a machine's model or serial number.
    Asset,
    /// By name, contact or address.
    Words,
}

/// Digits that two numbers must end in alike; fewer are house numbers and floors.
const PHONE_DIGITS: usize = 7;
/// Orders and requests shown of each.
const HISTORY: Page = Page { limit: 20, offset: 0 };
/// Customers shown of each way to recognise them.
const CANDIDATES: Page = Page { limit: 10, offset: 0 };

impl ReadTx<'_> {
    /// Customers recognised by what was said or by the number shown, the surest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn callers(&self, said: &str) -> Result<Vec<Caller>, StoreError> {
        let mut found: Vec<(DocumentId, MatchedBy)> = Vec::new();
        let ways = [
            (MatchedBy::Phone, self.customers_by_phone(said)?),
            (MatchedBy::Asset, self.customers_by_asset(said)?),
            (MatchedBy::Words, self.customers_by_words(said)?),
        ];
        for (way, customers) in ways {
            for customer in customers {
                if found.iter().all(|(known, _)| *known != customer) {
                    found.push((customer, way));
                }
            }
        }
        found.into_iter().filter_map(|(customer, way)| self.caller(customer, way).transpose()).collect()
    }

    fn caller(&self, id: DocumentId, matched_by: MatchedBy) -> Result<Option<Caller>, StoreError> {
        let Some(customer) = self.customer(id)? else { return Ok(None) };
        let orders = OrderQuery { customer: Some(id), page: HISTORY, ..OrderQuery::default() };
        Ok(Some(Caller {
            customer,
            matched_by,
            assets: self.assets_of(id)?,
            orders: self.orders(&orders)?,
            requests: self.requests_of(id, HISTORY)?,
        }))
    }

    /// Numbers match when one ends in the other: with or without country and area code, and the zero before it.
    fn customers_by_phone(&self, said: &str) -> Result<Vec<DocumentId>, StoreError> {
        let reversed: String = phone_digits(said).chars().rev().collect();
        let Some(ending) = reversed.get(..PHONE_DIGITS) else { return Ok(Vec::new()) };
        let documents = self.all(
            "SELECT p.reversed, coalesce(r.customer, p.document) AS document FROM phone p \
             LEFT JOIN request_row r ON r.id = p.document \
             WHERE p.reversed >= ?1 AND p.reversed < ?1 || ':' ORDER BY r.id IS NOT NULL, p.reversed",
            params![ending],
            |row| Ok((row.get::<_, String>("reversed")?, DocumentId(uuid(row, "document")?))),
        )?;
        let alike = |known: &str| same_number(known, &reversed);
        Ok(documents.into_iter().filter(|(known, _)| alike(known)).map(|(_, document)| document).collect())
    }

    fn customers_by_asset(&self, said: &str) -> Result<Vec<DocumentId>, StoreError> {
        let assets = self.find(said, Some("asset"), CANDIDATES)?;
        let owners =
            assets.into_iter().map(|(asset, _)| Ok(self.asset(asset)?.and_then(|asset| asset.customer)));
        owners.filter_map(Result::transpose).collect()
    }

    fn customers_by_words(&self, said: &str) -> Result<Vec<DocumentId>, StoreError> {
        Ok(self.find(said, Some("customer"), CANDIDATES)?.into_iter().map(|(customer, _)| customer).collect())
    }
}

/// Whether two reversed numbers are one: a leading zero of an area code is dropped behind a country code.
fn same_number(known: &str, said: &str) -> bool {
    let bare = |number: &str| number.trim_end_matches('0').to_owned();
    let (known, said) = (bare(known), bare(said));
    let (short, long) = if known.len() <= said.len() { (&known, &said) } else { (&said, &known) };
    long.starts_with(short.as_str())
}
