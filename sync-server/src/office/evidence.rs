//! Evidence of this server: from the ledger to a package, what became of a statement, and what strangers send, verified apart.

use std::collections::{BTreeMap, BTreeSet};

use jobsheet_domain::id::{Digest, DocumentId};
use jobsheet_domain::work_order::{self, WorkOrder};
use jobsheet_evidence::{
    Contents, Countersigned, Evidence, Finding, Folder, ListedKey, Named, PACKAGE_FORMAT, Package, Published,
    Run, Verification, strokes_digest,
};
use jobsheet_report::{inkml, standing_of_signoff};
use jobsheet_signing::{
    Export, KeyId, KeyListState, KeyPurpose, KeyRecord, Keyring, PartDigest, Standing, jws, latest, leaves,
    merkle, sha256, sign_export, sign_standing, statement_digest,
};

use crate::ledger::{StoredDocument, StoredRun, StoredStatement};
use crate::office::server::Server;
use crate::office::{Error, Opened, hands};

/// Most bytes of photos and pages in one package; what does not fit is said to be left out.
const MOST_BYTES: u64 = 32 << 20;

/// The evidence of an order, as a file, with customers' hands or with these sealed. Blocks.
///
/// # Errors
/// [`Error::Missing`] when there is no such order.
pub fn export(server: &Server, id: DocumentId, with_hands: bool) -> Result<Vec<u8>, Error> {
    written(&package(server, id, with_hands)?)
}

/// Whether a hand lies open in an order, as those do that were signed before hands were sealed. Blocks.
///
/// # Errors
/// [`Error::Missing`] when there is no such order.
pub fn has_open_hand(server: &Server, id: DocumentId) -> Result<bool, Error> {
    let opened = Opened::read(server, id)?;
    Ok(opened.order()?.signoffs().any(|(_, record)| record.strokes.is_some()))
}

fn package(server: &Server, id: DocumentId, with_hands: bool) -> Result<Package, Error> {
    // Asked first: what is read then is at least as new.
    let position = server.ledger.position(server.organisation.id)?;
    let stored = server.ledger.document(server.organisation.id, id)?;
    let stored = stored.filter(|stored| stored.kind == work_order::KIND);
    of_version(server, &stored.ok_or(Error::Missing("order"))?, position, with_hands)
}

fn written(package: &Package) -> Result<Vec<u8>, Error> {
    package.write().map_err(|broken| Error::failed(std::io::Error::other(broken.code)))
}

/// Whether the evidence of an order holds for the keys of this organisation. Blocks.
///
/// # Errors
/// [`Error::Missing`] when there is no such order.
pub fn verified(server: &Server, id: DocumentId) -> Result<Verification, Error> {
    let evidence = Evidence::Package(Box::new(package(server, id, true)?));
    let published = Published::List(crate::office::keyring::list(server)?);
    Ok(jobsheet_evidence::verify_trusting(&evidence, Some(&published), &server.trust))
}

/// Verifies evidence that anybody sent: all of it in a decoding process, with its limits of memory and computing time, as
/// every stranger's changes are decoded. Where it names our organisation, its keys must be ours. Blocks.
///
/// # Errors
/// The server's own failures, which say nothing about the evidence.
pub fn verify_foreign(server: &Server, bytes: &[u8]) -> Result<Verification, Error> {
    let published = Published::List(crate::office::keyring::list(server)?);
    let tried = server.admission.verify(bytes, server.organisation.id, &published)?;
    let ended = |code| Finding::new("evidence.changes.incoherent").with("why", code);
    Ok(tried.unwrap_or_else(|code| Verification::impossible(ended(code))))
}

/// What became of a statement, as the server signs it for whoever holds it: a compact JWS of a [`Standing`]. Blocks.
///
/// # Errors
/// [`Error::Missing`] when this order has no such statement.
pub fn standing(server: &Server, id: DocumentId, digest: &[u8; 32]) -> Result<String, Error> {
    let missing = || Error::Missing("statement");
    let organisation = server.organisation.id;
    let statements = server.ledger.statements(organisation, id)?;
    let of_digest = |stored: &StoredStatement| statement_digest(&stored.jws) == Some(*digest);
    let place = statements.iter().position(of_digest).ok_or_else(missing)?;
    let opened = Opened::read(server, id)?;
    let order = opened.order()?;
    let event = statements[place].event;
    let record = order.signoff_record(event).ok_or_else(missing)?;
    let heads = opened.document.heads();
    let signed = (&order, event);
    let stands = standing_of_signoff(&opened.document, signed, &record.heads, &heads)?.unwrap_or_default();
    let said = Standing {
        organisation: *organisation.0.as_bytes(),
        document: *id.0.as_bytes(),
        statement: *digest,
        heads: heads.iter().map(|head| head.0).collect(),
        at_ms: server.now().0,
        void: !stands.void_by.is_empty(),
        sign_again: stands.sign_again,
        additions: (stands.additions.len() + stands.kept.len()) as u64,
        later: (statements.len() - place - 1) as u64,
    };
    Ok(sign_standing(&server.key, &said)?)
}

