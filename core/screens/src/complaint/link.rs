//! Other documents as a page names them.

use jobsheet_client::{Client, ClientError};
use jobsheet_domain::id::DocumentId;
use jobsheet_store::DocumentRow;

/// Another document a page leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkView {
    /// The document.
    pub id: DocumentId,
    /// Its number, a machine's model and serial number; empty for what is not on this device.
    pub name: String,
}

impl LinkView {
    /// A document that is called by its number.
    pub(super) fn numbered(client: &Client, id: DocumentId) -> Result<Self, ClientError> {
        Self::named(client, id, |row| row.number)
    }

    /// A machine.
    pub(super) fn machine(client: &Client, id: DocumentId) -> Result<Self, ClientError> {
        Self::named(client, id, |row| [row.title, row.number].join(" ").trim().to_owned())
    }

    fn named(
        client: &Client,
        id: DocumentId,
        name: impl FnOnce(DocumentRow) -> String,
    ) -> Result<Self, ClientError> {
        let listed = client.read(|tx| tx.row(id))?;
        Ok(Self { id, name: listed.map(|listed| name(listed.row)).unwrap_or_default() })
    }
}
