//! Bytes of no honest sender: refused, and nothing panics or swells.

use jobsheet_signing::cbor::Writer;
use jobsheet_sync::message::{DownMessage, UpMessage};
use jobsheet_sync::{Incoming, Limits, ProtocolError, ServerSession};
use proptest::prelude::*;

use super::samples::{down_messages, hello, up_messages};

fn first_item(bytes: &[u8]) -> Result<Option<Vec<u8>>, ProtocolError> {
    let mut incoming = Incoming::new(Limits { item: 1 << 20, total: 64 << 20 });
    incoming.push(bytes)?;
    incoming.next_item().map(|item| item.map(<[u8]>::to_vec))
}

/// A promise of bytes beyond the limit is refused on its head alone.
#[test]
fn huge_lengths_are_refused_before_anything_is_kept_for_them() {
    let too_large = Err(ProtocolError::TooLarge("message"));
    assert_eq!(first_item(&hex::decode("5bffffffffffffffff").unwrap()), too_large); // bytes, 2^64 - 1
    assert_eq!(first_item(&hex::decode("7a7fffffff").unwrap()), too_large); // text, 2 GiB
    assert_eq!(first_item(&hex::decode("9bffffffffffffffff").unwrap()), too_large); // array
    assert_eq!(first_item(&hex::decode("9a00100000").unwrap()), too_large); // an array one item too long
    assert_eq!(first_item(&hex::decode("825a000fffff").unwrap()), too_large); // a string that just does not fit
    assert_eq!(first_item(&hex::decode("815a000ffff0").unwrap()), Ok(None)); // fits, and has not arrived
}

#[test]
fn an_item_longer_than_the_limit_is_refused_although_each_part_is_short() {
    let mut incoming = Incoming::new(Limits { item: 100, total: 1_000 });
    let mut item = vec![0x98, 50]; // an array of fifty
    item.extend([0x41, 0].repeat(50)); // byte strings of one
    incoming.push(&item).unwrap();
    assert_eq!(incoming.next_item(), Err(ProtocolError::TooLarge("message")));
}

#[test]
fn a_conversation_beyond_its_total_is_refused() {
    let mut server = ServerSession::new(Limits { item: 100, total: 200 });
    server.handle_input(&UpMessage::Hello(hello()).encode()[..50]).unwrap();
    assert_eq!(server.handle_input(&[0; 151]), Err(ProtocolError::TooLarge("conversation")));
}

#[test]
fn deep_nesting_is_refused() {
    assert_eq!(first_item(&[0x81; 9]), Err(ProtocolError::Malformed("nested too deep")));
    assert_eq!(first_item(&[0x81; 8]), Ok(None));
    let mut flat = vec![0x81; 8];
    flat.push(0x80);
    assert_eq!(first_item(&flat), Ok(Some(flat.clone())));
}

/// RFC 8949 §4.2.1: one spelling only; and of CBOR only what the protocol uses.
#[test]
fn other_spellings_and_kinds_of_cbor_are_refused() {
    let refused = [
        "1817",
        "190017",
        "1a00001234",
        "1b0000000012345678", // heads longer than needed
        "5f4100ff",
        "9f00ff",
        "ff",
        "1c",
        "5d", // indefinite or reserved lengths
        "a0",
        "a10000",
        "c000",
        "f93c00",
        "fb3ff0000000000000",
        "f7",
        "f0",
        "f818", // maps, tags, floats, others
    ];
    for hex_text in refused {
        let verdict = first_item(&hex::decode(hex_text).unwrap());
        assert!(matches!(verdict, Err(ProtocolError::Malformed(_))), "{hex_text}: {verdict:?}");
    }
}

#[test]
fn a_message_of_a_later_version_is_told_apart() {
    let mut writer = Writer::new();
    writer.array(3).unsigned(0).unsigned(2).text("whatever it has");
    let mut server = ServerSession::new(Limits::default());
    assert_eq!(server.handle_input(&writer.finish()), Err(ProtocolError::Version(2)));
}

/// What is announced as optional is passed over; anything else unknown ends the conversation.
#[test]
fn unknown_messages_are_passed_over_only_where_they_may_be() {
    let message = |kind| {
        let mut writer = Writer::new();
        writer.array(2).unsigned(kind).array(1).text("news");
        writer.finish()
    };
    assert_eq!(UpMessage::decode(&message(129)), Ok(None));
    assert_eq!(DownMessage::decode(&message(u64::MAX)), Ok(None));
    assert_eq!(UpMessage::decode(&message(127)), Err(ProtocolError::UnknownMessage(127)));
    // The two directions do not share their types.
    assert_eq!(DownMessage::decode(&message(2)), Err(ProtocolError::UnknownMessage(2)));
    assert_eq!(UpMessage::decode(&message(16)), Err(ProtocolError::UnknownMessage(16)));
}

#[test]
fn a_run_of_nothing_is_refused() {
    for (first, changes) in [(0_u64, 1_usize), (1, 0), (u64::MAX, 1)] {
        let mut writer = Writer::new();
        writer.array(4).unsigned(2).bytes(&[1; 16]).null().array(7).null().unsigned(first).null();
        writer.unsigned(5).integer(0).bytes(&[0; 64]).array(changes);
        for _ in 0..changes {
            writer.bytes(b"change");
        }
        let verdict = UpMessage::decode(&writer.finish());
        assert_eq!(verdict, Err(ProtocolError::Malformed("an empty run")), "{first} {changes}");
    }
}

/// Every message with every single byte changed: read otherwise or refused, never a panic; and what is read is
/// written back as the same bytes, so nothing has two spellings.
#[test]
fn a_damaged_message_is_refused_or_is_another_message() {
    for (_, message) in up_messages() {
        for damaged in damages(&message.encode()) {
            if let Ok(Some(read)) = UpMessage::decode(&damaged) {
                assert_eq!(read.encode(), damaged);
            }
        }
    }
    for (_, message) in down_messages() {
        for damaged in damages(&message.encode()) {
            if let Ok(Some(read)) = DownMessage::decode(&damaged) {
                assert_eq!(read.encode(), damaged);
            }
        }
    }
}

fn damages(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let flips = (0..bytes.len()).flat_map(move |at| {
        [0x01, 0x20, 0x80, 0xff].into_iter().map(move |mask| {
            let mut damaged = bytes.to_vec();
            damaged[at] ^= mask;
            damaged
        })
    });
    let cuts = (0..bytes.len()).map(move |length| bytes[..length].to_vec());
    let longer = std::iter::once([bytes, &[0]].concat());
    flips.chain(cuts).chain(longer)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_bytes_never_panic(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..8)) {
        let mut server = ServerSession::new(Limits { item: 200, total: 300 });
        for piece in &pieces {
            if server.handle_input(piece).is_err() {
                break;
            }
        }
        let _ = server.finish_input();
        while server.poll_event().is_some() {}
        let whole = pieces.concat();
        let _ = UpMessage::decode(&whole);
        let _ = DownMessage::decode(&whole);
    }

    /// Bytes that begin as a message does get further into the readers.
    #[test]
    fn random_bytes_after_a_message_head_never_panic(
        kind in 0_u8..24, fields in 0_u8..8, rest in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        let mut bytes = vec![0x80 | fields, kind];
        bytes.extend(rest);
        let _ = UpMessage::decode(&bytes);
        let _ = DownMessage::decode(&bytes);
    }
}
