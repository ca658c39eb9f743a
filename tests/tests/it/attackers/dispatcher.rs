//! A dispatcher: an honest login that asks for more than it may.

use jobsheet_kit::server::TestServer;
use jobsheet_kit::tablet::Tablet;
use serde_json::json;

use super::signed;

/// The office signs for nobody, approves nothing it dispatched, and does not make up work in the field.
#[tokio::test]
async fn r9_the_office_writes_neither_signatures_nor_work_nor_approvals_of_its_own() {
    let server = TestServer::start_with(|_| {}).await;
    let (desk, tablet, order) = signed(&server).await;
    let record = serde_json::to_value(tablet.signoff(order)).unwrap();
    let before = desk.get(&format!("/api/orders/{order}")).await;
    for (command, refusals) in [
        (json!({ "sign_off": record }), ["server.not_found", "access.field_only"]),
        (json!("accept"), ["work_order.not_on_team", "access.field_only"]),
        (
            json!({ "finish": { "outcome": "solved", "language": "en" } }),
            ["work_order.not_now", "access.field_only"],
        ),
        (json!({ "approve": { "note": "" } }), ["access.wrong_role"; 2]),
    ] {
        let answer = desk.ask_order(order, command.clone()).await;
        let refusal = answer.body["code"].as_str().unwrap();
        assert!(refusals.contains(&refusal), "{refusal} for {command}");
    }
    let after = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!(after["timeline"], before["timeline"]);
    assert_eq!(after["signoff"]["valid"], true);
}

/// R54: a device in somebody's name takes that person's consent and a second person's eyes, and the person is told.
#[tokio::test]
async fn r54_nobody_enrols_a_device_as_somebody_else_alone() {
    let server = TestServer::start_with(|_| {}).await;
    let desk = server.desk("dispatcher").await;
    let person = desk.person("second").await;
    let asked = |password: Option<&str>| json!({ "user": person, "password": password });
    let refused = async |asked| desk.refused("/api/enrolments", &asked).await.1;
    assert_eq!(refused(asked(None)).await, "enrolment.consent_missing");
    assert_eq!(refused(asked(Some("a guess"))).await, "enrolment.consent_wrong");
    let made = desk.put("/api/enrolments", &asked(Some(jobsheet_kit::desk::PASSWORD))).await;
    let tablet = Tablet::enrol_unconfirmed(&desk, made["code"].as_str().unwrap()).await;
    let alone = desk.refused(&format!("/api/devices/{}/confirm", tablet.id), &json!({})).await;
    assert_eq!(alone, (409, "enrolment.second_person".to_owned()));
    let told = server.desk("second").await.get("/api/me").await;
    assert!(told.to_string().contains(&tablet.id.to_string()), "the person is told: {told}");
}
