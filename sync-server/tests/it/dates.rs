//! Days at the console (R32): a day stays that day, whatever becomes of the organisation's time zone.

use jobsheet_server::ledger::{Accounts, Documents};
use serde_json::{Value, json};

use crate::support::start;
use jobsheet_kit::desk::Desk;

/// 2026-02-15 in China, as version 1 stored it.
const FEBRUARY_15: i64 = 1_771_084_800_000;

async fn machine(desk: &Desk, serial: &str, day: &Value) -> Value {
    let customer = desk.get("/api/customers?limit=1").await["customers"][0]["id"].clone();
    let asked =
        json!({ "customer": customer, "product_model": "X-1", "serial": serial, "acceptance_date": day });
    desk.put("/api/assets", &asked).await
}

/// What page and list say of a machine's acceptance.
async fn accepted(desk: &Desk, machine: &Value) -> [Value; 2] {
    let page = desk.get(&format!("/api/assets/{}", machine["id"].as_str().unwrap())).await;
    let list = desk.get(&format!("/api/assets?q={}", machine["serial"].as_str().unwrap())).await;
    [page["acceptance_date"].clone(), list["assets"][0]["acceptance_date"].clone()]
}

#[tokio::test]
async fn r32_a_day_of_acceptance_goes_in_and_out_as_its_date() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let made = machine(&desk, "DAY-1", &json!("2026-02-15")).await;
    let commands = format!("/api/assets/{}/commands", made["id"].as_str().unwrap());
    let set =
        |value: Value| json!({ "command": { "set_fact": { "name": "acceptance_date", "value": value } } });
    assert_eq!(accepted(&desk, &made).await, [json!("2026-02-15"), json!("2026-02-15")]);
    desk.put(&commands, &set(json!({ "date": "2026-03-01" }))).await;
    assert_eq!(accepted(&desk, &made).await, [json!("2026-03-01"), json!("2026-03-01")]);
    desk.put(&commands, &set(json!({ "time": FEBRUARY_15 }))).await;
    assert_eq!(accepted(&desk, &made).await, [json!("2026-02-15"), json!("2026-02-15")]);
    let slip = desk.refused(&commands, &set(json!({ "time": i64::MAX }))).await;
    assert_eq!(slip, (409, "value.out_of_range".to_owned()));
    assert_eq!(desk.refused(&commands, &set(json!({ "date": "2026-02-30" }))).await.0, 400);
}

#[tokio::test]
async fn r32_an_organisation_that_moves_keeps_its_days() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let made = machine(&desk, "DAY-2", &json!("2026-02-15")).await;
    let organisation = server.ledger().organisation().unwrap().unwrap().id;
    for zone in ["Europe/Berlin", "America/New_York", "Pacific/Auckland"] {
        let mut policy = desk.get("/api/policy").await;
        policy["time_zone"] = json!(zone);
        server.ledger().publish(organisation, "policy", policy.to_string().as_bytes()).unwrap();
        assert_eq!(accepted(&desk, &made).await, [json!("2026-02-15"), json!("2026-02-15")], "{zone}");
    }
}
