//! A device holds its own orders with what they need, and nothing else (R52).

use jobsheet_domain::asset;
use jobsheet_domain::customer;
use jobsheet_domain::work_order::{self, WorkOrderCommand};
use jobsheet_sync::Verdict;
use serde_json::json;

use crate::support::{start, start_with};
use jobsheet_kit::tablet::Tablet;

#[tokio::test]
async fn r52_a_device_gets_its_own_orders_with_customer_asset_and_history() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let past = desk.raise("AC75-190332", "An old fault of the same machine").await;
    let own = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let others = desk.assigned("LC3015-240817", "Laser stops", &["lead"]).await;
    let mut device = Tablet::enrol(&desk, "second").await;
    device.sync().await;
    let mut expected = vec![past, own];
    expected.sort();
    assert_eq!(device.holds(work_order::KIND), expected);
    assert!(!device.documents.contains_key(&others));
    assert_eq!(device.holds(customer::KIND).len(), 1);
    assert_eq!(device.holds(asset::KIND).len(), 1);
    assert!(!device.records.staff.is_empty() && !device.records.catalogue.parts.is_empty());
}

#[tokio::test]
async fn nothing_is_told_twice_and_an_idle_sync_is_small() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(&desk, "second").await;
    device.sync().await;
    let (documents, cursor) = (device.documents.len(), device.cursor.clone());
    device.documents.clear();
    device.sync().await;
    assert!(documents > 0 && device.documents.is_empty());
    assert_eq!(device.cursor, cursor);
}

#[tokio::test]
async fn a_document_a_device_could_not_read_is_told_again_whole_and_only_while_it_may_read_it() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let own = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let others = desk.assigned("LC3015-240817", "Laser stops", &["lead"]).await;
    let mut device = Tablet::enrol(&desk, "second").await;
    device.sync().await;
    let whole = device.heads(own);
    device.documents.clear();
    device.unread = vec![own, others];
    desk.command(own, json!({ "set_fact": { "name": "phone", "value": { "text": "1" } } })).await;
    device.sync().await;
    assert_eq!(device.documents.keys().collect::<Vec<_>>(), [&own], "nothing else is told again");
    let now = &device.documents[&own];
    assert!(whole.iter().all(|head| now.contains(*head)) && now.heads() != whole, "with its news");
    assert_eq!(device.left, [others], "what it may not read leaves");
}

/// Scope limits reading, not writing: unsent work of a technician who was taken off the job is judged like any other.
#[tokio::test]
async fn who_is_taken_off_a_job_hears_it_and_still_hands_in_their_work() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(&desk, "second").await;
    device.sync().await;
    device.tap(order, &WorkOrderCommand::Accept);
    let lead = desk.person("lead").await;
    let window = json!({ "from": 0, "to": 3_600_000 });
    desk.command(order, json!({ "assign": { "technicians": [lead], "lead": lead, "window": window } })).await;
    let verdicts = device.sync().await;
    assert!(matches!(verdicts[..], [Verdict::Stored { .. }]), "{verdicts:?}");
    let page = desk.get(&format!("/api/orders/{order}")).await;
    let accepted =
        page["timeline"].as_array().unwrap().iter().find(|entry| entry["kind"] == "accepted").unwrap();
    assert_eq!(accepted["standing"], "kept", "facts from the field are never discarded (R5)");
}

#[tokio::test]
async fn an_order_that_is_no_longer_mine_leaves_with_a_notice() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(&desk, "second").await;
    device.sync().await;
    let lead = desk.person("lead").await;
    let window = json!({ "from": 0, "to": 3_600_000 });
    desk.command(order, json!({ "assign": { "technicians": [lead], "lead": lead, "window": window } })).await;
    device.sync().await;
    assert!(device.left.contains(&order));
}

/// Away, back and away again between two syncs: the notice concerns what the device held, not the last stay.
#[tokio::test]
async fn r52_an_order_leaves_however_often_it_came_back_since_the_last_sync() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(&desk, "second").await;
    device.sync().await;
    let [lead, second] = [desk.person("lead").await, desk.person("second").await];
    for user in [&lead, &second, &lead, &second, &lead] {
        let window = json!({ "from": 0, "to": 3_600_000 });
        desk.command(order, json!({ "assign": { "technicians": [user], "lead": user, "window": window } }))
            .await;
    }
    device.sync().await;
    assert!(device.left.contains(&order));
    let mut other = Tablet::enrol(&desk, "second").await;
    other.sync().await;
    assert!(other.left.is_empty(), "who never held it hears nothing of it");
}

#[tokio::test]
async fn what_does_not_fit_one_answer_comes_with_the_next() {
    let server = start_with(|config| config.limits.answer_bytes = 1).await;
    let desk = server.desk("dispatcher").await;
    for title in ["one", "two", "three"] {
        desk.assigned("AC75-190332", title, &["second"]).await;
    }
    let mut device = Tablet::enrol(&desk, "second").await;
    for _ in 0..8 {
        device.sync().await;
    }
    assert_eq!(device.holds(work_order::KIND).len(), 3);
    assert_eq!(device.holds(customer::KIND).len(), 1);
}
