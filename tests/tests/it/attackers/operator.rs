//! Whoever has the server's disk and key: they sign as the server, and as nobody else.

use jobsheet_evidence::{Evidence, Package, Published, Verdict, verify};
use jobsheet_kit::evidence::{export, package};
use jobsheet_kit::server::TestServer;
use jobsheet_server::keys::{KeyFolder, Name};
use jobsheet_signing::encoding::{base64url, from_base64url};
use jobsheet_signing::{ChangeKey, Export, KeyListHead, KeyListState, leaves, sign_export, sign_key_list};

use super::signed;

/// A package that the server's key signs again, whatever was done to it.
fn resealed(mut package: Package, key: &ChangeKey) -> Package {
    let said = export(&package);
    let parts = package.digests().unwrap();
    package.export = sign_export(key, &Export { parts, ..said }).unwrap();
    package
}

/// What a statement says, with a word exchanged.
fn reworded(jws: &str, from: &str, to: &str) -> String {
    let parts: Vec<&str> = jws.split('.').collect();
    let said = String::from_utf8(from_base64url(parts[1]).unwrap()).unwrap();
    assert!(said.contains(from));
    [parts[0], &base64url(said.replace(from, to).as_bytes()), parts[2]].join(".")
}

/// R61: the server's key makes nobody's hand and no technician's work, and takes back no key it once published.
#[tokio::test]
async fn r61_the_servers_key_alters_nothing_that_was_signed() {
    let server = TestServer::start_with(|_| {}).await;
    let (desk, _, order) = signed(&server).await;
    let key = KeyFolder::open(&server.data()).unwrap().read(Name::Server).unwrap().unwrap();
    let copy = package(&desk.evidence(order).await);
    let list: jobsheet_signing::KeyList =
        serde_json::from_value(desk.get("/.well-known/jobsheet-keys.json").await).unwrap();
    let verdict = |package: Package, list: &jobsheet_signing::KeyList| {
        let made = verify(&Evidence::Package(Box::new(package)), Some(&Published::List(list.clone())));
        (made.verdict(), made.checks.iter().any(|check| check.finding.code == "evidence.keys.rewritten"))
    };
    assert_eq!(
        verdict(resealed(copy.clone(), &key), &list),
        (Verdict::Proved, false),
        "it is the server's key"
    );
    let mut reworded_copy = copy.clone();
    let statement = &mut reworded_copy.contents.statements[0].jws;
    *statement = reworded(statement, "Sun Wei", "Sun Wen");
    assert_eq!(verdict(resealed(reworded_copy, &key), &list).0, Verdict::Broken);
    let mut without = copy.clone();
    without.contents.runs.pop();
    assert_eq!(verdict(resealed(without, &key), &list).0, Verdict::Broken);
    let mut disowned = list.clone();
    let device = disowned.records.iter().position(|record| record.user.is_some()).unwrap();
    disowned.records[device].revoked_at = Some(disowned.records[device].valid_from);
    let keys = KeyListState::of(&leaves(&disowned.records).unwrap());
    let head = KeyListHead { organisation: list.records[0].organisation, keys, position: 1, at_ms: 1 };
    disowned.head = sign_key_list(&key, &head).unwrap();
    assert_eq!(verdict(copy, &disowned), (Verdict::Unproved, true), "and whoever has a copy sees it");
}
