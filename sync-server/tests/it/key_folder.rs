//! The server's own keys: apart from the ledger, kept over restarts, changed without breaking what was signed.

use jobsheet_domain::aggregates::KINDS;
use jobsheet_evidence::{Evidence, ListedKey as KeyOf, Published, Verdict, verify};
use jobsheet_kit::evidence::{export, package};
use jobsheet_kit::server::TestServer;
use jobsheet_server::keys::{KeyFolder, Name};
use jobsheet_server::{Config, StartError, rotate_key};
use jobsheet_signing::{Export, KeyKind, sign_export};
use serde_json::{Value, json};

use crate::evidence::signed;
use crate::support::start;

async fn again(stopped: TestServer) -> TestServer {
    TestServer::on(stopped.stop().await, KINDS, |_| {}).await
}

/// How many keys of a kind are published.
async fn published(server: &TestServer, kind: &str) -> usize {
    let list = server.desk("dispatcher").await.get("/.well-known/jobsheet-keys.json").await;
    list["records"].as_array().unwrap().iter().filter(|record| record["kind"] == kind).count()
}

fn config(server: &TestServer) -> Config {
    Config { data: server.data(), listen: "127.0.0.1:0".parse().unwrap(), ..Config::default() }
}

/// C7: a restart adds no key, and nothing that every device would have to hear.
#[tokio::test]
async fn a_restart_adds_no_key() {
    let mut server = start().await;
    let desk = server.desk("dispatcher").await;
    desk.raise("AC75-190332", "Belt worn").await;
    assert_eq!((published(&server, "office").await, published(&server, "server").await), (1, 1));
    for _ in 0..3 {
        server = again(server).await;
        server.desk("dispatcher").await.raise("AC75-190332", "Belt worn").await;
    }
    assert_eq!((published(&server, "office").await, published(&server, "server").await), (1, 1));
}

/// C10: two processes on one folder would write the same uploads and numbers.
#[tokio::test]
async fn a_data_folder_has_one_server() {
    let server = start().await;
    let second = jobsheet_server::start(config(&server)).await;
    assert!(matches!(second, Err(StartError::InUse)));
    assert!(matches!(rotate_key(config(&server)), Err(StartError::InUse)));
    let config = config(&server);
    let _folder = server.stop().await;
    jobsheet_server::start(config).await.unwrap().stop().await;
}

