//! From the ledger to a bundle.

use jobsheet_domain::content::Kind;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::work_order::WorkOrder;
use jobsheet_signing::encoding::base64url;
use jobsheet_signing::{Jwks, KeyId};

use super::{Bundle, FORMAT, Photo, Run, SignedStatement};
use crate::desk::open;
use crate::error::ApiError;
use crate::ledger::{StoredRun, StoredStatement};
use crate::server::Server;

/// The evidence of an order. Blocks.
///
/// # Errors
/// 404 when there is no such order.
pub fn export(server: &Server, id: DocumentId) -> Result<Bundle, ApiError> {
    let organisation = server.organisation.id;
    let document = open(server, id)?;
    if document.kind() != Kind::WorkOrder {
        return Err(ApiError::missing("order"));
    }
    let content = document.content().map_err(|error| ApiError::failed(&error))?;
    let order = WorkOrder::new(&content);
    let stored = server.ledger.statements(organisation, id)?;
    let mut photos = Vec::new();
    for photo in order.photos() {
        let present = server.ledger.blob(organisation, photo.record.normal)?.is_some();
        photos.push(Photo { digest: photo.record.normal, present });
    }
    Ok(Bundle {
        format: FORMAT.to_owned(),
        organisation,
        document: id,
        kind: document.kind().name().to_owned(),
        heads: document.heads(),
        changes: document.changes().iter().map(|change| base64url(&change.bytes)).collect(),
        runs: server.ledger.runs(organisation, id, 0, u64::MAX)?.into_iter().map(run).collect(),
        keys: crate::keyring::keyring(server)?,
        server_jwks: Jwks::publish([&server.key.public()]),
        receipts: stored.iter().map(|statement| statement.receipt.clone()).collect(),
        statements: stored.into_iter().map(|stored| statement(stored, &order)).collect(),
        photos,
    })
}

fn run(run: StoredRun) -> Run {
    Run {
        actor: run.actor,
        first: run.first,
        last: run.last,
        previous: run.previous,
        head: run.head,
        as_of: run.as_of,
        checkpoint: run.checkpoint,
        key: KeyId(run.key_id),
        nonce: run.nonce,
        signature: run.signature,
        position: run.position,
        received_at: run.received_at.0,
    }
}

fn statement(stored: StoredStatement, order: &WorkOrder<'_>) -> SignedStatement {
    SignedStatement {
        strokes: order.signoff_record(stored.event).and_then(|record| record.strokes.clone()),
        event: stored.event,
        jws: stored.jws,
        report_model: String::from_utf8_lossy(&stored.model).into_owned(),
    }
}
