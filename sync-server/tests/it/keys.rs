//! What a verification makes of keys: whose they are, what they may sign, from when to when.

use jobsheet_domain::work_order::WorkOrderCommand;
use jobsheet_evidence::{Bundle, Published, verify_bundle};
use jobsheet_signing::encoding::{base64url, from_base64url};
use jobsheet_signing::{Jwks, Receipt, sign_receipt};
use serde_json::{Value, json};

use crate::evidence::{finished, signed};
use crate::support::start;
use jobsheet_kit::tablet::Tablet;

/// Codes of the checks that fail.
fn broken(bundle: &Bundle, published: Option<&Jwks>) -> Vec<String> {
    let published = published.cloned().map(Published::Set);
    let found = verify_bundle(bundle, published.as_ref());
    found.checks.iter().filter(|check| !check.ok()).map(|check| check.finding.code.to_string()).collect()
}

/// Evidence that an enrolled insider altered: his device's key poses as the server's and countersigns the statement for
/// another time.
fn with_a_server_key_of(insider: &Tablet, evidence: &Value) -> Value {
    let mut forged = evidence.clone();
    let id = insider.key.public().id();
    let mut keys: Vec<Value> = forged["keys"].as_array().unwrap().clone();
    for key in keys.iter_mut().filter(|key| key["kind"] == "server") {
        key["key"]["x"] = json!(base64url(insider.key.public().as_bytes()));
        key["device"] = json!(insider.id.to_string());
    }
    forged["keys"] = json!(keys);
    forged["server_jwks"] = json!(Jwks::publish([&insider.key.public()]));
    assert!(forged["server_jwks"]["keys"][0]["kid"] == id.to_string());
    let payload = evidence["receipts"][0].as_str().unwrap().split('.').nth(1).unwrap();
    let mut receipt: Receipt = serde_json::from_slice(&from_base64url(payload).unwrap()).unwrap();
    receipt.received_at_ms -= 86_400_000;
    forged["receipts"][0] = json!(sign_receipt(&insider.key, &receipt).unwrap());
    forged
}

/// R61: every enrolled device's key is published; that does not make it the server's.
#[tokio::test]
async fn r61_an_insiders_key_does_not_pass_for_the_servers() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = finished(&desk).await;
    // A device of before: its statement has no word of the real server, which the forged key could not have signed.
    let word = device.checkpoint.take();
    let record = device.signoff(order);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
    device.sync().await;
    let insider = Tablet::enrol(&desk, "lead").await;
    let evidence = desk.first_form(order).await;
    assert!(word.is_some());
    let published: Jwks = serde_json::from_value(desk.get("/.well-known/jwks.json").await).unwrap();
    assert!(published.find(&insider.key.public().id()).is_some(), "it is published");
    let honest: Bundle = serde_json::from_value(evidence.clone()).unwrap();
    assert_eq!(broken(&honest, Some(&published)), [""; 0]);
    let forged = with_a_server_key_of(&insider, &evidence);
    let forged: Bundle = serde_json::from_value(forged).unwrap();
    assert_eq!(broken(&forged, None), [""; 0], "without the published keys nothing is wrong with it");
    let found = verify_bundle(&forged, Some(&Published::Set(published)));
    let misused = found.checks.iter().find(|check| !check.ok()).unwrap();
    assert_eq!(misused.finding.code, "evidence.keys.misused");
    assert_eq!(misused.finding.parameters["field"], "purpose");
    let (_, of_now) = signed(&desk).await;
    let forged = with_a_server_key_of(&insider, &desk.first_form(of_now).await);
    let forged: Bundle = serde_json::from_value(forged).unwrap();
    assert_eq!(
        broken(&forged, None),
        ["evidence.statement.differs"],
        "R62: the statement has the real server's word in it"
    );
}

/// R54: what a key signed before its revocation stays; what bears a later position does not, also when the evidence was
/// made before anybody knew.
#[tokio::test]
async fn r54_a_revocation_counts_from_its_position() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (device, order) = signed(&desk).await;
    let early = desk.first_form(order).await;
    let early: Bundle = serde_json::from_value(early).unwrap();
    desk.put(&format!("/api/devices/{}/revoke", device.id), &json!({})).await;
    let mut published: Jwks = serde_json::from_value(desk.get("/.well-known/jwks.json").await).unwrap();
    assert_eq!(broken(&early, Some(&published)), [""; 0], "it was signed before");
    let of_device = published.keys.iter_mut().filter_map(|key| key.jobsheet.as_mut());
    for standing in of_device.filter(|standing| standing.device == *device.id.0.as_bytes()) {
        assert!(standing.revoked_at.is_some());
        standing.revoked_at = Some(standing.valid_from + 1);
    }
    assert_eq!(broken(&early, Some(&published)), ["evidence.runs.broken", "evidence.statement.broken"]);
}

/// A receipt for another position than the one the sign-off was stored at says something false.
#[tokio::test]
async fn r62_a_receipt_names_the_position_of_its_sign_off() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order) = signed(&desk).await;
    let mut evidence = desk.first_form(order).await;
    let last = evidence["runs"].as_array().unwrap().len() - 1;
    let position = evidence["runs"][last]["position"].as_u64().unwrap();
    evidence["runs"][last]["position"] = json!(position + 1);
    let bundle: Bundle = serde_json::from_value(evidence).unwrap();
    assert_eq!(broken(&bundle, None), ["evidence.receipt.elsewhere"]);
}