/// The evidence of one version of an order. What was stored since is cut off: a run whose changes are not in this version
/// would show as broken.
fn of_version(
    server: &Server,
    stored: &StoredDocument,
    position: u64,
    with_hands: bool,
) -> Result<Package, Error> {
    let (organisation, id) = (server.organisation.id, stored.id);
    let opened = Opened::load(stored)?;
    let (document, order) = (&opened.document, opened.order()?);
    let mut statements = server.ledger.statements(organisation, id)?;
    statements.retain(|statement| document.change_of_event(statement.event).is_some());
    let runs = server.ledger.runs(organisation, id, 0, stored.position)?;
    let records = crate::office::keyring::records(server)?;
    let (keys, leaves) = (latest(&records), leaves(&records)?);
    let (mut named, absent) = wanted(server, &order, with_hands)?;
    for statement in &statements {
        named.insert((Folder::Reports, Digest(sha256(&statement.model))), statement.model.clone());
    }
    let runs: Vec<Run> =
        runs.into_iter().map(|stored| run(server, id, &keys, stored)).collect::<Result<_, _>>()?;
    let listed = listed(&records, &leaves, &signers(&runs, &keys, &statements));
    named.extend(attestations(server, &listed)?);
    let mut package = Package {
        export: String::new(),
        keys: listed,
        contents: Contents {
            format: PACKAGE_FORMAT.to_owned(),
            kind: document.kind().name().to_owned(),
            runs,
            statements: statements.into_iter().map(countersigned).collect(),
        },
        document: document.file(),
        named,
    };
    let export = Export {
        organisation: *organisation.0.as_bytes(),
        document: *id.0.as_bytes(),
        heads: document.heads().iter().map(|head| head.0).collect(),
        position: position.max(stored.position),
        exported_at_ms: server.now().0,
        keys: KeyListState::of(&leaves),
        parts: package.digests().map_err(|broken| Error::failed(std::io::Error::other(broken.code)))?,
        absent: absent.into_iter().map(|digest| PartDigest(digest.0)).collect(),
    };
    package.export = sign_export(&server.key, &export)?;
    Ok(package)
}

/// What the sign-offs and photos of an order name by digest, with its bytes as far as they are here and fit; and the digests of
/// the rest.
type Wanted = (BTreeMap<(Folder, Digest), Vec<u8>>, BTreeSet<Digest>);

fn wanted(server: &Server, order: &WorkOrder<'_>, with_hands: bool) -> Result<Wanted, Error> {
    let Named { mut strokes, sealed, pages, stamps, photos, .. } = Named::of(order);
    if with_hands {
        let opened = order.signoffs().filter_map(|(_, record)| hands::open(server, order.content.id, record));
        strokes.extend(opened.map(|hand| (strokes_digest(&hand), inkml(&hand).into_bytes())));
    }
    let mut absent: BTreeSet<Digest> = sealed.into_iter().collect();
    let strokes = strokes.into_iter().map(|(digest, ink)| ((Folder::Strokes, digest), ink));
    let (mut here, mut left) = (BTreeMap::from_iter(strokes), MOST_BYTES);
    let pages = pages.into_iter().map(|digest| (Folder::Pages, digest));
    let photos = stamps.into_iter().chain(photos).map(|digest| (Folder::Photos, digest));
    for (folder, digest) in pages.chain(photos) {
        let length = server.ledger.blob(server.organisation.id, digest)?;
        match length.and_then(|length| left.checked_sub(length)) {
            Some(rest) if !here.contains_key(&(folder, digest)) => {
                left = rest;
                here.insert((folder, digest), server.blobs.read(digest)?);
            }
            Some(_) => {}
            None => {
                absent.insert(digest);
            }
        }
    }
    absent.retain(|digest| !here.keys().any(|(_, named)| named == digest));
    Ok((here, absent))
}

/// The keys that signed, and the server's.
fn signers(runs: &[Run], keys: &Keyring, statements: &[StoredStatement]) -> BTreeSet<KeyId> {
    let of_statements = statements.iter().filter_map(|statement| jws::key_of(&statement.jws));
    let of_server = keys.iter().filter(|(_, entry)| entry.purpose() == KeyPurpose::Server);
    runs.iter().map(|run| run.key).chain(of_statements).chain(of_server.map(|(id, _)| *id)).collect()
}

/// What makers say of these keys.
fn attestations(server: &Server, keys: &[ListedKey]) -> Result<BTreeMap<(Folder, Digest), Vec<u8>>, Error> {
    let digests = keys.iter().filter_map(|key| key.record.custody()?.attestation().copied());
    let kept = |digest: [u8; 32]| {
        let bytes = server.ledger.attestation(server.organisation.id, &digest)?;
        Ok(((Folder::Attestations, Digest(digest)), bytes.ok_or(Error::Missing("attestation"))?))
    };
    digests.map(kept).collect()
}

/// What the list says of these keys, with what shows that it does.
fn listed(records: &[KeyRecord], leaves: &[[u8; 32]], keys: &BTreeSet<KeyId>) -> Vec<ListedKey> {
    let here = records.iter().enumerate().filter(|(_, record)| keys.contains(&record.key.id()));
    let listed = here.map(|(place, record)| ListedKey {
        record: record.clone(),
        path: merkle::path(leaves, place).unwrap_or_default().into_iter().map(PartDigest).collect(),
    });
    listed.collect()
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

fn countersigned(stored: StoredStatement) -> Countersigned {
    Countersigned { event: stored.event, jws: stored.jws, receipt: stored.receipt }
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
        let before = of_version(&server, &stored, stored.position, false).unwrap();
        let whole = package(&server, order, false).unwrap();
        assert_eq!((before.contents.runs.len(), whole.contents.runs.len()), (1, 2));
        for package in [before, whole] {
            let result = verify(&Evidence::Package(Box::new(package)), None);
            assert!(result.is_intact(), "{:?}", result.checks);
        }
    }

    fn write_a_fact(server: &Server, user: UserId, order: DocumentId) {
        let value = Value::Text("down".to_owned());
        let command = WorkOrderCommand::SetFact { name: "priority".to_owned(), value };
        orders::run(server, user, order, &command).unwrap();
    }
}
