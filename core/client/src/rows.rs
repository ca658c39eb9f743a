//! What lists show of a document of any kind, made in the transaction that changes it. A list never opens a document.

mod again;
mod due;

use std::collections::BTreeMap;
use std::sync::Arc;

use jobsheet_domain::aggregates::{self, Subject};
use jobsheet_domain::content::Content;
use jobsheet_domain::customer::KIND as CUSTOMER;
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::listing::Listing;
use jobsheet_domain::records::Records;
use jobsheet_domain::time::Timestamp;
use jobsheet_store::{DocumentRow, MyRole, ReadTx, StoreError, WriteTx};
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use again::{again, by_records, of_customers};
use due::Due;
pub use due::clocks;

use crate::client::{Circumstances, Client};
use crate::customer::Customer;
use crate::error::ClientError;

/// A row of a list, and what it is found by.
pub struct Row {
    row: DocumentRow,
    /// Absent where it is found by what it was found by before.
    found_by: Option<FoundBy>,
}

/// What search finds a document by.
struct FoundBy {
    words: Vec<String>,
    phones: Vec<String>,
}

impl Row {
    /// Keeps the row.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put(&self, tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
        tx.put_row(&self.row)?;
        let Some(FoundBy { words, phones }) = &self.found_by else { return Ok(()) };
        tx.put_words(&self.row.kind, self.row.id, words, phones)
    }
}

/// What rows show beside their own document.
pub struct Lookup {
    /// The records as they will be when the row is kept.
    pub records: Arc<Records>,
    /// Whose installation this is.
    pub me: Option<UserId>,
    /// Customers that are about to be kept, and the one that a tap's document is for.
    pub customers: BTreeMap<DocumentId, Customer>,
    /// Now.
    pub now: Timestamp,
    /// Whether the rows are about to be written by who holds the lock of writing: what they show is read where they are
    /// written.
    pub writing: bool,
}

impl Lookup {
    /// What is known now.
    ///
    /// # Errors
    /// When the records cannot be read.
    pub fn now(client: &Client) -> Result<Self, ClientError> {
        Ok(Self {
            records: client.inner.records.newest(&client.inner.store)?.1,
            me: client.identity().map(|identity| identity.profile.user),
            customers: BTreeMap::new(),
            now: client.now(),
            writing: false,
        })
    }

    /// What a tap was decided by: its rows show the same records at the same moment.
    #[must_use]
    pub fn of(circumstances: &Circumstances) -> Self {
        Self {
            records: Arc::clone(&circumstances.records),
            me: Some(circumstances.identity.profile.user),
            customers: circumstances.customer.iter().cloned().collect(),
            now: circumstances.at.corrected,
            writing: true,
        }
    }

    /// Takes in what rows of other documents take from this one. Whether they take anything.
    pub fn learn(&mut self, subject: &Subject) -> bool {
        let taken = subject.content.kind == CUSTOMER;
        if taken {
            self.customers.insert(subject.content.id, Customer::of(&subject.content));
        }
        taken
    }

    fn customer(&self, client: &Client, id: DocumentId) -> Result<Customer, ClientError> {
        if let Some(customer) = self.customers.get(&id) {
            return Ok(customer.clone());
        }
        let (store, listed) = (&client.inner.store, |tx: &ReadTx<'_>| Customer::listed(tx, id));
        let kept = if self.writing { store.read_to_write(listed) } else { store.read(listed) };
        Ok(kept?.unwrap_or_default())
    }
}

/// The row of a document as it is now.
///
/// # Errors
/// When the file cannot be read.
pub fn of(client: &Client, subject: &Subject, lookup: &Lookup) -> Result<Row, ClientError> {
    let mut listing = aggregates::listing(subject);
    let customer = listing.customer.map(|id| lookup.customer(client, id)).transpose()?;
    let Customer { name: customer_name, contract } = customer.unwrap_or_default();
    listing.clocks.contract = contract;
    let lead_name = listing.lead.map(|lead| lookup.records.name(lead)).unwrap_or_default();
    let own = [&listing.number, &listing.title, &customer_name, &lead_name].map(String::clone);
    let words = own.into_iter().chain(std::mem::take(&mut listing.words)).collect();
    let found_by = FoundBy { words, phones: std::mem::take(&mut listing.phones) };
    let row = columns(&subject.content, listing, customer_name, lookup)?;
    Ok(Row { row, found_by: Some(found_by) })
}

fn columns(
    content: &Content,
    listing: Listing<Value>,
    customer_name: String,
    lookup: &Lookup,
) -> Result<DocumentRow, ClientError> {
    let due = Due::of(content.kind, &listing, lookup);
    Ok(DocumentRow {
        listing: serde_json::to_string(&listing).map_err(std::io::Error::other)?,
        my_role: my_role(lookup.me, &listing),
        id: content.id,
        kind: content.kind.name().to_owned(),
        number: listing.number,
        title: listing.title,
        status: listing.status,
        open: listing.open,
        contested: listing.contested,
        conflicts: listing.conflicts,
        waits_for: due.user,
        waits_for_roles: due.roles,
        waits_for_me: due.is_mine,
        customer: listing.customer,
        customer_name,
        asset: listing.asset,
        address: listing.address.text,
        position: listing.address.position,
        window: listing.window,
        to_do: listing.to_do,
        clock: due.clock,
        at: listing.begun_at,
        updated_at: lookup.now,
    })
}

/// What is listed of a document in a row. That of a newer version of the product, which this one cannot read, shows nothing
/// beside the columns.
#[must_use]
pub fn kept<S: DeserializeOwned + Default>(row: &DocumentRow) -> Listing<S> {
    read(&row.listing)
}

fn read<S: DeserializeOwned + Default>(listing: &str) -> Listing<S> {
    serde_json::from_str(listing).unwrap_or_default()
}

fn my_role<S>(me: Option<UserId>, listing: &Listing<S>) -> MyRole {
    match me {
        Some(me) if listing.lead == Some(me) => MyRole::Lead,
        Some(me) if listing.holders.contains(&me) => MyRole::Member,
        _ => MyRole::None,
    }
}
