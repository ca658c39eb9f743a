use std::fmt::Write as _;

use jobsheet_domain::content::Kind;
use jobsheet_domain::schema::SCHEMA;

use super::{LAST_VISIT, Purpose, actor, change, purpose_of};
use crate::tests::id;

/// One line for each kind, schema and visit: hash and bytes of the change. A storage library that makes other bytes
/// would make every replica's containers twice, so it is not taken.
const GOLDEN: &str = include_str!("../../../../tests/fixtures/documents/deterministic.txt");

fn vectors() -> String {
    let mut lines = String::new();
    for kind in [Kind::Customer, Kind::Asset, Kind::Request, Kind::WorkOrder] {
        let schemas = (1..=SCHEMA).map(Purpose::Schema);
        for purpose in schemas.chain([2, 3, LAST_VISIT].map(Purpose::Visit)) {
            let Some(change) = change(kind, id(), purpose) else { continue };
            let bytes = hex::encode(change.raw_bytes());
            writeln!(lines, "{} {purpose:?} {} {bytes}", kind.name(), change.hash()).unwrap();
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
    assert_eq!(actor(Kind::WorkOrder, id(), Purpose::Visit(2)).0, digest[..16]);
}

#[test]
fn a_deterministic_change_carries_nothing_but_containers() {
    for purpose in [Purpose::Schema(1), Purpose::Visit(2)] {
        let change = change(Kind::WorkOrder, id(), purpose).unwrap();
        assert_eq!((change.seq(), change.timestamp(), change.message()), (1, 0, None));
        assert!(change.extra_bytes().is_empty());
        assert_eq!(purpose_of(Kind::WorkOrder, id(), actor(Kind::WorkOrder, id(), purpose)), Some(purpose));
    }
    let genesis = change(Kind::WorkOrder, id(), Purpose::Schema(1)).unwrap();
    assert_eq!(change(Kind::WorkOrder, id(), Purpose::Visit(2)).unwrap().deps(), [genesis.hash()]);
    assert!(genesis.deps().is_empty());
}

#[test]
fn only_work_orders_have_visits_and_only_so_many() {
    assert!(change(Kind::Request, id(), Purpose::Visit(2)).is_none());
    assert!(change(Kind::WorkOrder, id(), Purpose::Visit(1)).is_none());
    assert!(change(Kind::WorkOrder, id(), Purpose::Visit(LAST_VISIT + 1)).is_none());
    assert!(change(Kind::WorkOrder, id(), Purpose::Schema(SCHEMA + 1)).is_none());
}
