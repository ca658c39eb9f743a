use std::fmt::Write as _;

use jobsheet_domain::{asset, customer, request, work_order};

use super::{Purpose, actor, change, purpose_of};
use crate::tests::id;

/// One line for each kind, schema and visit: hash and bytes of the change. A storage library that makes other bytes
/// would make every replica's containers twice, so it is not taken.
const GOLDEN: &str = include_str!("../../../../tests/fixtures/documents/deterministic.txt");

/// The highest visit a work order has room for.
const LAST_VISIT: u32 = 99;

fn named(purpose: Purpose) -> String {
    match purpose {
        Purpose::Schema(number) => format!("Schema({number})"),
        Purpose::Section(number) => format!("Visit({number})"),
    }
}

fn vectors() -> String {
    let mut lines = String::new();
    for kind in [customer::KIND, asset::KIND, request::KIND, work_order::KIND] {
        let schemas = (1..=kind.schema().version()).map(Purpose::Schema);
        for purpose in schemas.chain([2, 3, LAST_VISIT].map(Purpose::Section)) {
            let Some(change) = change(kind, id(), purpose) else { continue };
            let bytes = hex::encode(change.raw_bytes());
            writeln!(lines, "{} {} {} {bytes}", kind.name(), named(purpose), change.hash()).unwrap();
        }
    }
    lines
}

#[test]
fn deterministic_changes_have_the_committed_bytes() {
    assert_eq!(vectors(), GOLDEN);
}

#[test]
fn the_actor_is_the_digest_of_the_canonical_tuple() {
    // SHA-256 of the CBOR array ["jobsheet/det/1", "work_order", h'01890a5d…', "visit", 2], cut to 16 bytes.
    use sha2::Digest as _;
    let tuple = "856e6a6f6273686565742f6465742f316a776f726b5f6f726465725001890a5dac96774bbcceb302099a805765766973697402";
    let digest = sha2::Sha256::digest(hex::decode(tuple).unwrap());
    assert_eq!(actor(work_order::KIND, id(), Purpose::Section(2)).0, digest[..16]);
}

#[test]
fn a_deterministic_change_carries_nothing_but_containers() {
    for purpose in [Purpose::Schema(1), Purpose::Section(2)] {
        let change = change(work_order::KIND, id(), purpose).unwrap();
        assert_eq!((change.seq(), change.timestamp(), change.message()), (1, 0, None));
        assert!(change.extra_bytes().is_empty());
        assert_eq!(purpose_of(work_order::KIND, id(), actor(work_order::KIND, id(), purpose)), Some(purpose));
    }
    let genesis = change(work_order::KIND, id(), Purpose::Schema(1)).unwrap();
    assert_eq!(change(work_order::KIND, id(), Purpose::Section(2)).unwrap().deps(), [genesis.hash()]);
    assert!(genesis.deps().is_empty());
}

#[test]
fn only_work_orders_have_visits_and_only_so_many() {
    assert!(change(request::KIND, id(), Purpose::Section(2)).is_none());
    assert!(change(work_order::KIND, id(), Purpose::Section(1)).is_none());
    assert!(change(work_order::KIND, id(), Purpose::Section(LAST_VISIT + 1)).is_none());
    assert!(change(work_order::KIND, id(), Purpose::Schema(2)).is_none());
}
