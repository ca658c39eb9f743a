//! Rows of documents that did not change themselves, made again: where lists are sorted by change, each keeps its place.

use std::collections::BTreeSet;

use jobsheet_domain::aggregates::Subject;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::kind::Kinds;
use jobsheet_domain::listing::Listing;
use jobsheet_domain::records::Records;
use jobsheet_store::DocumentRow;
use serde_json::Value;

use super::{Customer, Due, Lookup, Row, kept, of};
use crate::client::Client;
use crate::error::ClientError;

/// The row of a document that did not change itself: it keeps the time of its last change.
///
/// # Errors
/// As [`of`].
pub fn again(client: &Client, subject: &Subject, lookup: &Lookup) -> Result<Row, ClientError> {
    let mut again = of(client, subject, lookup)?;
    let listed =
        client.inner.store.read(|tx| tx.row(subject.content.id))?.map(|listed| listed.row.updated_at);
    let last_event = || subject.content.events.in_order().iter().map(|event| event.at.corrected).max();
    if let Some(changed) = listed.or_else(last_event) {
        again.row.updated_at = changed;
    }
    Ok(again)
}

/// Rows that take something from a customer that is new or another by now, without those of `merged`, which get rows of their
/// own.
///
/// # Errors
/// When the file cannot be read. A document that cannot be read keeps the row it has.
pub fn of_customers(
    client: &Client,
    lookup: &Lookup,
    merged: &dyn Fn(DocumentId) -> bool,
) -> Result<Vec<Row>, ClientError> {
    let mut concerned: BTreeSet<DocumentId> = BTreeSet::new();
    for (id, customer) in &lookup.customers {
        let theirs = client.inner.store.read(|tx| {
            let is_known = Customer::listed(tx, *id)?.as_ref() == Some(customer);
            if is_known { Ok(Vec::new()) } else { tx.rows_of(*id) }
        })?;
        concerned.extend(theirs);
    }
    from_documents(client, lookup, concerned.into_iter().filter(|id| !merged(*id)))
}

/// Rows that come out otherwise by the records that are about to be kept than by those `before`, without those of `merged`.
/// What follows from the records is made of what is listed; only where a document is found by a name that changed is it
/// opened.
///
/// # Errors
/// As [`of_customers`].
pub fn by_records(
    client: &Client,
    lookup: &Lookup,
    before: &Records,
    merged: &dyn Fn(DocumentId) -> bool,
) -> Result<Vec<Row>, ClientError> {
    let kinds = client.inner.documents.kinds();
    let (mut rows, mut renamed) = (Vec::new(), Vec::new());
    client.inner.store.read(|tx| {
        tx.every_row(|row| {
            if merged(row.id) {
                return;
            }
            let listing = kept::<Value>(&row);
            if listing.lead.is_some_and(|lead| before.name(lead) != lookup.records.name(lead)) {
                renamed.push(row.id);
            } else if let Some(row) = due_again(kinds, row, &listing, lookup) {
                rows.push(Row { row, found_by: None });
            }
        })
    })?;
    rows.extend(from_documents(client, lookup, renamed.into_iter())?);
    Ok(rows)
}

/// The row with what is due by the records now; nothing where that is what it says.
fn due_again(
    kinds: Kinds,
    row: DocumentRow,
    listing: &Listing<Value>,
    lookup: &Lookup,
) -> Option<DocumentRow> {
    let due = Due::of(kinds.find(&row.kind)?, listing, lookup);
    let again = DocumentRow {
        waits_for: due.user,
        waits_for_roles: due.roles,
        waits_for_me: due.is_mine,
        clock: due.clock,
        ..row.clone()
    };
    (again != row).then_some(again)
}

fn from_documents(
    client: &Client,
    lookup: &Lookup,
    documents: impl Iterator<Item = DocumentId>,
) -> Result<Vec<Row>, ClientError> {
    let mut rows = Vec::new();
    for id in documents {
        let opened = client.opened(id);
        match opened.and_then(|opened| again(client, opened.subject()?, lookup)) {
            Ok(row) => rows.push(row),
            Err(ClientError::Store(error)) => return Err(error.into()),
            Err(_) => {}
        }
    }
    Ok(rows)
}
