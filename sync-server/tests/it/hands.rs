//! Customers' hands: sealed on the device, opened by the server for who may see them, and by nobody else.

use jobsheet_domain::id::{Digest, DocumentId};
use jobsheet_domain::sealed::Sealed;
use jobsheet_domain::work_order::{SealedHand, SignoffRecord, StrokePoint, Strokes, WorkOrderCommand};
use jobsheet_evidence::{Evidence, Folder, Package, Published, Verdict as Found, strokes_digest, verify};
use jobsheet_kit::desk::Desk;
use jobsheet_kit::evidence::package;
use jobsheet_kit::server::TestServer;
use jobsheet_kit::tablet::Tablet;
use jobsheet_server::keys::{KeyFolder, Name};
use jobsheet_server::{Config, StartError, rotate_key};
use jobsheet_signing::{SealContext, SealingKey};
use jobsheet_sync::Verdict;
use reqwest::Method;
use serde_json::{Value, json};

use crate::evidence::finished;
use crate::support::start;

/// The key a server tells devices to seal to.
fn key(server: &TestServer) -> SealingKey {
    KeyFolder::open(&server.data()).unwrap().hands().unwrap().unwrap().public()
}

/// A record with its hand sealed for a document under the digest of these strokes.
fn sealed(
    record: &SignoffRecord,
    key: SealingKey,
    about: (&Tablet, DocumentId),
    hand: &[u8],
) -> SignoffRecord {
    let digest = strokes_digest(record.strokes.as_ref().unwrap());
    let context = SealContext::hand(&about.0.organisation, about.1.0.as_bytes(), digest.0);
    let sealed = key.seal(&context, hand, &mut rand::rng()).unwrap();
    let hand = SealedHand { key: Digest(key.id().0), sealed: Sealed(sealed) };
    SignoffRecord { strokes: None, sealed: Some(hand), ..record.clone() }
}

fn packed(record: &SignoffRecord) -> Vec<u8> {
    record.strokes.as_ref().unwrap().packed()
}

async fn sign(device: &mut Tablet, order: DocumentId, record: SignoffRecord) -> Verdict {
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
    device.sync().await.remove(0)
}

/// An order that was signed with a sealed hand.
async fn signed(server: &TestServer, desk: &Desk) -> DocumentId {
    let (mut device, order) = finished(desk).await;
    let record = device.signoff(order);
    let record = sealed(&record, key(server), (&device, order), &packed(&record));
    let verdict = sign(&mut device, order, record).await;
    assert!(matches!(verdict, Verdict::Stored { .. }), "{verdict:?}");
    order
}

async fn hand(desk: &Desk, order: DocumentId) -> (u16, Value) {
    let event = desk.get(&format!("/api/orders/{order}")).await["signoff"]["event"].clone();
    let path = format!("/api/orders/{order}/hands/{}", event.as_str().unwrap());
    let answer = desk.request(Method::GET, &path).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn verified(package: &Package, desk_keys: &Value) -> jobsheet_evidence::Verification {
    let published = Published::List(serde_json::from_value(desk_keys.clone()).unwrap());
    verify(&Evidence::Package(Box::new(package.clone())), Some(&published))
}

/// R17, F8: who answers for the report sees how the hand moved, and nobody else at the console.
#[tokio::test]
async fn r17_a_sealed_hand_is_opened_for_who_may_see_it() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = signed(&server, &desk).await;
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!((&page["signoff"]["hand"], &page["signoff"]["valid"]), (&json!(true), &json!(true)));
    let (status, strokes) = hand(&desk, order).await;
    assert_eq!((status, &strokes["strokes"][0][1]), (200, &json!([900, 400, 80, 500])));
    let engineer = server.desk("engineer").await;
    let (status, refused) = hand(&engineer, order).await;
    assert_eq!((status, &refused["code"]), (403, &json!("access.role")));
    for (who, sees) in [(&desk, true), (&engineer, false)] {
        let report = who.request(Method::GET, &format!("/api/orders/{order}/report?language=en"));
        let html = report.send().await.unwrap().text().await.unwrap();
        assert_eq!(
            (html.contains("class=\"hand\""), html.contains("sealed to the organisation")),
            (sees, !sees)
        );
    }
}