/// C11: whoever reads a backup of the ledger finds no key in it.
#[tokio::test]
async fn the_servers_key_moves_out_of_the_ledger_and_leaves_nothing_behind() {
    let server = start().await;
    let seed = std::fs::read_to_string(server.data().join("keys/server")).unwrap();
    let seed = hex::decode(seed).unwrap();
    let ledger = server.data().join("ledger.sqlite");
    let key = server.desk("dispatcher").await.get("/.well-known/jwks.json").await;
    let config = config(&server);
    let _folder = server.stop().await;
    std::fs::remove_file(config.data.join("keys/server")).unwrap();
    rusqlite::Connection::open(&ledger)
        .unwrap()
        .execute("UPDATE organisation SET seed = ?1", [&seed])
        .unwrap();
    let holds = || {
        let files = ["ledger.sqlite", "ledger.sqlite-wal"].map(|name| config.data.join(name));
        let bytes = files.into_iter().filter_map(|file| std::fs::read(file).ok());
        bytes.into_iter().any(|bytes| bytes.windows(32).any(|window| window == seed))
    };
    assert!(holds(), "as an earlier version left it");
    let running = jobsheet_server::start(config.clone()).await.unwrap();
    let base = format!("http://{}", running.address);
    let now: Value = jobsheet_kit::desk::http()
        .get(format!("{base}/.well-known/jwks.json"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(now, key, "it is the same key");
    assert!(!holds());
    running.stop().await;
}

/// §4: the key is changed; what the old one signed stays proved, and what is signed then is under the new one.
#[tokio::test]
async fn what_an_earlier_key_signed_stays_proved() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = signed(&desk).await;
    let before = desk.evidence(order).await;
    let config = config(&server);
    let old = KeyFolder::open(&config.data).unwrap().read(Name::Server).unwrap().unwrap();
    let folder = server.stop().await;
    rotate_key(config).unwrap();
    let server = TestServer::on(folder, KINDS, |_| {}).await;
    let desk = server.desk("dispatcher").await;
    assert_eq!(published(&server, "server").await, 3, "the old one, its end, and the new one");
    let after = desk.evidence(order).await;
    let list = desk.get("/.well-known/jobsheet-keys.json").await;
    let list = Published::List(serde_json::from_value(list).unwrap());
    let set = Published::Set(serde_json::from_value(desk.get("/.well-known/jwks.json").await).unwrap());
    for keys in [&list, &set] {
        for file in [&before, &after] {
            let made = verify(&Evidence::read(file).unwrap(), Some(keys));
            assert_eq!(made.verdict(), Verdict::Proved, "{:?}", made.checks);
        }
    }
    // Whoever has the earlier key leaves out that it ended, and dates the package today.
    let mut forged = package(&after);
    let word = export(&forged);
    forged.keys.retain(|KeyOf { record, .. }| {
        record.kind != KeyKind::Server || record.key == old.public() && record.revoked_at.is_none()
    });
    let parts = forged.digests().unwrap();
    forged.export = sign_export(&old, &Export { parts, ..word }).unwrap();
    let forged = Evidence::Package(Box::new(forged));
    let verdict = |keys| verify(&forged, Some(keys)).verdict();
    assert_eq!((verdict(&list), verdict(&set)), (Verdict::Broken, Verdict::Unproved));
    let signer = |file: &[u8]| jobsheet_signing::jws::key_of(&package(file).export).unwrap();
    assert_ne!(signer(&before), signer(&after));
    device.base.clone_from(&desk.base);
    device.sync().await;
    desk.command(order, json!({ "set_fact": { "name": "1/cause", "value": { "text": "wear" } } })).await;
}

/// Without its key a server signs nothing: it says what to do, and starts once it was done.
#[tokio::test]
async fn a_server_whose_key_is_gone_says_so() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = signed(&desk).await;
    let before = desk.evidence(order).await;
    let config = config(&server);
    let folder = server.stop().await;
    std::fs::remove_file(config.data.join("keys/server")).unwrap();
    let lost = jobsheet_server::start(config.clone()).await;
    assert!(matches!(lost, Err(StartError::KeyLost)));
    std::fs::write(config.data.join("keys/server"), hex::encode([7; 32])).unwrap();
    let foreign = jobsheet_server::start(config.clone()).await;
    assert!(matches!(foreign, Err(StartError::KeyEnded)), "another installation's, or one that has ended");
    rotate_key(config).unwrap();
    let server = TestServer::on(folder, KINDS, |_| {}).await;
    let list = server.desk("dispatcher").await.get("/.well-known/jobsheet-keys.json").await;
    let list = Published::List(serde_json::from_value(list).unwrap());
    assert_eq!(verify(&Evidence::read(&before).unwrap(), Some(&list)).verdict(), Verdict::Proved);
}

/// A change of the key that was broken off is finished at the next start, or forgotten where nothing was said of it yet.
#[tokio::test]
async fn a_change_of_the_key_that_was_broken_off_is_finished_or_forgotten() {
    let server = start().await;
    let config = config(&server);
    let folder = server.stop().await;
    let file = |name: &str| config.data.join("keys").join(name);
    let old = std::fs::read(file("server")).unwrap();
    rotate_key(config.clone()).unwrap();
    let new = std::fs::read(file("server")).unwrap();
    std::fs::write(file("next"), &new).unwrap();
    std::fs::write(file("server"), &old).unwrap();
    let server = TestServer::on(folder, KINDS, |_| {}).await;
    assert_eq!((std::fs::read(file("server")).unwrap(), file("next").exists()), (new.clone(), false));
    let folder = server.stop().await;
    std::fs::write(file("next"), hex::encode([7; 32])).unwrap();
    let _server = TestServer::on(folder, KINDS, |_| {}).await;
    assert_eq!((std::fs::read(file("server")).unwrap(), file("next").exists()), (new, false));
}
