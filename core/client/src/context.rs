//! What a tap takes from other documents on this device.

use std::sync::Arc;

use jobsheet_domain::aggregates::{Command, Subject, decided_by};
use jobsheet_domain::asset::AssetView;
use jobsheet_domain::content::Content;
use jobsheet_domain::customer::CustomerView;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::reads::Reads;
use jobsheet_domain::work_order::WorkOrderCommand;

use crate::client::Client;
use crate::documents::Opened;
use crate::error::ClientError;

/// A command that makes a document, with what an order copies from the files of its customer and its machine, as far
/// as they are on this device; other commands as they are.
///
/// # Errors
/// When a file cannot be read.
pub fn with_files(client: &Client, command: &Command) -> Result<Command, ClientError> {
    let Command::WorkOrder(raise @ WorkOrderCommand::Raise { customer, asset, .. }) = command else {
        return Ok(command.clone());
    };
    let customer = content(client, *customer)?.map(|content| CustomerView::of(&content));
    let machine = asset.map(|asset| content(client, asset)).transpose()?.flatten();
    let machine = machine.map(|content| AssetView::of(&content));
    Ok(Command::WorkOrder(raise.clone().with_files(customer.as_ref(), machine.as_ref())))
}

/// The versions of other documents that a command is decided by, of those that are on this device.
///
/// # Errors
/// When one of them cannot be read.
pub fn reads(client: &Client, command: &Command, subject: &Subject) -> Result<Reads, ClientError> {
    let mut reads = Reads::default();
    for id in decided_by(subject, command) {
        if let Some(opened) = opened(client, id)? {
            reads.insert(opened.document().heads(), opened.subject()?.content.clone());
        }
    }
    Ok(reads)
}

/// What a document holds, when it is on this device.
///
/// # Errors
/// When it cannot be read.
pub fn content(client: &Client, id: DocumentId) -> Result<Option<Content>, ClientError> {
    opened(client, id)?.map(|opened| Ok(opened.subject()?.content.clone())).transpose()
}

fn opened(client: &Client, id: DocumentId) -> Result<Option<Arc<Opened>>, ClientError> {
    if client.inner.store.read(|tx| tx.document_head(id))?.is_none() {
        return Ok(None);
    }
    client.opened(id).map(Some)
}
