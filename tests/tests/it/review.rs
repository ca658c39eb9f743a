//! What a person lets in is in everywhere, and nothing else of a lost tablet is (R50, R54).

use jobsheet_client::Client;
use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::time::Timestamp;
use jobsheet_client::domain::value::Value as Fact;
use jobsheet_client::domain::work_order::{Preparation, SafetyCheck, Status, WorkOrderCommand as Ask};
use jobsheet_kit::world::{Device, World, diagnosis, signing};
use jobsheet_screens::screens;
use jobsheet_server::ledger::{Accounts, Devices};
use serde_json::json;

fn tap(client: &Client, order: DocumentId, ask: Ask) {
    client.submit(order, &Command::WorkOrder(ask)).unwrap();
}

/// An accepted job up to the customer's hand, without a network.
pub fn work_and_sign(client: &Client, order: DocumentId) {
    let check = SafetyCheck { rules_read: true, passed: true, ..SafetyCheck::default() };
    tap(client, order, Ask::SetOut { preparation: Preparation::default() });
    tap(client, order, Ask::Arrive);
    tap(client, order, Ask::CheckSafety { check });
    tap(client, order, Ask::StartWork);
    tap(client, order, Ask::Diagnose(diagnosis(1)));
    let base = screens(client).order(order).unwrap().heads;
    tap(
        client,
        order,
        Ask::EditText { field: "1/work_done".to_owned(), base, text: "Pump replaced".to_owned() },
    );
    jobsheet_kit::world::finish(client, order).unwrap();
    let shown = client.show_report(order, None).unwrap();
    client.sign_off(&shown, &signing()).unwrap();
}

async fn revoke(world: &World, device: &Device) {
    let path = format!("/api/devices/{}/revoke", device.id());
    assert_eq!(world.office.ask(&path, &json!({})).await.status, 200);
}

/// R54: the lead's tablet is lost with a signed job on it; its file turns up.
#[tokio::test]
async fn r54_a_lost_tablets_job_reaches_every_other_once_a_person_let_it_in() {
    let world = World::begin(54, 1).await;
    let (order, [lead, second]) = (world.orders[0], [&world.devices[0], &world.devices[1]]);
    tap(&lead.client, order, Ask::Accept);
    lead.sync().await;
    work_and_sign(&lead.client, order);
    let file = lead.client.export_unsent(order).unwrap();
    revoke(&world, lead).await;

    let answer = world.office.hand_in(file).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let runs = answer.body["runs"].as_array().unwrap();
    assert!(runs.iter().all(|run| run["outcome"] == "waiting"), "{}", answer.body);
    assert!(second.sync().await.unread.is_empty(), "what the lead had sent before stands");
    assert_eq!(screens(&second.client).order(order).unwrap().status, Status::Accepted);

    assert_eq!(world.office.let_everything_in().await, 1);
    let told = second.sync().await;
    assert!(told.unread.is_empty(), "{:?}", told.unread);
    let seen = screens(&second.client).order(order).unwrap();
    assert_eq!(seen.status, Status::Finished);
    assert!(seen.signoff.is_some_and(|signoff| signoff.void_by.is_empty()), "the signature stands there too");
    let evidence = world.office.get(&format!("/api/orders/{order}/verification")).await;
    assert_eq!(evidence["valid"], true, "{evidence}");

    let [_, user] = world.team().await;
    let (fresh, fingerprint) = world.enrol(&user, 0).await;
    world.confirm(&fingerprint).await;
    let told = fresh.sync().await;
    assert!(told.unread.is_empty(), "{:?}", told.unread);
    assert_eq!(screens(&fresh.client).order(order).unwrap().status, Status::Finished);
}

/// R50: the device hears of it by itself, and sends nothing a second time.
#[tokio::test]
async fn r50_a_wedge_ends_at_the_next_sync_after_a_person_let_the_work_in() {
    let world = World::begin(50, 1).await;
    let (order, lead) = (world.orders[0], &world.devices[0]);
    raise_floor(&world, lead, u64::MAX >> 1);
    tap(&lead.client, order, Ask::Accept);
    tap(&lead.client, order, Ask::SetOut { preparation: Preparation::default() });
    lead.sync().await;
    assert_eq!(lead.client.wedged().unwrap()[0].1.code, "change.review");
    assert_eq!(lead.client.unsent().unwrap().changes, 2);

    assert_eq!(world.office.let_everything_in().await, 1);
    raise_floor(&world, lead, 0);
    let told = lead.sync().await;
    assert_eq!(told.sent, 0, "nothing is sent twice");
    assert!(lead.client.wedged().unwrap().is_empty());
    assert_eq!(lead.client.unsent().unwrap().changes, 0);
    tap(&lead.client, order, Ask::Arrive);
    assert_eq!(lead.sync().await.refused, 0, "it goes on from there");
    assert_eq!(world.office.get(&format!("/api/orders/{order}")).await["status"], "on_site");
}

/// R52: a document that was only waiting for its unsent work leaves with it.
#[tokio::test]
async fn r52_work_let_in_on_an_order_that_is_no_longer_ones_own_frees_the_device_of_it() {
    let world = World::begin(52, 1).await;
    let (order, second) = (world.orders[0], &world.devices[1]);
    raise_floor(&world, second, u64::MAX >> 1);
    // A fact alone: who has accepted a job keeps it, whoever it is given to afterwards.
    let value = Fact::Text("0512 1".to_owned());
    tap(&second.client, order, Ask::SetFact { name: "phone".to_owned(), value });
    second.sync().await;
    let [lead, _] = world.team().await;
    let window = json!({ "from": 0, "to": 1 });
    let assign = json!({ "assign": { "technicians": [lead], "lead": lead, "window": window } });
    assert_eq!(world.office.ask_order(order, assign).await.status, 200);
    second.sync().await;
    assert_eq!(second.client.unsent().unwrap().changes, 1, "nothing unsent is deleted");

    assert_eq!(world.office.let_everything_in().await, 1);
    let told = second.sync().await;
    assert!(told.unread.is_empty(), "{:?}", told.unread);
    assert_eq!(second.client.unsent().unwrap().changes, 0);
    assert_eq!(screens(&second.client).order(order).unwrap_err().code(), "document.unknown");
}

/// Has the server take the device's records for older than it has seen.
fn raise_floor(world: &World, device: &Device, floor: u64) {
    let ledger = world.ledger();
    let organisation = ledger.organisation().unwrap().unwrap().id;
    ledger.note_seen(organisation, device.id(), 0, Timestamp(i64::MAX), floor).unwrap();
}
