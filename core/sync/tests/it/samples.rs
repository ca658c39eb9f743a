//! One regular sample of each message.

use std::sync::Arc;

use jobsheet_signing::KeyId;
use jobsheet_sync::message::{DownMessage, UpMessage};
use jobsheet_sync::{
    Author, Changes, Cover, Done, Down, Hello, OutgoingRun, Record, SignedRun, Snapshot, Verdict, Welcome,
};

pub const DOCUMENT: [u8; 16] = [0xd0; 16];

pub fn hello() -> Hello {
    Hello {
        organisation: [0x0a; 16],
        device: [0xde; 16],
        key: KeyId([0x1d; 32]),
        nonce: [0x0c; 16],
        epoch: 1,
        cursor: vec![0x19, 0x03, 0xe8],
        budget: 8 << 20,
        unread: vec![DOCUMENT],
    }
}

pub fn author(number: u8) -> Author {
    Author { actor: [0xa0 + number; 16], key: KeyId([0xb0 + number; 32]), nonce: [0xc0 + number; 16] }
}

pub fn cover<A>(author: A) -> Cover<A> {
    Cover { author, first: 3, count: 2, previous: None, as_of: 1_000, checkpoint: 998, signature: [0x51; 64] }
}

pub fn run<A>(author: A) -> SignedRun<A> {
    let changes = vec![Arc::from(&b"change three"[..]), Arc::from(&b"change four"[..])];
    SignedRun { cover: cover(author), changes }
}

pub fn outgoing() -> OutgoingRun {
    OutgoingRun { document: DOCUMENT, kind: Some("work_order".into()), run: run(None) }
}

pub fn welcome() -> Welcome {
    Welcome { epoch: 1, server_time_ms: 1_795_000_000_000, checkpoint: 1_200 }
}

pub fn refused() -> Verdict {
    Verdict::Refused {
        code: "signoff.before_finished".into(),
        parameters: vec![("status".into(), "in_progress".into())],
    }
}

pub fn verdicts() -> [Verdict; 5] {
    [
        Verdict::Stored { receipts: Vec::new() },
        Verdict::Stored { receipts: vec!["e30.e30.c2ln".into(), "e30.e30.c2lo".into()] },
        Verdict::HadAlready { receipts: Vec::new() },
        refused(),
        Verdict::Missing { hashes: vec![[0x11; 32], [0x12; 32]] },
    ]
}

pub fn changes<A>(author: A) -> Changes<A> {
    Changes { document: DOCUMENT, kind: Some("work_order".into()), runs: vec![run(author)] }
}

pub fn snapshot<A>(author: A) -> Snapshot<A> {
    Snapshot {
        document: DOCUMENT,
        kind: "customer".into(),
        manifest: "e30.e30.c2ln".into(),
        bytes: Arc::from(&b"saved"[..]),
        covers: vec![cover(author)],
    }
}

pub fn record() -> Record {
    Record { name: "policy".into(), position: 1_100, bytes: b"{\"grace_ms\":600000}".to_vec() }
}

pub fn done() -> Done {
    Done { cursor: vec![0x19, 0x04, 0xb0], more: false }
}

/// Every kind of message of a device, with each optional part there and not.
pub fn up_messages() -> Vec<(&'static str, UpMessage)> {
    let chained = SignedRun { cover: Cover { previous: Some([0x22; 32]), ..cover(Some(0)) }, ..run(Some(0)) };
    vec![
        ("hello", UpMessage::Hello(hello())),
        ("knows", UpMessage::Knows { kinds: vec!["customer".into(), "complaint".into()] }),
        ("up_author", UpMessage::Author(author(0))),
        ("run", UpMessage::Run { document: DOCUMENT, kind: Some("work_order".into()), run: run(None) }),
        ("run_handed_over", UpMessage::Run { document: DOCUMENT, kind: None, run: chained }),
    ]
}

/// Every kind of message of the server, with each optional part there and not.
pub fn down_messages() -> Vec<(&'static str, DownMessage)> {
    let verdict_names = ["stored", "stored_receipt", "had_already", "refused", "missing"];
    let mut messages: Vec<_> = verdict_names
        .into_iter()
        .zip(verdicts())
        .map(|(name, verdict)| (name, DownMessage::Verdict { run: 7, verdict }))
        .collect();
    messages.extend([
        ("welcome", DownMessage::Welcome(welcome())),
        ("down_author", DownMessage::Author(author(1))),
        ("changes", DownMessage::Changes(changes(Some(1)))),
        ("changes_known", DownMessage::Changes(Changes { kind: None, ..changes(Some(0)) })),
        ("snapshot", DownMessage::Snapshot(snapshot(Some(2)))),
        ("record", DownMessage::Record(record())),
        ("leave", DownMessage::Leave { document: DOCUMENT }),
        ("admission", DownMessage::Admission { word: "e30.e30.c2ln".into() }),
        ("checkpoint", DownMessage::Checkpoint { word: "e30.e30.c2ln".into() }),
        ("done", DownMessage::Done(done())),
        ("done_more", DownMessage::Done(Done { cursor: vec![], more: true })),
    ]);
    messages
}

/// A whole answer to a request with one run.
pub fn answer() -> Vec<Down> {
    vec![
        Down::Welcome(welcome()),
        Down::Verdict { run: 0, verdict: Verdict::Stored { receipts: Vec::new() } },
        Down::Changes(changes(author(1))),
        Down::Snapshot(snapshot(author(2))),
        Down::Changes(Changes { kind: None, ..changes(author(1)) }),
        Down::Record(record()),
        Down::Leave { document: [0xee; 16] },
        Down::Admission { word: "e30.e30.c2ln".into() },
        Down::Checkpoint { word: "e30.e30.c2ln".into() },
        Down::Done(done()),
    ]
}
