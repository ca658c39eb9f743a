//! Other documents as a page names them.

use jobsheet_domain::id::DocumentId;

use crate::client::Client;
use crate::error::ClientError;

/// Another document a page leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkView {
    /// The document.
    pub id: DocumentId,
    /// Its number, a machine's model and serial number; empty for what is not on this device.
    pub name: String,
}

impl LinkView {
    /// An order.
    pub(super) fn order(client: &Client, id: DocumentId) -> Result<Self, ClientError> {
        let listed = client.inner.store.read(|tx| tx.order(id))?;
        Ok(Self { id, name: listed.map(|listed| listed.row.number).unwrap_or_default() })
    }

    /// A call.
    pub(super) fn request(client: &Client, id: DocumentId) -> Result<Self, ClientError> {
        let row = client.inner.store.read(|tx| tx.request(id))?;
        Ok(Self { id, name: row.map(|row| row.number).unwrap_or_default() })
    }

    /// A machine.
    pub(super) fn asset(client: &Client, id: DocumentId) -> Result<Self, ClientError> {
        let row = client.inner.store.read(|tx| tx.asset(id))?;
        let name = row.map(|row| [row.model, row.serial].join(" ").trim().to_owned());
        Ok(Self { id, name: name.unwrap_or_default() })
    }

    /// Another complaint.
    pub(super) fn complaint(client: &Client, id: DocumentId) -> Result<Self, ClientError> {
        let listed = client.inner.store.read(|tx| tx.row(id))?;
        Ok(Self { id, name: listed.map(|listed| listed.row.number).unwrap_or_default() })
    }
}
