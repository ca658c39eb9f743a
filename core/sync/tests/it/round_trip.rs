//! Any message survives the wire.

use std::sync::Arc;

use jobsheet_signing::KeyId;
use jobsheet_sync::message::{DownMessage, UpMessage};
use jobsheet_sync::{Author, Changes, Cover, Done, Hello, Record, SignedRun, Snapshot, Verdict, Welcome};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn cover() -> impl Strategy<Value = Cover<Option<u64>>> {
    let numbers = (option::of(any::<u64>()), 1..u64::MAX / 2, 1..u64::MAX / 2, any::<u64>(), any::<u64>());
    (numbers, option::of(any::<[u8; 32]>()), vec(any::<u8>(), 64)).prop_map(
        |((author, first, count, as_of, checkpoint), previous, signature)| Cover {
            author,
            first,
            count,
            previous,
            as_of,
            checkpoint,
            signature: signature.try_into().unwrap(),
        },
    )
}

fn bytes() -> impl Strategy<Value = Arc<[u8]>> {
    vec(any::<u8>(), 0..60).prop_map(Arc::from)
}

fn run() -> impl Strategy<Value = SignedRun<Option<u64>>> {
    (cover(), vec(bytes(), 1..5)).prop_map(|(cover, changes)| SignedRun {
        cover: Cover { count: changes.len() as u64, ..cover },
        changes,
    })
}

fn author() -> impl Strategy<Value = Author> {
    (any::<[u8; 16]>(), any::<[u8; 32]>(), any::<[u8; 16]>()).prop_map(|(actor, key, nonce)| Author {
        actor,
        key: KeyId(key),
        nonce,
    })
}

fn text() -> impl Strategy<Value = String> {
    "\\PC{0,30}"
}

fn up() -> impl Strategy<Value = UpMessage> {
    let ids = (any::<[u8; 16]>(), any::<[u8; 16]>(), any::<[u8; 32]>(), any::<[u8; 16]>());
    let unread = vec(any::<[u8; 16]>(), 0..4);
    let hello = (ids, any::<u64>(), vec(any::<u8>(), 0..40), any::<u64>(), unread).prop_map(
        |((organisation, device, key, nonce), epoch, cursor, budget, unread)| {
            let key = KeyId(key);
            UpMessage::Hello(Hello { organisation, device, key, nonce, epoch, cursor, budget, unread })
        },
    );
    let run = (any::<[u8; 16]>(), option::of(text()), run())
        .prop_map(|(document, kind, run)| UpMessage::Run { document, kind, run });
    prop_oneof![hello, author().prop_map(UpMessage::Author), run]
}

fn verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![
        vec(text(), 0..3).prop_map(|receipts| Verdict::Stored { receipts }),
        vec(text(), 0..3).prop_map(|receipts| Verdict::HadAlready { receipts }),
        (text(), vec((text(), text()), 0..4))
            .prop_map(|(code, parameters)| Verdict::Refused { code, parameters }),
        vec(any::<[u8; 32]>(), 0..4).prop_map(|hashes| Verdict::Missing { hashes }),
    ]
}

fn down() -> impl Strategy<Value = DownMessage> {
    let welcome =
        (any::<u64>(), any::<i64>(), any::<u64>()).prop_map(|(epoch, server_time_ms, checkpoint)| {
            DownMessage::Welcome(Welcome { epoch, server_time_ms, checkpoint })
        });
    let changes = (any::<[u8; 16]>(), option::of(text()), vec(run(), 0..3))
        .prop_map(|(document, kind, runs)| DownMessage::Changes(Changes { document, kind, runs }));
    let snapshot = (any::<[u8; 16]>(), text(), text(), bytes(), vec(cover(), 0..3)).prop_map(
        |(document, kind, manifest, bytes, covers)| {
            DownMessage::Snapshot(Snapshot { document, kind, manifest, bytes, covers })
        },
    );
    let record = (text(), any::<u64>(), vec(any::<u8>(), 0..60))
        .prop_map(|(name, position, bytes)| DownMessage::Record(Record { name, position, bytes }));
    prop_oneof![
        welcome,
        (any::<u64>(), verdict()).prop_map(|(run, verdict)| DownMessage::Verdict { run, verdict }),
        author().prop_map(DownMessage::Author),
        changes,
        snapshot,
        record,
        any::<[u8; 16]>().prop_map(|document| DownMessage::Leave { document }),
        text().prop_map(|word| DownMessage::Admission { word }),
        text().prop_map(|word| DownMessage::Checkpoint { word }),
        (vec(any::<u8>(), 0..40), any::<bool>())
            .prop_map(|(cursor, more)| DownMessage::Done(Done { cursor, more })),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_message_of_a_device_survives_the_wire(message in up()) {
        prop_assert_eq!(UpMessage::decode(&message.encode()), Ok(Some(message)));
    }

    #[test]
    fn any_message_of_the_server_survives_the_wire(message in down()) {
        prop_assert_eq!(DownMessage::decode(&message.encode()), Ok(Some(message)));
    }
}
