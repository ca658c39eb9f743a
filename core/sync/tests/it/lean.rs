//! What the protocol adds to the changes it carries, after compression of the whole body.

use std::sync::Arc;

use jobsheet_document::Document;
use jobsheet_domain::edit::Edit;
use jobsheet_domain::id::{ActorId, DocumentId};
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::value::{Address, Value};
use jobsheet_domain::work_order;
use jobsheet_signing::{ChangeKey, KeyId, sha256};
use jobsheet_sync::{
    Author, Budget, Changes, Cover, DeviceSession, Done, Down, Hello, Limits, OutgoingRun, ServerSession,
    SignedRun, Welcome,
};
use uuid::Uuid;

const LEVEL: i32 = 3;

/// Bytes that do not compress, the same in every run.
fn noise<const N: usize>(seed: u64) -> [u8; N] {
    let digests = (0..N.div_ceil(32) as u64)
        .flat_map(|part| sha256(&[seed.to_be_bytes(), part.to_be_bytes()].concat()));
    digests.take(N).collect::<Vec<u8>>().try_into().unwrap()
}

const WORDS: [&str; 24] = [
    "不制冷",
    "压缩机",
    "异响",
    "漏水",
    "更换",
    "电容",
    "过滤网",
    "客户",
    "机房",
    "二楼",
    "上午",
    "停机",
    "fan",
    "noise",
    "leak",
    "valve",
    "pump",
    "error",
    "E7",
    "restart",
    "filter",
    "belt",
    "motor",
    "panel",
];

/// A sentence out of the trade's words.
fn sentence(seed: u64, words: u64) -> String {
    let pick = |n| WORDS[usize::try_from(u64::from_be_bytes(noise(seed + n)) % 24).unwrap()];
    (0..words).map(pick).collect::<Vec<_>>().join(" ")
}

fn fact(name: &str, value: Value) -> Edit {
    Edit::Fact { name: name.into(), value }
}

/// A work order as the office raises it, about 2 KB as JSON.
fn raised(seed: u64, actor: ActorId) -> (Document, Arc<[u8]>) {
    let mut document = Document::create(work_order::KIND, DocumentId(Uuid::from_bytes(noise(seed))));
    let id = |n| Value::Id(Uuid::from_bytes(noise(seed + n)));
    let time = |n: u64| Value::Time(Timestamp(1_795_000_000_000 + i64::try_from(seed * 7 + n).unwrap()));
    let address = Address { text: format!("{} {}", sentence(seed + 10, 6), seed % 900), position: None };
    let edits = [
        fact("number", Value::Text(format!("WO-{seed:07}"))),
        fact("title", Value::Text(sentence(seed + 20, 5))),
        fact("priority", Value::Text("normal".into())),
        fact("customer", id(1)),
        fact("asset", id(2)),
        fact("request", id(3)),
        fact("product_model", Value::Text(format!("KF-{}", seed % 40))),
        fact("address", Value::Address(address)),
        fact("contact", Value::Text(sentence(seed + 40, 2))),
        fact("phone", Value::Text(format!("138{:08}", seed * 7919 % 100_000_000))),
        fact("distance_m", Value::Integer(i64::try_from(seed % 50_000).unwrap())),
        fact("reported_at", time(0)),
        fact("contacted_at", time(600)),
        Edit::Text { field: "fault".into(), base: document.heads(), text: sentence(seed + 60, 40) },
    ];
    let change = document.edit(actor, &edits).unwrap().change.unwrap().bytes;
    (document, change)
}

/// Five fields set anew, as a technician does in a tap.
fn edited(document: &mut Document, seed: u64, actor: ActorId) -> Arc<[u8]> {
    let edits = [
        fact("title", Value::Text(sentence(seed, 5))),
        fact("contact", Value::Text(sentence(seed + 10, 2))),
        fact("1/cause", Value::Text(sentence(seed + 20, 6))),
        fact("1/remedy", Value::Text(sentence(seed + 30, 6))),
        fact("distance_m", Value::Integer(i64::try_from(seed % 50_000).unwrap())),
    ];
    document.edit(actor, &edits).unwrap().change.unwrap().bytes
}

fn compressed(bytes: &[u8]) -> u64 {
    zstd::bulk::compress(bytes, LEVEL).unwrap().len() as u64
}

fn signature(seed: u64) -> [u8; 64] {
    ChangeKey::from_seed(&noise(seed)).sign(b"run")
}

