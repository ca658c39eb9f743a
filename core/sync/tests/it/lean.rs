//! What the protocol adds to the changes it carries, after compression of the whole body.

use std::sync::Arc;

use jobsheet_signing::{ChangeKey, KeyId, sha256};
use jobsheet_sync::{
    Author, Budget, Changes, Cover, DeviceSession, Done, Down, Hello, Limits, OutgoingRun, ServerSession,
    SignedRun, Welcome,
};

const LEVEL: i32 = 3;

/// Bytes that do not compress, the same in every run.
fn noise<const N: usize>(seed: u64) -> [u8; N] {
    let digests = (0..N.div_ceil(32) as u64)
        .flat_map(|part| sha256(&[seed.to_be_bytes(), part.to_be_bytes()].concat()));
    digests.take(N).collect::<Vec<u8>>().try_into().unwrap()
}

/// A change as Automerge lays one out: a checksum, a dependency's hash, the actor, columns that are alike from change
/// to change, keys and text of its own.
fn change(seed: u64, actor: &[u8; 16], own: usize) -> Arc<[u8]> {
    let mut bytes = vec![0x85, 0x6f, 0x4a, 0x83];
    bytes.extend(noise::<4>(seed));
    bytes.extend([1, 0x90, 2, 1]);
    bytes.extend(noise::<32>(seed + 1));
    bytes.extend(actor);
    bytes.extend(
        b"\x01\x15\x03\x23\x0e\x34\x02\x42\x07\x56\x0f\x57\x86\x02\x70\x02facts events text items answers",
    );
    bytes.extend(
        b"customer_name address contact phone priority window fault asset number team lead raised assigned",
    );
    for word in 0..own as u64 {
        let index = u64::from_be_bytes(noise(seed + 2 + word)) % 400;
        bytes.extend(format!(" word-{index}").bytes());
    }
    bytes.extend(noise::<32>(seed + 3));
    bytes.into()
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
        let changes = vec![change(seed, &author.actor, 30), change(seed + 100, &author.actor, 5)];
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
    let actor = noise(9);
    let mut all = Vec::new();
    let mut runs = Vec::new();
    for order in 0..200_u64 {
        let changes: Vec<_> = (0..5).map(|edit| change(order * 1_000 + edit * 100, &actor, 4)).collect();
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