/// F8: a package that is handed on cannot be written again, and is whole all the same; with the hand it is for who may see it.
#[tokio::test]
async fn f8_a_package_leaves_hands_sealed_unless_asked_for() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = signed(&server, &desk).await;
    let keys = desk.get("/.well-known/jobsheet-keys.json").await;
    for (bytes, hands) in [(desk.evidence(order).await, 0), (desk.evidence_with_hands(order).await, 1)] {
        let mut package = package(&bytes);
        let of_hands =
            |package: &Package| package.named.keys().filter(|(folder, _)| *folder == Folder::Strokes).count();
        assert_eq!(of_hands(&package), hands);
        let found = verified(&package, &keys);
        assert_eq!(found.verdict(), Found::Proved, "{:?}", found.checks);
        let told = found.checks.iter().any(|check| check.finding.code == "evidence.strokes.sealed");
        assert_eq!(told, hands == 0);
        // What is there cannot be taken out unseen.
        package.named.retain(|(folder, _), _| *folder != Folder::Strokes);
        assert_eq!(verified(&package, &keys).verdict() == Found::Broken, hands == 1);
    }
    let with_hands = format!("/api/orders/{order}/evidence?hands=true");
    let refused = server.desk("engineer").await.request(Method::GET, &with_hands).send().await.unwrap();
    assert_eq!(refused.status(), 403);
}

/// R60: what does not open, is no hand, or is another than the statement names signs nothing.
#[tokio::test]
async fn r60_a_sealed_hand_is_the_one_the_statement_names() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    let (document, honest) = (device.documents[&order].clone(), device.signoff(order));
    let dot = Strokes { strokes: vec![vec![StrokePoint(1, 1, 0, 0)]], ..honest.strokes.clone().unwrap() };
    let other = Strokes { width: 1, ..honest.strokes.clone().unwrap() };
    let key = key(&server);
    let stranger = jobsheet_signing::OpeningKey::from_seed(&[5; 32]).public();
    let elsewhere = DocumentId(uuid::Uuid::from_u128(5));
    let mut of_a_dot = SignoffRecord { strokes: Some(dot.clone()), ..honest.clone() };
    of_a_dot.statement =
        device.statement(order, &of_a_dot, &jobsheet_report::model(&document.content().unwrap()));
    let cases = [
        sealed(&honest, key, (&device, order), b"no hand"),
        sealed(&honest, key, (&device, order), &other.packed()),
        sealed(&honest, stranger, (&device, order), &packed(&honest)),
        sealed(&honest, key, (&device, elsewhere), &packed(&honest)),
        sealed(&of_a_dot, key, (&device, order), &dot.packed()),
    ];
    for (number, record) in cases.into_iter().enumerate() {
        device.documents.insert(order, document.clone());
        let verdict = sign(&mut device, order, record).await;
        assert!(
            matches!(&verdict, Verdict::Refused { code, .. } if code == "signoff.hand_unreadable"),
            "{number}: {verdict:?}"
        );
    }
}

/// C14: the same hand on two orders is said, though nobody but the server can read either.
#[tokio::test]
async fn the_same_sealed_hand_under_two_reports_is_said() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (one, other) = (signed(&server, &desk).await, signed(&server, &desk).await);
    let page = desk.get(&format!("/api/orders/{one}")).await;
    assert_eq!(page["signoff"]["same_hand"][0]["order"], json!(other.to_string()));
}