fn hello() -> Hello {
    Hello {
        organisation: noise(1),
        device: noise(2),
        key: KeyId(noise(3)),
        nonce: noise(4),
        epoch: 3,
        cursor: vec![0x1a, 0, 1, 2, 3],
        budget: 8 << 20,
        unread: Vec::new(),
    }
}

fn run<A>(author: A, seed: u64, changes: Vec<Arc<[u8]>>) -> SignedRun<A> {
    let (first, count, signature) = (seed % 5 + 1, changes.len() as u64, signature(seed));
    let (as_of, checkpoint) = (40_000 + seed % 1_000, 39_990 + seed % 1_000);
    SignedRun { cover: Cover { author, first, count, previous: None, as_of, checkpoint, signature }, changes }
}

/// The most a body may be: the changes in one stream, 64 bytes a signature, 16 a document; and 15 % for everything else.
fn bound(changes: &[Arc<[u8]>], runs: u64, documents: u64) -> u64 {
    (compressed(&changes.concat()) + 64 * runs + 16 * documents) * 115 / 100
}

fn said(downs: Vec<Down>) -> Vec<u8> {
    let mut device = DeviceSession::new(hello(), vec![], Budget::default());
    let mut server = ServerSession::new(Limits::default());
    server.handle_input(&device.poll_transmit().unwrap()).unwrap();
    downs.into_iter().for_each(|down| server.respond(down).unwrap());
    std::iter::from_fn(|| server.poll_transmit()).flatten().collect()
}

fn welcome() -> Down {
    Down::Welcome(Welcome { epoch: 3, server_time_ms: 1_795_000_000_000, checkpoint: 41_000 })
}

fn done() -> Down {
    Down::Done(Done { cursor: vec![0x1a, 0, 1, 2, 4], more: false })
}

#[test]
fn a_first_sync_of_a_thousand_orders_adds_little_to_their_changes() {
    let authors: Vec<Author> = (0..3)
        .map(|n| Author { actor: noise(100 + n), key: KeyId(noise(200 + n)), nonce: noise(300 + n) })
        .collect();
    let mut all = Vec::new();
    let mut downs = vec![welcome()];
    for order in 0..1_000_u64 {
        let author = authors[usize::try_from(order % 3).unwrap()];
        let seed = order * 1_000;
        let changes = vec![raised(seed, ActorId(author.actor)).1];
        all.extend(changes.clone());
        let runs = vec![run(author, seed, changes)];
        downs.push(Down::Changes(Changes {
            document: noise(seed + 7),
            kind: Some("work_order".into()),
            runs,
        }));
    }
    downs.push(done());
    let (body, bound) = (compressed(&said(downs)), bound(&all, 1_000, 1_000));
    println!("first sync: {body} bytes, at most {bound}");
    assert!(body <= bound, "{body} bytes where {bound} are allowed");
}

#[test]
fn a_push_of_two_hundred_orders_adds_little_to_their_changes() {
    let (office, actor) = (ActorId(noise(8)), ActorId(noise(9)));
    let mut all = Vec::new();
    let mut runs = Vec::new();
    for order in 0..200_u64 {
        let (mut document, _) = raised(order * 1_000, office);
        let changes: Vec<_> =
            (0..5).map(|edit| edited(&mut document, order * 1_000 + edit * 100, actor)).collect();
        all.extend(changes.clone());
        runs.push(OutgoingRun {
            document: noise(order * 1_000 + 7),
            kind: None,
            run: run(None, order * 1_000, changes),
        });
    }
    let mut device = DeviceSession::new(hello(), runs, Budget::default());
    let body: Vec<u8> = std::iter::from_fn(|| device.poll_transmit()).flatten().collect();
    let (body, bound) = (compressed(&body), bound(&all, 200, 200));
    println!("push: {body} bytes, at most {bound}");
    assert!(body <= bound, "{body} bytes where {bound} are allowed");
}

#[test]
fn an_idle_sync_is_short_both_ways_even_uncompressed() {
    let mut device = DeviceSession::new(hello(), vec![], Budget::default());
    let request: Vec<u8> = std::iter::from_fn(|| device.poll_transmit()).flatten().collect();
    let answer = said(vec![welcome(), done()]);
    println!("idle: {} up, {} down", request.len(), answer.len());
    assert!(request.len() < 512 && answer.len() < 512);
}
