//! What lists and a customer's page say: clocks that healed, values that people must choose between.

use jobsheet_domain::customer;
use jobsheet_domain::edit::Edit;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::value::Value as Fact;
use jobsheet_domain::work_order::{Preparation, WorkOrderCommand};
use jobsheet_sync::Verdict;
use serde_json::{Value, json};

use crate::support::start;
use jobsheet_kit::desk::Desk;
use jobsheet_kit::tablet::Tablet;

const HOUR_MS: i64 = 3_600_000;

/// The clock "on site" of an order, as a list shows it.
async fn on_site(desk: &Desk, list: &str) -> (String, bool) {
    let found = desk.get(list).await;
    let clocks = found["orders"][0]["clocks"].as_array().unwrap().clone();
    let clock = clocks.into_iter().find(|clock| clock["rule"] == "R24").unwrap();
    (clock["state"].as_str().unwrap().to_owned(), clock["healed"].as_bool().unwrap())
}

/// A clock that the board counted as missed heals when the arrival it had not heard of comes in, and the board says so.
#[tokio::test]
async fn r31_the_board_says_that_a_missed_clock_healed() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let raised = desk.get(&format!("/api/orders/{order}")).await["timeline"][0]["at"].as_i64().unwrap();
    let reported = raised - 72 * HOUR_MS;
    desk.command(order, json!({ "set_fact": { "name": "reported_at", "value": { "time": reported } } }))
        .await;
    let mut device = Tablet::enrol(&desk, "second").await;
    device.sync().await;
    assert_eq!(on_site(&desk, "/api/orders").await, ("missed".to_owned(), false));

    device.clock = Timestamp(reported + HOUR_MS);
    let preparation =
        Preparation { order_read: true, customer_called: true, parts_taken: true, route_known: true };
    for command in
        [WorkOrderCommand::Accept, WorkOrderCommand::SetOut { preparation }, WorkOrderCommand::Arrive]
    {
        device.tap(order, &command);
    }
    assert_eq!(device.sync().await, [Verdict::Stored { receipts: Vec::new() }]);
    let healed = ("met".to_owned(), true);
    assert_eq!(on_site(&desk, "/api/orders").await, healed);
    let customer = desk.get(&format!("/api/orders/{order}")).await["customer"]["id"].clone();
    assert_eq!(on_site(&desk, &format!("/api/customers/{}", customer.as_str().unwrap())).await, healed);

    // What comes in afterwards does not change when the arrival was heard of.
    desk.command(order, json!({ "set_fact": { "name": "contact", "value": { "text": "Sun Wei" } } })).await;
    assert_eq!(on_site(&desk, "/api/orders").await, healed);
}

/// What the office and the field wrote without knowledge of each other is shown with its authors until somebody chooses.
#[tokio::test]
async fn r49_a_customers_page_shows_concurrent_values_until_one_is_chosen() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(&desk, "second").await;
    device.sync().await;
    let customer = device.holds(customer::KIND)[0];
    let ask = |command: Value| json!({ "command": command });
    let path = format!("/api/customers/{customer}/commands");
    let phone = |text: &str| ask(json!({ "set_fact": { "name": "phone", "value": { "text": text } } }));

    device.write(customer, &[fact("phone", "0512 6666 0001")]);
    desk.put(&path, &phone("0512 6666 0002")).await;
    assert_eq!(device.sync().await, [Verdict::Stored { receipts: Vec::new() }]);
    let shown = desk.get(&format!("/api/customers/{customer}")).await;
    assert_eq!(shown["conflicts"][0]["path"], "fact/phone");
    let values = shown["conflicts"][0]["values"].as_array().unwrap();
    let mut told: Vec<(bool, &str)> = values
        .iter()
        .map(|value| (value["author"]["office"].as_bool().unwrap(), value["text"].as_str().unwrap()))
        .collect();
    told.sort_unstable();
    assert_eq!(told, [(false, "0512 6666 0001"), (true, "0512 6666 0002")]);

    let chosen = desk.put(&path, &phone("0512 6666 0001")).await;
    assert_eq!(
        (chosen["phone"].as_str(), chosen["conflicts"].as_array().unwrap().len()),
        (Some("0512 6666 0001"), 0)
    );
}

/// A dispatcher adds a contact, mends one field of it, and takes it off; what is not named stays.
#[tokio::test]
async fn a_contact_is_added_changed_and_removed() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let customer = desk.get("/api/customers?limit=1").await["customers"][0]["id"].clone();
    let path = format!("/api/customers/{}/commands", customer.as_str().unwrap());
    let id = uuid::Uuid::now_v7();
    let set = |fields: Value| json!({ "command": { "set_fields": { "collection": "contact", "id": id, "fields": fields } } });
    let contact = |page: &Value| {
        let contacts = page["contacts"].as_array().unwrap().clone();
        contacts.into_iter().find(|contact| contact["id"] == json!(id))
    };
    let nameless = set(json!({ "phone": { "text": "1" } }));
    assert_eq!(desk.refused(&path, &nameless).await, (409, "customer.contact_name_missing".to_owned()));
    desk.put(&path, &set(json!({ "name": { "text": "刘工" }, "phone": { "text": "139" } }))).await;
    let changed = desk.put(&path, &set(json!({ "role": { "text": "Plant manager" } }))).await;
    let found = contact(&changed).unwrap();
    assert_eq!(
        (&found["name"], &found["phone"], &found["role"]),
        (&json!("刘工"), &json!("139"), &json!("Plant manager"))
    );
    let remove = json!({ "command": { "remove_item": { "collection": "contact", "id": id } } });
    assert_eq!(contact(&desk.put(&path, &remove).await), None);
}

/// What money depends on is on the machine's page, and changed there by the office (R32).
#[tokio::test]
async fn r32_a_machines_warranty_terms_are_shown_and_changed() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let listed = desk.get("/api/assets?q=AC75-190332").await;
    let path = format!("/api/assets/{}", listed["assets"][0]["id"].as_str().unwrap());
    let set =
        |name: &str, value: Value| json!({ "command": { "set_fact": { "name": name, "value": value } } });
    let commands = format!("{path}/commands");
    desk.put(&commands, &set("warranty_months", json!({ "integer": 36 }))).await;
    desk.put(&commands, &set("repair_days", json!({ "integer": 4 }))).await;
    let hours = json!({ "reading": { "milli": 8_200_000, "unit": "h" } });
    desk.put(&commands, &set("running_hours", hours)).await;
    let shown = desk.get(&path).await;
    let terms = ["warranty_months", "repair_days", "running_hours"].map(|name| shown[name].as_i64());
    assert_eq!(terms, [Some(36), Some(4), Some(8_200)]);
    let slip = set("warranty_months", json!({ "integer": 601 }));
    assert_eq!(desk.refused(&commands, &slip).await, (409, "value.out_of_range".to_owned()));
}

fn fact(name: &str, text: &str) -> Edit {
    Edit::Fact { name: name.to_owned(), value: Fact::Text(text.to_owned()) }
}