/// A key that was replaced opens what was sealed to it; a key that was lost is said, and not replaced unseen.
#[tokio::test]
async fn hands_open_after_their_key_was_replaced() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (order, first) = (signed(&server, &desk).await, key(&server));
    let config = Config { data: server.data(), listen: "127.0.0.1:0".parse().unwrap(), ..Config::default() };
    let folder = server.stop().await;
    rotate_key(config.clone()).unwrap();
    let server = TestServer::on(folder, jobsheet_domain::aggregates::KINDS, |_| {}).await;
    assert_ne!(key(&server), first);
    let desk = server.desk("dispatcher").await;
    assert_eq!(hand(&desk, order).await.0, 200);
    assert_eq!(hand(&desk, signed(&server, &desk).await).await.0, 200);
    let _folder = server.stop().await;
    let (newest, kept) =
        (config.data.join("keys/hands"), std::fs::read(config.data.join("keys/hands")).unwrap());
    for other in [None, Some([9_u8; 32])] {
        match other {
            None => std::fs::remove_file(&newest).unwrap(),
            Some(_) => {
                // An older copy of keys/ was put back.
                std::fs::remove_file(&newest).unwrap();
                KeyFolder::open(&config.data).unwrap().keep(Name::Hands, &[9; 32]).unwrap();
            }
        }
        let lost = jobsheet_server::start(config.clone()).await;
        assert!(matches!(lost, Err(StartError::HandsLost)));
        std::fs::write(&newest, &kept).unwrap();
        jobsheet_server::start(config.clone()).await.unwrap().stop().await;
    }
    std::fs::remove_file(&newest).unwrap();
    rotate_key(config.clone()).unwrap();
    jobsheet_server::start(config).await.unwrap().stop().await;
}

/// R17: the customer signed, and the organisation lost the key since: a person lets it in, and the hand stays closed.
#[tokio::test]
async fn r17_what_was_sealed_to_a_key_that_is_lost_waits_and_counts() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    let record = device.signoff(order);
    let record = sealed(&record, key(&server), (&device, order), &packed(&record));
    let config = Config { data: server.data(), listen: "127.0.0.1:0".parse().unwrap(), ..Config::default() };
    let folder = server.stop().await;
    std::fs::remove_file(config.data.join("keys/hands")).unwrap();
    rotate_key(config).unwrap();
    let server = TestServer::on(folder, jobsheet_domain::aggregates::KINDS, |_| {}).await;
    let desk = server.desk("dispatcher").await;
    device.base.clone_from(&server.base);
    let verdict = sign(&mut device, order, record).await;
    assert!(
        matches!(&verdict, Verdict::Refused { code, .. } if code == "signoff.hand_closed"),
        "{verdict:?}"
    );
    assert_eq!(server.desk("manager").await.let_everything_in().await, 1);
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!((&page["signoff"]["valid"], &page["status"]), (&json!(true), &json!("finished")));
    assert_eq!(hand(&desk, order).await.0, 404, "it stays closed");
    let keys = desk.get("/.well-known/jobsheet-keys.json").await;
    assert_eq!(verified(&package(&desk.evidence(order).await), &keys).verdict(), Found::Proved);
}

/// F8: who may not see hands gets no file in which one lies open, and is not told that it was sealed.
#[tokio::test]
async fn f8_a_hand_that_lies_open_is_for_who_may_see_hands() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = crate::evidence::signed(&desk).await;
    let engineer = server.desk("engineer").await;
    for (who, status, words) in [(&desk, 200, "class=\"hand\""), (&engineer, 403, "not shown to you")] {
        let path = format!("/api/orders/{order}/evidence");
        assert_eq!(who.request(Method::GET, &path).send().await.unwrap().status(), status);
        let report = who.request(Method::GET, &format!("/api/orders/{order}/report?language=en"));
        assert!(report.send().await.unwrap().text().await.unwrap().contains(words));
    }
}

/// F8: a hand that is sealed lies open under no other name either.
#[tokio::test]
async fn f8_a_sealed_hand_is_no_page_that_was_shown() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    let mut record = device.signoff(order);
    record.shown_digest = strokes_digest(record.strokes.as_ref().unwrap());
    record.statement = device.statement(
        order,
        &record,
        &jobsheet_report::model(&device.documents[&order].content().unwrap()),
    );
    let record = sealed(&record, key(&server), (&device, order), &packed(&record));
    let verdict = sign(&mut device, order, record).await;
    assert!(
        matches!(&verdict, Verdict::Refused { code, .. } if code == "statement.field_mismatch"),
        "{verdict:?}"
    );
}
