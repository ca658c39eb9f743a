//! Small things to store.

use std::path::PathBuf;

use jobsheet_kernel::id::{ActorId, ChangeHash, DocumentId};
use jobsheet_kernel::time::{Position, TimeWindow, Timestamp};
use jobsheet_store::{
    DocumentRow, MyRole, NewTap, NextClock, RawKey, Store, StoreError, StoredChange, StoredCommand,
    StoredRun, WriteTx,
};
use tempfile::TempDir;
use uuid::Uuid;

pub const ACTOR: ActorId = ActorId([7; 16]);

pub fn key() -> RawKey {
    RawKey::new([42; 32])
}

pub fn document(n: u128) -> DocumentId {
    DocumentId(Uuid::from_u128(n))
}

pub fn hash(n: u8) -> ChangeHash {
    ChangeHash([n; 32])
}

pub struct Folder {
    folder: TempDir,
}

impl Folder {
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("jobsheet.db")
    }

    pub fn store(&self) -> Store {
        Store::create_or_open(&self.path(), &key()).unwrap()
    }

    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

pub fn change(seq: u8, bytes: &[u8]) -> StoredChange {
    StoredChange {
        hash: hash(seq),
        actor: ACTOR,
        seq: seq.into(),
        deterministic: false,
        bytes: bytes.to_vec(),
    }
}

pub fn run(document: DocumentId, seq: u8) -> StoredRun {
    StoredRun {
        document,
        actor: ACTOR,
        first: seq.into(),
        last: seq.into(),
        previous: (seq > 1).then(|| hash(seq - 1)),
        head: hash(seq),
        as_of: 5,
        checkpoint: 5,
        key: [3; 32],
        signature: [9; 64],
    }
}

pub fn tap(document: DocumentId, seq: u8) -> NewTap {
    NewTap {
        document,
        hash: hash(seq),
        actor: ACTOR,
        seq: seq.into(),
        made_at: Timestamp(1_000 + i64::from(seq)),
        command: StoredCommand { version: 1, bytes: format!("command {seq}").into_bytes() },
        run: Some(run(document, seq)),
    }
}

/// What one tap writes: the change, its signature, the outbox row. The first tap of a document makes it.
pub fn write_tap(tx: &mut WriteTx<'_>, document: DocumentId, seq: u8) -> Result<u32, StoreError> {
    let before: Vec<ChangeHash> = (seq > 1).then(|| hash(seq - 1)).into_iter().collect();
    if seq == 1 {
        tx.create_document(document, "work_order", 1, &[], None)?;
    }
    let tail = tx.append_changes(document, &before, &[hash(seq)], &[change(seq, &[seq; 300])])?;
    tx.put_tap(&tap(document, seq))?;
    Ok(tail)
}

pub fn order(id: DocumentId) -> DocumentRow {
    DocumentRow {
        kind: "work_order".into(),
        number: "WO-2026-0001".into(),
        title: "液压泵漏油".into(),
        status: "assigned".into(),
        waits_for_roles: Vec::new(),
        to_do: true,
        my_role: MyRole::Lead,
        customer_name: "北京机械厂".into(),
        address: "北京市朝阳区建国路1号".into(),
        position: Some(Position { latitude_udeg: 39_908_000, longitude_udeg: 116_397_000 }),
        window: Some(TimeWindow { from: Timestamp(10_000), to: Timestamp(20_000) }),
        clock: Some(NextClock {
            rule: "R24".into(),
            target: Timestamp(50_000),
            at_risk: Timestamp(40_000),
            paused: false,
        }),
        listing: r#"{"summary":{"signoff":"none","visit":1}}"#.into(),
        ..document_row(id)
    }
}

pub fn document_row(id: DocumentId) -> DocumentRow {
    DocumentRow {
        id,
        kind: "complaint".into(),
        number: "CP-0001".into(),
        title: "设备异响".into(),
        status: "taken".into(),
        open: true,
        contested: false,
        conflicts: 0,
        waits_for: None,
        waits_for_roles: vec!["quality".into(), "manager".into()],
        waits_for_me: false,
        customer: None,
        customer_name: "滨江物流".into(),
        asset: None,
        address: String::new(),
        position: None,
        window: None,
        to_do: false,
        my_role: MyRole::None,
        clock: None,
        at: Some(Timestamp(900)),
        updated_at: Timestamp(1_000),
        listing: r#"{"summary":{"channel":"phone"}}"#.into(),
    }
}

/// Keeps a row that is found by its number, title, customer and place, and by `more`.
pub fn put_row(tx: &mut WriteTx<'_>, row: &DocumentRow, more: &str) -> Result<(), StoreError> {
    tx.put_row(row)?;
    let own = [&row.number, &row.title, &row.customer_name, &row.address].map(String::clone);
    tx.put_words(&row.kind, row.id, &[&own[..], &[more.to_owned()]].concat(), &[])
}
