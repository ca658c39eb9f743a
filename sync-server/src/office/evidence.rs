//! Evidence of this server: from the ledger to a bundle, and what strangers send, verified apart.

use jobsheet_domain::id::DocumentId;
use jobsheet_domain::work_order::{self, WorkOrder};
use jobsheet_evidence::{Bundle, FORMAT, Finding, Photo, Run, SignedStatement, Verification};
use jobsheet_signing::encoding::base64url;
use jobsheet_signing::{KeyId, KeyPurpose, Keyring};

use crate::ledger::{StoredDocument, StoredRun, StoredStatement};
use crate::office::server::Server;
use crate::office::{Error, Opened};

/// The evidence of an order. Blocks.
///
/// # Errors
/// [`Error::Missing`] when there is no such order.
pub fn export(server: &Server, id: DocumentId) -> Result<Bundle, Error> {
    let stored = server.ledger.document(server.organisation.id, id)?;
    let stored = stored.filter(|stored| stored.kind == work_order::KIND);
    of_version(server, &stored.ok_or(Error::Missing("order"))?)
}

/// Whether the evidence of an order holds for the keys of this organisation. Blocks.
///
/// # Errors
/// [`Error::Missing`] when there is no such order.
pub fn verified(server: &Server, id: DocumentId) -> Result<Verification, Error> {
    let bundle = export(server, id)?;
    let published = crate::office::keyring::keyring(server)?.jwks();
    Ok(jobsheet_evidence::verify(&bundle, Some(&published)))
}

/// Verifies a bundle that anybody sent: all of it in a decoding process, with its limits of memory and computing time, as
/// every stranger's changes are decoded. Where it names our organisation, its keys must be ours. Blocks.
///
/// # Errors
/// The server's own failures, which say nothing about the bundle.
pub fn verify_foreign(server: &Server, bundle: &Bundle) -> Result<Verification, Error> {
    let ours = bundle.organisation == server.organisation.id;
    let published = if ours { Some(crate::office::keyring::keyring(server)?.jwks()) } else { None };
    let tried = server.admission.verify(bundle, published.as_ref())?;
    let ended = |code| Finding::new("evidence.changes.incoherent").with("why", code);
    let mut made = tried.unwrap_or_else(|code| Verification::impossible(ended(code)));
    if !ours {
        jobsheet_evidence::not_ours(&mut made, bundle);
    }
    Ok(made)
}

/// The evidence of one version of an order. What was stored since is cut off: a run whose changes are not in this version
/// would show as broken.
fn of_version(server: &Server, stored: &StoredDocument) -> Result<Bundle, Error> {
    let (organisation, id) = (server.organisation.id, stored.id);
    let opened = Opened::load(stored)?;
    let (document, content, order) = (&opened.document, opened.content(), opened.order()?);
    let mut statements = server.ledger.statements(organisation, id)?;
    statements.retain(|statement| document.change_of_event(statement.event).is_some());
    let runs = server.ledger.runs(organisation, id, 0, stored.position)?;
    let keys = crate::office::keyring::keyring(server)?;
    let mut photos = Vec::new();
    let stamps = content.events.iter().filter_map(|event| order.signoff_record(event.key)?.stamp.as_ref());
    let normal = order.photos().iter().map(|photo| photo.record.normal).collect::<Vec<_>>();
    for digest in normal.into_iter().chain(stamps.map(|stamp| stamp.normal)) {
        let present = server.ledger.blob(organisation, digest)?.is_some();
        photos.push(Photo { digest, present });
    }
    Ok(Bundle {
        format: FORMAT.to_owned(),
        organisation,
        document: id,
        kind: document.kind().name().to_owned(),
        heads: document.heads(),
        changes: document.changes().iter().map(|change| base64url(&change.bytes)).collect(),
        runs: runs.into_iter().map(|stored| run(server, id, &keys, stored)).collect::<Result<_, _>>()?,
        server_jwks: keys.jwks().of_purpose(KeyPurpose::Server),
        keys,
        receipts: statements.iter().map(|statement| statement.receipt.clone()).collect(),
        statements: statements.into_iter().map(|stored| statement(stored, &order)).collect(),
        photos,
    })
}

/// A run with the server's word where its key does not speak for itself: it was revoked since, or a person let the run in.
fn run(server: &Server, id: DocumentId, keys: &Keyring, run: StoredRun) -> Result<Run, Error> {
    let revoked = keys.find(&KeyId(run.key_id)).is_some_and(|entry| entry.revoked_at.is_some());
    let admission = (revoked || run.review.is_some())
        .then(|| crate::office::keyring::admission(server, id, &run))
        .transpose()?;
    Ok(Run {
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
        admission,
    })
}

fn statement(stored: StoredStatement, order: &WorkOrder<'_>) -> SignedStatement {
    SignedStatement {
        strokes: order.signoff_record(stored.event).and_then(|record| record.strokes.clone()),
        event: stored.event,
        jws: stored.jws,
        report_model: String::from_utf8_lossy(&stored.model).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::id::UserId;
    use jobsheet_domain::value::Value;
    use jobsheet_domain::work_order::WorkOrderCommand;
    use jobsheet_evidence::verify;
    use uuid::Uuid;

    use super::*;
    use crate::config::Config;
    use crate::ledger::ListQuery;
    use crate::office::desk::orders::{self, RaiseAsked};
    use crate::open;
    use jobsheet_domain::customer;

    /// R61: a bundle is of one version, whatever is stored while it is made.
    #[test]
    fn r61_what_is_stored_meanwhile_is_not_in_the_bundle() {
        let folder = tempfile::tempdir().unwrap();
        let demo_password = Some("secret".to_owned());
        let data = folder.path().join("data");
        let server = open(Config { data, demo_password, ..Config::default() }).unwrap();
        let organisation = server.organisation.id;
        let dispatcher = server.ledger.user_by_name(organisation, "dispatcher").unwrap().unwrap();
        let one = ListQuery { limit: 1, ..ListQuery::default() };
        let customer = server.ledger.list(organisation, customer::KIND, &one).unwrap()[0].id;
        let asked = serde_json::json!({ "customer": customer, "address": "Xinghu Street 328", "fault": "It stops.",
            "title": "Belt worn", "priority": "urgent" });
        let asked: RaiseAsked = serde_json::from_value(asked).unwrap();
        let order = DocumentId(Uuid::from_u128(1));
        orders::raise(&server, &dispatcher, order, &asked).unwrap();
        let stored = server.ledger.document(organisation, order).unwrap().unwrap();
        write_a_fact(&server, dispatcher.id, order);
        let bundle = of_version(&server, &stored).unwrap();
        let whole = export(&server, order).unwrap();
        assert_eq!((bundle.runs.len(), whole.runs.len()), (1, 2));
        for bundle in [bundle, whole] {
            let result = verify(&bundle, None);
            assert!(result.is_intact(), "{:?}", result.checks);
        }
    }

    fn write_a_fact(server: &Server, user: UserId, order: DocumentId) {
        let value = Value::Text("down".to_owned());
        let command = WorkOrderCommand::SetFact { name: "priority".to_owned(), value };
        orders::run(server, user, order, &command).unwrap();
    }
}
