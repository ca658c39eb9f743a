//! What a sync keeps of an answer, without a network: the offer, what happens meanwhile, and the answer.

use jobsheet_document::{Change, Document};
use jobsheet_domain::aggregates::Command;
use jobsheet_domain::edit::{Edit, NewEvent};
use jobsheet_domain::event::EventBody;
use jobsheet_domain::id::{ActorId, DeviceId, DocumentId, UserId};
use jobsheet_domain::time::{EventTime, Timestamp};
use jobsheet_domain::value::Value;
use jobsheet_domain::work_order::{self, WorkOrderEvent};
use jobsheet_signing::{
    Admission, ChangeKey, KeyEntry, KeyKind, Keyring, Manifest, Review, RunClaim, actor_id, sign_admission,
    sign_manifest, sign_run,
};
use jobsheet_store::{DocumentRow, OutboxTap, Page, RowQuery};
use jobsheet_sync::{Author, Changes, Cover, Done, Record, SignedRun, Snapshot, Verdict, Welcome};
use uuid::Uuid;

use super::*;
use crate::device::{Folder, begin_work, finish_work, note, order, signing};

mod complaint;
mod records;
mod sent;
mod told;
mod trust;

const ORGANISATION: [u8; 16] = 9_u128.to_be_bytes();
const NONCE: [u8; 16] = [6; 16];

/// Somebody else's installation, and the server.
struct Other {
    key: ChangeKey,
    server: ChangeKey,
}

impl Other {
    fn new() -> Self {
        Self { key: ChangeKey::from_seed(&[5; 32]), server: ChangeKey::from_seed(&[8; 32]) }
    }

    fn author(&self) -> Author {
        let key = self.key.public();
        Author { actor: actor_id(&key, &NONCE), key: key.id(), nonce: NONCE }
    }

    fn actor(&self) -> ActorId {
        ActorId(self.author().actor)
    }

    /// The record that makes both known.
    fn keyring(&self) -> Down {
        self.keyring_with(None)
    }

    /// The same, with theirs revoked from a position on.
    fn keyring_with(&self, revoked: Option<u64>) -> Down {
        let mut keyring = Keyring::default();
        for (key, kind) in [(&self.key, KeyKind::Device), (&self.server, KeyKind::Server)] {
            let (device, user) = ([1; 16], (kind == KeyKind::Device).then_some([2; 16]));
            keyring.insert(KeyEntry {
                key: key.public(),
                device,
                user,
                kind,
                valid_from: 0,
                revoked_at: revoked.filter(|_| kind == KeyKind::Device),
                custody: None,
            });
        }
        let bytes = serde_json::to_vec(&keyring).unwrap();
        Down::Record(Record { name: keys::KEYRING.to_owned(), position: 6, bytes })
    }

    /// Their first change of a document: its phone.
    fn writes(&self, document: &mut Document, phone: &str) -> Change {
        let edit = Edit::Fact { name: "phone".to_owned(), value: Value::Text(phone.to_owned()) };
        document.edit(self.actor(), &[edit]).unwrap().change.unwrap()
    }

    fn cover(&self, change: &Change) -> Cover<Author> {
        let claim = RunClaim {
            organisation: ORGANISATION,
            document: change.header.document.0.into_bytes(),
            actor: self.author().actor,
            key: self.key.public().id(),
            previous: None,
            first: 1,
            last: 1,
            count: 1,
            head: change.header.hash.0,
            as_of: 5,
            checkpoint: 5,
        };
        let signature = sign_run(&self.key, &claim);
        Cover {
            author: self.author(),
            first: 1,
            count: 1,
            previous: None,
            as_of: 5,
            checkpoint: 5,
            signature,
        }
    }

    /// Their change as the server tells it, with whatever else travels in the run.
    fn tells(&self, change: &Change, stowaway: Option<&Change>) -> Down {
        let changes = std::iter::once(change).chain(stowaway).map(|one| one.bytes.clone()).collect();
        Down::Changes(Changes {
            document: change.header.document.0.into_bytes(),
            kind: Some(work_order::KIND.name().to_owned()),
            runs: vec![SignedRun { cover: self.cover(change), changes }],
        })
    }

    /// The whole document as the server tells it.
    fn tells_whole(&self, document: &Document, change: &Change) -> Down {
        let (id, bytes) = (document.id().0.into_bytes(), document.save());
        let heads = document.heads().iter().map(|head| head.0).collect();
        let manifest = Manifest::of(ORGANISATION, id, heads, document.schema(), &bytes);
        Down::Snapshot(Snapshot {
            document: id,
            kind: document.kind().name().to_owned(),
            manifest: sign_manifest(&self.server, &manifest).unwrap(),
            bytes: bytes.into(),
            covers: vec![self.cover(change)],
        })
    }
}

fn offered(client: &Client, tap_by_tap: &BTreeSet<DocumentId>) -> Vec<Offered> {
    outgoing::offer(client, &client.enrolled().unwrap(), tap_by_tap).unwrap().0
}

/// Keeps an answer that says this and nothing else.
fn hears(client: &Client, offered: &[Offered], said: Vec<Down>) -> incoming::Kept {
    hears_again(client, offered, said, &[])
}

/// The same, after asking for some documents again.
fn hears_again(
    client: &Client,
    offered: &[Offered],
    said: Vec<Down>,
    asked: &[DocumentId],
) -> incoming::Kept {
    let welcome = Welcome { epoch: 1, server_time_ms: 0, checkpoint: 7 };
    let done = Down::Done(Done { cursor: vec![7; 8], more: false });
    let answer = [vec![Down::Welcome(welcome)], said, vec![done]].concat();
    incoming::keep(client, &client.enrolled().unwrap(), offered, answer, asked).unwrap()
}

fn stored(offered: &[Offered]) -> Vec<Down> {
    let verdict = Verdict::Stored { receipts: Vec::new() };
    (0..offered.len()).map(|run| Down::Verdict { run, verdict: verdict.clone() }).collect()
}

fn refused(run: usize) -> Down {
    Down::Verdict {
        run,
        verdict: Verdict::Refused { code: "part.incomplete".to_owned(), parameters: Vec::new() },
    }
}

fn outbox(client: &Client) -> Vec<OutboxTap> {
    client.store().read(|tx| tx.outbox()).unwrap()
}

/// What lists show of a document.
fn row(client: &Client, id: DocumentId) -> DocumentRow {
    client.read(|tx| tx.row(id)).unwrap().unwrap().row
}

fn cursor(client: &Client) -> Vec<u8> {
    client.store().read(|tx| tx.sync_state()).unwrap().cursor
}

#[tokio::test]
async fn a_closed_client_says_so_whoever_asks() {
    let folder = Folder::enrolled();
    let client = folder.client();
    let order = order(&client);
    let (clone, cancel) = (client.clone(), CancelHandle::new());
    let running = tokio::spawn({
        let (client, cancel) = (client.clone(), cancel.clone());
        async move { client.run(&cancel).await }
    });
    client.close().await;
    client.close().await;
    assert_eq!(running.await.unwrap().unwrap_err().code(), "client.closed");
    assert_eq!(clone.opened(order).err().unwrap().code(), "client.closed");
    assert_eq!(note(&clone, order, "late").unwrap_err().code(), "client.closed");
    assert_eq!(clone.sync(&cancel).await.unwrap_err().code(), "client.closed");
    assert!(folder.client().opened(order).is_ok(), "the file is whole");
}
