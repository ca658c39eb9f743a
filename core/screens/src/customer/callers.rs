//! Who is calling: a customer by telephone number, serial number, name or address, offline too (R3).

use jobsheet_client::ClientError;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::{asset, customer, request};
use jobsheet_store::{Page, ReadTx, RowQuery, RowSort, StoreError};

use crate::Screens;
use crate::asset::AssetRow;
use crate::customer::CustomerRow;
use crate::order::ListedOrder;
use crate::request::RequestRow;

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
    /// By telephone number: their own, or that of an earlier request or order.
    Phone,
    /// By a machine's model or serial number.
    Asset,
    /// By name, contact or address.
    Words,
}

/// Orders and requests shown of each.
const HISTORY: Page = Page { limit: 20, offset: 0 };
/// Customers shown of each way to recognise them.
const CANDIDATES: Page = Page { limit: 10, offset: 0 };

impl Screens<'_> {
    /// Customers recognised by what a caller says or by the number shown, the surest first (R3).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn callers(&self, said: &str) -> Result<Vec<Caller>, ClientError> {
        let found = self.client.read(|tx| recognised(tx, said))?;
        found.into_iter().filter_map(|(customer, way)| self.caller(customer, way).transpose()).collect()
    }

    /// What is known of a caller; nothing where it is no customer, or none that is on this device.
    fn caller(&self, id: DocumentId, matched_by: MatchedBy) -> Result<Option<Caller>, ClientError> {
        let listed = self.client.read(|tx| tx.row(id))?;
        let Some(listed) = listed.filter(|listed| listed.row.kind == customer::KIND.name()) else {
            return Ok(None);
        };
        let theirs = RowQuery { customer: Some(id), sort: RowSort::Begun, ..RowQuery::default() };
        let requests = self.client.documents(request::KIND, &theirs, HISTORY)?;
        Ok(Some(Caller {
            customer: listed.row.into(),
            matched_by,
            assets: self.assets_of(id)?,
            orders: self.orders(&theirs, HISTORY)?,
            requests: requests.into_iter().map(|listed| listed.row.into()).collect(),
        }))
    }
}

fn recognised(tx: &ReadTx<'_>, said: &str) -> Result<Vec<(DocumentId, MatchedBy)>, StoreError> {
    let named = tx.find(said, Some(customer::KIND.name()), CANDIDATES)?;
    let named: Vec<DocumentId> = named.into_iter().map(|(customer, _)| customer).collect();
    let machines = tx.find(said, Some(asset::KIND.name()), CANDIDATES)?;
    let owners =
        machines.into_iter().map(|(machine, _)| Ok(tx.row(machine)?.and_then(|one| one.row.customer)));
    let owners: Vec<DocumentId> = owners.filter_map(Result::transpose).collect::<Result<_, StoreError>>()?;
    // A machine is found by its owner's name too, which says nothing of the machine.
    let by_machine = owners.into_iter().filter(|owner| !named.contains(owner)).collect();
    let ways =
        [(MatchedBy::Phone, tx.find_phone(said)?), (MatchedBy::Asset, by_machine), (MatchedBy::Words, named)];
    let mut found: Vec<(DocumentId, MatchedBy)> = Vec::new();
    for (way, customers) in ways {
        for customer in customers {
            if found.iter().all(|(known, _)| *known != customer) {
                found.push((customer, way));
            }
        }
    }
    Ok(found)
}
