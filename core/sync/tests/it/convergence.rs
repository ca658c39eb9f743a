//! Whatever the network does, nothing acknowledged is lost and all ends with the same changes.

use proptest::prelude::*;

use super::model::{Device, Fate, Server};

fn world() -> (Server, [Device; 2]) {
    let devices = [Device::new(1), Device::new(2)];
    let mut server = Server::default();
    devices.iter().for_each(|device| server.enrol(device));
    (server, devices)
}

#[test]
fn one_round_trip_brings_everything_both_ways() {
    let (mut server, [mut lead, mut second]) = world();
    for document in 0..50 {
        for _ in 0..3 {
            lead.tap([document; 16], b"tap");
        }
    }
    lead.sync(&mut server, Fate::Whole);
    assert_eq!((server.changes.len(), lead.unsent.len()), (150, 0));
    second.sync(&mut server, Fate::Whole);
    assert_eq!(second.known, server.changes);
}

/// Any message may be lost, repeated or cut: the second time the server had it already.
#[test]
fn a_lost_answer_costs_nothing_but_the_second_request() {
    for fate in [Fate::AnswerLost, Fate::RequestRepeated, Fate::AnswerCut(60), Fate::RequestCut(99)] {
        let (mut server, [mut lead, _]) = world();
        let hashes = [lead.tap([1; 16], b"one"), lead.tap([2; 16], b"two")];
        lead.sync(&mut server, fate);
        lead.sync(&mut server, Fate::Whole);
        assert!(lead.unsent.is_empty(), "{fate:?}");
        assert!(hashes.iter().all(|hash| server.changes.contains_key(hash)));
        assert_eq!(server.changes.len(), 2);
    }
}

/// Taps go on while an answer is lost: the next run then covers again what the server has, and more.
#[test]
fn a_run_may_overlap_what_the_server_has() {
    let (mut server, [mut lead, mut second]) = world();
    lead.tap([1; 16], b"one");
    lead.sync(&mut server, Fate::AnswerLost);
    lead.tap([1; 16], b"two");
    lead.sync(&mut server, Fate::Whole);
    second.sync(&mut server, Fate::Whole);
    assert_eq!((server.changes.len(), lead.unsent.len()), (2, 0));
    assert_eq!(second.known, server.changes);
}

/// R50: a refusal stops what rests on it in that document, and no other document; nothing is deleted.
#[test]
fn a_refused_run_stops_its_document_only_and_is_sent_again_tap_by_tap() {
    let (mut server, [mut lead, _]) = world();
    let good = lead.tap([1; 16], b"good");
    let bad = lead.tap([1; 16], b"bad");
    let on_bad = lead.tap([1; 16], b"good, but on the bad one");
    let elsewhere = lead.tap([2; 16], b"good");
    let unsent = |device: &Device| device.unsent.iter().map(|unsent| unsent.header.hash).collect::<Vec<_>>();

    lead.sync(&mut server, Fate::Whole);
    assert_eq!(unsent(&lead), [good, bad, on_bad]);
    assert!(server.changes.contains_key(&elsewhere));

    lead.sync(&mut server, Fate::Whole);
    assert_eq!(unsent(&lead), [bad, on_bad]);
    assert!(server.changes.contains_key(&good));

    lead.sync(&mut server, Fate::Whole);
    assert_eq!(unsent(&lead), [bad, on_bad], "it stays for a person to mend");
}

/// Work made offline on what the other had not seen meets: both sides end with all of it.
#[test]
fn concurrent_work_on_one_document_meets() {
    let (mut server, [mut lead, mut second]) = world();
    lead.tap([1; 16], b"begun");
    lead.sync(&mut server, Fate::Whole);
    second.sync(&mut server, Fate::Whole);
    lead.tap([1; 16], b"by the lead");
    second.tap([1; 16], b"by the second");
    lead.sync(&mut server, Fate::Whole);
    second.sync(&mut server, Fate::Whole);
    lead.sync(&mut server, Fate::Whole);
    assert_eq!(lead.known, server.changes);
    assert_eq!(second.known, server.changes);
    assert_eq!(server.changes.len(), 3);
}

/// An answer that would be longer than the device wants says `more`, and the next sync goes on from there.
#[test]
fn an_answer_is_no_longer_than_the_device_wants_and_goes_on_later() {
    let (mut server, [mut lead, mut second]) = world();
    for document in 0..40 {
        lead.tap([document; 16], b"tap");
    }
    lead.sync(&mut server, Fate::Whole);
    second.wants = 1_000;
    let mut syncs = 0;
    while second.known.len() < 40 {
        second.sync(&mut server, Fate::Whole);
        syncs += 1;
    }
    assert!((5..=20).contains(&syncs), "{syncs}");
    assert_eq!(second.known, server.changes);
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        Just(Fate::Whole),
        Just(Fate::RequestLost),
        (0_usize..100).prop_map(Fate::RequestCut),
        Just(Fate::RequestRepeated),
        Just(Fate::AnswerLost),
        (0_usize..100).prop_map(Fate::AnswerCut),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn replicas_converge_and_nothing_acknowledged_is_lost(
        steps in prop::collection::vec((0_usize..2, 0_u8..3, 0_u8..4, fate()), 1..30),
    ) {
        let (mut server, mut devices) = world();
        for (number, document, taps, fate) in steps {
            let device = &mut devices[number];
            for _ in 0..taps {
                device.tap([document; 16], b"tap");
            }
            device.sync(&mut server, fate);
            for device in &devices {
                prop_assert!(device.acknowledged.iter().all(|hash| server.changes.contains_key(hash)));
            }
        }
        for _ in 0..2 {
            for device in &mut devices {
                device.sync(&mut server, Fate::Whole);
            }
        }
        for device in &devices {
            prop_assert!(device.unsent.is_empty());
            prop_assert_eq!(&device.known, &server.changes);
        }
    }
}
