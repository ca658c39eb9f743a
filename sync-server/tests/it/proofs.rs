//! Every request of a device proves its key (RFC 9449 in manner).

use jobsheet_server::ledger::Accounts;
use jobsheet_signing::{ChangeKey, sign_proof};
use reqwest::Method;
use serde_json::json;

use crate::support::{start, start_with};
use jobsheet_kit::desk::code;
use jobsheet_kit::tablet::Tablet;

const SYNC: &str = "/v1/sync";

#[tokio::test]
async fn a_proof_is_good_for_one_request_only() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    let proof = sign_proof(&device.key, &device.proof("POST", SYNC, b"")).unwrap();
    let first = device.send_with(&proof, Method::POST, SYNC, &[], Vec::new()).await;
    assert_eq!(first.status(), 400, "the proof holds, and an empty body is not the protocol");
    let second = device.send_with(&proof, Method::POST, SYNC, &[], Vec::new()).await;
    assert!(second.headers().contains_key("jobsheet-nonce"), "a new nonce comes with the refusal");
    assert_eq!(code(second).await, (401, "request.replayed".to_owned()));
    assert!(device.sync().await.is_empty(), "the device goes on with the new nonce");
}

#[tokio::test]
async fn a_nonce_nobody_gave_is_refused_with_a_new_one() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    device.http_nonce = jobsheet_signing::encoding::base64url(&[7; 16]);
    let answer = device.send(Method::POST, SYNC, &[], Vec::new()).await;
    assert_eq!(code(answer).await, (401, "request.nonce_stale".to_owned()));
    assert!(device.sync().await.is_empty());
}

#[tokio::test]
async fn an_old_nonce_ends_once_a_newer_one_was_used() {
    let server = start_with(|config| config.times.nonce_grace_ms = 0).await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    let old = device.http_nonce.clone();
    device.sync().await;
    device.sync().await;
    device.http_nonce = old;
    let answer = device.send(Method::POST, SYNC, &[], Vec::new()).await;
    assert_eq!(code(answer).await, (401, "request.nonce_stale".to_owned()));
}

#[tokio::test]
async fn a_proof_covers_method_address_body_and_key() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    for (method, path, body) in
        [("GET", SYNC, b"".as_slice()), ("POST", "/v1/blobs", b""), ("POST", SYNC, b"x")]
    {
        let proof = sign_proof(&device.key, &device.proof(method, path, body)).unwrap();
        let answer = device.send_with(&proof, Method::POST, SYNC, &[], Vec::new()).await;
        assert_eq!(code(answer).await, (401, "request.proof_invalid".to_owned()));
    }
    let stranger = ChangeKey::from_seed(&[9; 32]);
    let proof = sign_proof(&stranger, &device.proof("POST", SYNC, b"")).unwrap();
    let answer = device.send_with(&proof, Method::POST, SYNC, &[], Vec::new()).await;
    assert_eq!(code(answer).await, (401, "device.unknown".to_owned()));
    let answer = device.http.post(format!("{}{SYNC}", device.base)).send().await.unwrap();
    assert_eq!(code(answer).await, (401, "request.proof_invalid".to_owned()));
}

/// R54: at once.
#[tokio::test]
async fn r54_a_revoked_device_is_turned_away() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    desk.put(&format!("/api/devices/{}/revoke", device.id), &json!({})).await;
    let answer = device.send(Method::POST, SYNC, &[], Vec::new()).await;
    assert_eq!(code(answer).await, (401, "device.revoked".to_owned()));
}

/// R54: an account that ended reads no more, on whatever device.
#[tokio::test]
async fn r54_the_device_of_a_user_who_left_is_turned_away() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    assert!(device.sync().await.is_empty());
    let ledger = server.ledger();
    let organisation = ledger.organisation().unwrap().unwrap().id;
    let mut lead = ledger.user_by_name(organisation, "lead").unwrap().unwrap();
    lead.active = false;
    ledger.put_user(organisation, &lead).unwrap();
    for (method, path) in [(Method::POST, SYNC), (Method::GET, "/v1/live")] {
        let answer = device.send(method, path, &[], Vec::new()).await;
        assert_eq!(code(answer).await, (403, "access.forbidden".to_owned()), "{path}");
    }
    let mut other = Tablet::enrol(&desk, "second").await;
    assert!(other.sync().await.is_empty(), "nobody else is affected");
}

#[tokio::test]
async fn a_body_beyond_the_caps_is_refused_before_it_is_unpacked() {
    let server = start_with(|config| {
        config.limits.request_bytes = 64 << 10;
        config.limits.decompressed_bytes = 1 << 20;
    })
    .await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    let large = device.send(Method::POST, SYNC, &[], vec![0; 65 << 10]).await;
    assert_eq!(large.status(), 413);
    let bomb = zstd::bulk::compress(&vec![0; 64 << 20], 3).unwrap();
    assert!(bomb.len() < 64 << 10);
    let packed = [("content-encoding", "zstd".to_owned())];
    let answer = device.send(Method::POST, SYNC, &packed, bomb).await;
    assert_eq!(code(answer).await, (413, "request.too_large".to_owned()));
}
