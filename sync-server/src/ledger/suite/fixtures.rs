//! What the claims are made with: small commits, devices and people.

use std::collections::BTreeSet;

use jobsheet_domain::id::{ActorId, ChangeHash, DeviceId, Digest, DocumentId, OrganisationId, UserId};
use jobsheet_domain::kind::Kind;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::{asset, customer, request, work_order};
use uuid::Uuid;

use crate::ledger::sqlite::SqliteLedger;
use crate::ledger::{
    Accounts, Commit, Device, DeviceKind, Enrolment, EnrolmentUse, FeedEntry, FeedQuery, Ledger, LedgerError,
    Listed, News, Organisation, RefusedRun, RefusedState, StoredChange, StoredRun, Upload,
};

pub(super) const ORG: OrganisationId = OrganisationId(Uuid::from_u128(1));
pub(super) const NOW: Timestamp = Timestamp(1_000);

pub(super) fn with_organisation(ledger: SqliteLedger) -> SqliteLedger {
    let organisation = Organisation { id: ORG, name: "Service".into(), seed: Some([7; 32]), epoch: 3 };
    ledger.create_organisation(&organisation).unwrap();
    ledger
}

pub(super) fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(100 + number))
}

pub(super) fn document(number: u128) -> DocumentId {
    DocumentId(Uuid::from_u128(1_000 + number))
}

pub(super) fn hash(number: u8) -> ChangeHash {
    ChangeHash([number; 32])
}

pub(super) fn device(number: u8, user: UserId) -> Device {
    Device {
        id: DeviceId(Uuid::from_u128(u128::from(number))),
        user,
        kind: DeviceKind::Device,
        name: "tablet".into(),
        platform: "test".into(),
        key: [number; 32],
        key_id: [number; 32],
        statement_jwk: "{}".into(),
        custody: None,
        certificate: String::new(),
        fingerprint: "1234".into(),
        issued_by: None,
        confirmed: false,
        confirmed_by: None,
        valid_from: 0,
        revoked_at: None,
        delivered: 0,
        seen: 0,
        seen_at: NOW,
        floor: 0,
        enrolled_at: NOW,
    }
}

/// A commit of one change; the change's number is also its sequence and its hash.
pub(super) fn commit(id: DocumentId, number: u8, before: &[u8], listed: Listed) -> Commit {
    let actor = ActorId([9; 16]);
    Commit {
        document: id,
        kind: work_order::KIND,
        before: before.iter().map(|number| hash(*number)).collect(),
        heads: vec![hash(number)],
        snapshot: vec![number],
        run: StoredRun {
            actor,
            first: number.into(),
            last: number.into(),
            previous: (number > 1).then(|| hash(number - 1)),
            head: hash(number),
            as_of: 1,
            checkpoint: 2,
            key_id: [4; 32],
            nonce: [5; 16],
            device: DeviceId(Uuid::from_u128(6)),
            user: user(1),
            signature: [8; 64],
            position: 0,
            received_at: NOW,
            review: None,
        },
        changes: vec![StoredChange {
            hash: hash(number),
            actor,
            sequence: number.into(),
            bytes: vec![number],
            position: 0,
        }],
        listed,
        numbers: Vec::new(),
        statements: Vec::new(),
        blobs: BTreeSet::new(),
    }
}

pub(super) fn of(members: &[u128], links: &[(Kind, u128)]) -> Listed {
    Listed {
        members: members.iter().map(|number| user(*number)).collect(),
        links: links.iter().map(|(kind, number)| (*kind, document(*number))).collect(),
        ..Listed::default()
    }
}

pub(super) fn store(ledger: &impl Ledger, commit: &Commit) -> Result<u64, LedgerError> {
    ledger.commit(ORG, commit, &|_, _| String::new())
}

pub(super) fn enrol(ledger: &impl Ledger, number: u8, user: UserId) -> Device {
    let code = [number; 32];
    ledger
        .put_enrolment(ORG, &Enrolment { code, user, issued_by: user, expires_at: Timestamp(2_000) })
        .unwrap();
    let device = device(number, user);
    assert!(matches!(ledger.enrol(ORG, &code, &device, None, NOW).unwrap(), EnrolmentUse::Enrolled(_)));
    device
}

/// Everything of version 1 a device must hear.
pub(super) fn asked(device: &Device, floor: u64, horizon: u64) -> FeedQuery<'static> {
    const ALL: [Kind; 4] = [work_order::KIND, request::KIND, customer::KIND, asset::KIND];
    FeedQuery { device: device.id, floor, horizon, after: None, limit: 100, kinds: &ALL, new_kinds: &[] }
}

pub(super) fn news(ledger: &impl Ledger, device: &Device, floor: u64) -> Vec<(DocumentId, News)> {
    let horizon = ledger.position(ORG).unwrap();
    let entries = ledger.feed(ORG, &asked(device, floor, horizon)).unwrap();
    entries.into_iter().map(|FeedEntry { document, news, .. }| (document, news)).collect()
}

/// An upload of ten bytes that begins now.
pub(super) fn upload(number: u8, device: DeviceId, digest: u8) -> Upload {
    Upload {
        id: [number; 16],
        device,
        digest: Digest([digest; 32]),
        length: 10,
        received: 0,
        purpose: "photo".into(),
        begun_at: NOW,
    }
}

pub(super) fn refused(head: u8, state: RefusedState) -> RefusedRun {
    RefusedRun {
        document: document(1),
        actor: ActorId([9; 16]),
        first: head.into(),
        head: Some(hash(head)),
        device: DeviceId(Uuid::from_u128(1)),
        code: "change.review".into(),
        received_at: NOW,
        bytes: vec![head, 2, 3],
        state,
        decision: None,
    }
}
