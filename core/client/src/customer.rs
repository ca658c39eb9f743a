//! What rows of other documents take from a customer's.

use jobsheet_domain::content::Content;
use jobsheet_domain::customer::{self, CustomerView};
use jobsheet_domain::id::DocumentId;
use jobsheet_store::{ReadTx, StoreError};

/// What rows of other documents take from a customer's: the name they show, and the contract by which their clocks run
/// (R22–R28).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customer {
    /// Their name.
    pub name: String,
    /// The number of their contract, where they have one.
    pub contract: Option<String>,
}

impl Customer {
    /// That of a document.
    pub fn of(content: &Content) -> Self {
        let CustomerView { name, contract, .. } = CustomerView::of(content);
        Self::new(name, contract)
    }

    /// That of a customer's own row; none of who is not on this device.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn listed(tx: &ReadTx<'_>, id: DocumentId) -> Result<Option<Self>, StoreError> {
        Ok(tx.title_and_listing(id)?.map(|(title, listing)| Self::read(title, &listing)))
    }

    /// That of whom a document is for, by its row.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of_row(tx: &ReadTx<'_>, document: DocumentId) -> Result<Option<(DocumentId, Self)>, StoreError> {
        let kept = tx.customer_title_and_listing(document)?;
        Ok(kept.map(|(id, title, listing)| (id, Self::read(title, &listing))))
    }

    fn read(title: String, listing: &str) -> Self {
        Self::new(title, customer::listed_contract(listing))
    }

    fn new(name: String, contract: Option<String>) -> Self {
        Self { name, contract: contract.filter(|contract| !contract.is_empty()) }
    }
}
