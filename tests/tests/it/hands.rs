//! The customer's hand leaves the tablet sealed to the organisation (R17).

use jobsheet_client::Client;
use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::id::DocumentId;
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::work_order::{SignoffRecord, WorkOrderCommand as Ask};
use jobsheet_kit::world::{World, signing};
use jobsheet_screens::screens;
use serde_json::json;

use crate::review::work_and_sign;

fn record(client: &Client, order: DocumentId) -> SignoffRecord {
    screens(client).order(order).unwrap().signoff.unwrap().record
}

/// R17, F8: nobody who holds the order can write the hand again, not even on the tablet that took it; the office sees it.
#[tokio::test]
async fn r17_a_hand_is_sealed_before_it_is_kept() {
    let world = World::begin(17, 1).await;
    let (order, [lead, second]) = (world.orders[0], [&world.devices[0], &world.devices[1]]);
    lead.client.submit(order, &Command::WorkOrder(Ask::Accept)).unwrap();
    lead.sync().await;
    work_and_sign(&lead.client, order);
    for device in [lead, second] {
        device.sync().await;
        let record = record(&device.client, order);
        assert!(record.strokes.is_none() && record.sealed.is_some());
        let visit = screens(&device.client).order(order).unwrap().visit;
        let shown = screens(&device.client).report_of(order, visit, Some(Language::Simplified)).unwrap();
        assert!(shown.html.contains("笔迹已加密"), "the page says so");
    }
    let page = world.office.get(&format!("/api/orders/{order}")).await;
    let path = format!("/api/orders/{order}/hands/{}", page["signoff"]["event"].as_str().unwrap());
    let drawn = signing().strokes.unwrap();
    assert_eq!(world.office.get(&path).await["strokes"], json!(drawn.strokes));
    let evidence = world.office.get(&format!("/api/orders/{order}/verification")).await;
    assert_eq!(evidence["valid"], true, "{evidence}");
    let checks = evidence["checks"].as_array().unwrap();
    let bracketed = checks.iter().any(|check| check["code"] == "evidence.time.bracketed");
    assert!(bracketed, "R62: both bounds of its time are the server's word: {evidence}");
}
