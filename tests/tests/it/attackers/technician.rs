//! A technician whose app was changed: it signs what it likes, on whatever version and with whatever position it likes.

use jobsheet_client::domain::edit::Edit;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::value::Value;
use jobsheet_client::domain::work_order::WorkOrderCommand as Ask;
use jobsheet_client::domain::{asset, customer, work_order};
use jobsheet_kit::desk::Desk;
use jobsheet_kit::server::TestServer;
use jobsheet_kit::tablet::Tablet;
use jobsheet_server::ledger::{Accounts, Documents};
use jobsheet_sync::Verdict;
use serde_json::json;

use super::code;

const MACHINE: &str = "AC75-190332";

/// A technician on an order, whose tablet has heard of it.
async fn on_an_order(server: &TestServer) -> (Desk, Tablet, DocumentId) {
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned(MACHINE, "Belt worn", &["second"]).await;
    let mut tablet = Tablet::enrol(&desk, "second").await;
    tablet.sync().await;
    (desk, tablet, order)
}

fn phone(number: &str) -> Edit {
    Edit::Fact { name: "phone".to_owned(), value: Value::Text(number.to_owned()) }
}

fn review_codes(reviews: &serde_json::Value) -> Vec<&str> {
    reviews["reviews"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

/// R52: who was told that they are off a job writes no news into it; what they wrote waits for a person.
#[tokio::test]
async fn r52_who_was_taken_off_does_not_go_on_as_if_nobody_had_told_them() {
    let server = TestServer::start_with(|_| {}).await;
    let (desk, mut tablet, order) = on_an_order(&server).await;
    let as_it_was = tablet.documents[&order].clone();
    desk.assign(order, &["lead"]).await;
    tablet.sync().await;
    assert!(tablet.left.contains(&order));
    tablet.documents.insert(order, as_it_was);
    tablet.tap(order, &Ask::Accept);
    assert_eq!(code(&tablet.sync().await[0]), "change.after_leaving");
    assert_eq!(review_codes(&desk.get("/api/reviews").await), ["change.after_leaving"]);
    assert_eq!(desk.get(&format!("/api/orders/{order}")).await["status"], "assigned");
}

/// The same where the job stays on the tablet, as the history of a machine.
#[tokio::test]
async fn r52_who_keeps_a_job_as_history_does_not_write_into_it_on_a_version_from_before() {
    let server = TestServer::start_with(|_| {}).await;
    let (desk, mut tablet, order) = on_an_order(&server).await;
    desk.assigned(MACHINE, "Filter full", &["second"]).await;
    tablet.sync().await;
    let as_it_was = tablet.documents[&order].clone();
    desk.assign(order, &["lead"]).await;
    tablet.sync().await;
    assert!(tablet.left.is_empty());
    let now = tablet.documents.insert(order, as_it_was).unwrap();
    tablet.tap(order, &Ask::Accept);
    assert_eq!(code(&tablet.sync().await[0]), "change.unaware");
    tablet.documents.insert(order, now);
    tablet.write(order, &[phone("1")]);
    assert_eq!(code(&tablet.sync().await[0]), "work_order.not_on_team", "nor on the version they were told");
}

/// R5: who has not heard yet is judged by what they had, as every honest tablet that was away.
#[tokio::test]
async fn r5_who_has_not_heard_yet_hands_in_what_they_did() {
    let server = TestServer::start_with(|_| {}).await;
    let (desk, mut tablet, order) = on_an_order(&server).await;
    desk.assign(order, &["lead"]).await;
    tablet.tap(order, &Ask::Accept);
    assert!(matches!(tablet.sync().await[..], [Verdict::Stored { .. }]));
}

/// A new author of the same key leaves nothing out of what its device was told, its own earlier work included.
#[tokio::test]
async fn a_new_author_of_one_key_does_not_leave_out_what_the_key_wrote_before() {
    let server = TestServer::start_with(|_| {}).await;
    let (desk, mut tablet, order) = on_an_order(&server).await;
    let as_it_was = tablet.documents[&order].clone();
    tablet.tap(order, &Ask::Accept);
    tablet.sync().await;
    let heard = tablet.position;
    tablet.nonce = [9; 16];
    tablet.documents.insert(order, as_it_was.clone());
    tablet.write(order, &[phone("1")]);
    assert_eq!(code(&tablet.sync().await[0]), "change.unaware");
    // A tablet that was put back has less than the server told it, and says so: it comes in, and its key is marked.
    tablet.nonce = [10; 16];
    tablet.position = heard - 1;
    tablet.documents.insert(order, as_it_was);
    tablet.write(order, &[phone("2")]);
    assert!(matches!(tablet.sync().await[..], [Verdict::Stored { .. }]));
    let devices = desk.get("/api/devices").await;
    let mine = devices.as_array().unwrap().iter().find(|one| one["id"] == json!(tablet.id)).unwrap().clone();
    assert_eq!(mine["forks"][0]["document"], json!(order), "{mine}");
}

/// Whoever knows nothing but the id of a file writes nothing into it.
#[tokio::test]
async fn a_file_that_was_never_told_is_not_written_into() {
    let server = TestServer::start_with(|_| {}).await;
    let (desk, mut tablet, _) = on_an_order(&server).await;
    let assets = desk.get("/api/assets").await;
    let held = tablet.holds(asset::KIND);
    let foreign = assets["assets"].as_array().unwrap().iter().find_map(|one| {
        let id: DocumentId = one["id"].as_str().unwrap().parse().unwrap();
        (!held.contains(&id)).then_some(id)
    });
    let foreign = foreign.unwrap();
    tablet.documents.insert(foreign, jobsheet_document::Document::create(asset::KIND, foreign));
    let terms = Edit::Fact { name: "warranty_months".to_owned(), value: Value::Integer(120) };
    tablet.write(foreign, &[terms]);
    assert_eq!(code(&tablet.sync().await[0]), "change.unaware");
    let customer = tablet.holds(customer::KIND)[0];
    let blank = jobsheet_document::Document::create(customer::KIND, customer);
    tablet.documents.insert(customer, blank);
    let base = tablet.heads(customer);
    let notes = Edit::Text { field: "notes".to_owned(), base, text: "Pays late.".to_owned() };
    tablet.write(customer, &[notes]);
    assert_eq!(code(&tablet.sync().await[0]), "change.unaware", "nor on its bare beginning");
}

/// A link opens what it names to whoever works on the document: a customer one cannot read is not read by naming them.
#[tokio::test]
async fn r52_naming_a_customer_in_a_job_of_ones_own_does_not_open_their_file() {
    let server = TestServer::start_with(|_| {}).await;
    let (desk, mut tablet, _) = on_an_order(&server).await;
    let (known, held) = (tablet.holds(customer::KIND)[0], tablet.holds(customer::KIND));
    let customers = desk.get("/api/customers").await;
    let others = customers["customers"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap());
    let foreign: DocumentId = others.map(|id| id.parse().unwrap()).find(|id| !held.contains(id)).unwrap();
    for (named, refusal) in [(foreign, "change.unread_link"), (known, "")] {
        let found = DocumentId(uuid::Uuid::new_v4());
        tablet.documents.insert(found, jobsheet_document::Document::create(work_order::KIND, found));
        let raise = json!({ "raise": { "request": null, "found_on_site": true, "customer": named, "asset": null,
            "address": { "text": "Xinghu Street 328" }, "contact": "", "phone": "", "fault": "It leaks.", "title": "Leak",
            "priority": "normal", "product_model": "", "distance_m": null } });
        tablet.tap(found, &serde_json::from_value(raise).unwrap());
        assert_eq!(code(&tablet.sync().await[0]), refusal);
        assert!(!tablet.documents.contains_key(&foreign), "it was not told");
        tablet.documents.remove(&found);
    }
}

/// Work that is older than what anybody can have missed waits, however it is dated.
#[tokio::test]
async fn knowledge_is_not_kept_back_for_ever() {
    for (most, refusal) in [(-1, "change.too_old"), (i64::MAX, "")] {
        let server = TestServer::start_with(|config| config.times.knowledge_ms = most).await;
        let (_, mut tablet, order) = on_an_order(&server).await;
        let ledger = server.ledger();
        let organisation = ledger.organisation().unwrap().unwrap().id;
        // The last position of which it was noted when a later one was given.
        let noted = |position: &u64| ledger.passed_at(organisation, *position).unwrap().is_some();
        tablet.position = (0..tablet.position).rev().find(noted).unwrap();
        tablet.tap(order, &Ask::Accept);
        assert_eq!(code(&tablet.sync().await[0]), refusal);
    }
}
