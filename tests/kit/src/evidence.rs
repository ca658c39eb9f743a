//! Evidence as a test takes it apart.

use std::collections::BTreeSet;

use jobsheet_client::domain::aggregates::KINDS;
use jobsheet_client::domain::id::{ChangeHash, Digest, DocumentId, OrganisationId};
use jobsheet_client::domain::work_order::{KIND, WorkOrder};
use jobsheet_document::{Document, changes_of_file, foreign};
use jobsheet_evidence::{Bundle, Evidence, FORMAT, Folder, Named, Package, Photo, SignedStatement};
use jobsheet_signing::encoding::base64url;
use jobsheet_signing::{Export, KeyPurpose, verify_export};
use uuid::Uuid;

/// A package, whose bytes must read.
#[must_use]
pub fn package(bytes: &[u8]) -> Package {
    match Evidence::read(bytes).unwrap() {
        Evidence::Package(package) => *package,
        Evidence::Bundle(_) => panic!("the first form"),
    }
}

/// What the server says of a package.
#[must_use]
pub fn export(package: &Package) -> Export {
    let keys = package.keyring();
    verify_export(&package.export, &|id| keys.server_key(id)).unwrap()
}

/// The document in a package.
#[must_use]
pub fn document(package: &Package) -> Document {
    let (id, limits) = (DocumentId(Uuid::from_bytes(export(package).document)), foreign::Limits::default());
    let changes: Vec<_> = changes_of_file(KIND, id, &package.document)
        .unwrap()
        .into_iter()
        .map(|bytes| foreign::decode(id, bytes, &limits).unwrap())
        .collect();
    foreign::apply(&Document::create(KIND, id), &changes, &limits).unwrap()
}

/// The same evidence in the first form, as servers of before exported it.
#[must_use]
pub fn first_form(package: &Package) -> Bundle {
    let (export, document) = (export(package), document(package));
    let content = document.content().unwrap();
    let order = WorkOrder::new(&content);
    let keys = package.keyring();
    let Named { photos, stamps, .. } = Named::of(&order);
    let photos: BTreeSet<Digest> = photos.into_iter().chain(stamps).collect();
    let present = |digest: &Digest| package.named.contains_key(&(Folder::Photos, *digest));
    let statements = package.contents.statements.iter().map(|statement| {
        let record = order.signoff_record(statement.event).unwrap();
        let model = package.named[&(Folder::Reports, record.report_digest)].clone();
        SignedStatement {
            event: statement.event,
            jws: statement.jws.clone(),
            report_model: String::from_utf8(model).unwrap(),
            strokes: record.strokes.clone(),
        }
    });
    Bundle {
        format: FORMAT.to_owned(),
        organisation: OrganisationId(Uuid::from_bytes(export.organisation)),
        document: document.id(),
        kind: KINDS.find(&package.contents.kind).unwrap().name().to_owned(),
        heads: export.heads.iter().copied().map(ChangeHash).collect(),
        changes: document.changes().iter().map(|change| base64url(&change.bytes)).collect(),
        runs: package.contents.runs.clone(),
        server_jwks: keys.jwks().of_purpose(KeyPurpose::Server),
        keys,
        receipts: package.contents.statements.iter().map(|statement| statement.receipt.clone()).collect(),
        statements: statements.collect(),
        photos: photos.iter().map(|digest| Photo { digest: *digest, present: present(digest) }).collect(),
    }
}
