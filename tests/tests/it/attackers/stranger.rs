//! A stranger on the network: no account, no device, and every request they overhear.

use std::collections::BTreeSet;

use jobsheet_kit::desk::{code, http};
use jobsheet_kit::server::TestServer;
use jobsheet_kit::tablet::Tablet;
use jobsheet_server::api::router::openapi;
use jobsheet_signing::sign_proof;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// What is said to anybody: that the server is well, which keys it has, what of evidence holds, and what became of a statement to
/// who holds it. A login asks for a password.
const PUBLIC: [&str; 7] = [
    "/.well-known/jobsheet-keys.json",
    "/.well-known/jwks.json",
    "/api/login",
    "/api/standing/{document}/{statement}",
    "/api/verify",
    "/health",
    "/ready",
];
/// What devices ask under a proof of their key.
const OF_DEVICES: [(&str, &str); 6] = [
    ("POST", "/v1/sync"),
    ("GET", "/v1/live"),
    ("POST", "/v1/enrolments"),
    ("POST", "/v1/blobs"),
    ("HEAD", "/v1/blobs/uploads/00000000000000000000000000000000"),
    ("GET", "/v1/blobs/0000000000000000000000000000000000000000000000000000000000000000"),
];

async fn status(server: &TestServer, method: &str, path: &str) -> u16 {
    let method: Method = method.to_uppercase().parse().unwrap();
    let asked =
        http().request(method, format!("{}{path}", server.base)).header("idempotency-key", "stranger");
    asked.json(&json!({})).send().await.unwrap().status().as_u16()
}

/// Every door there is, whatever is added: it opens to a login or is on the short list.
#[tokio::test]
async fn no_door_but_the_public_ones_opens_without_a_login_or_a_proof() {
    let server = TestServer::start_with(|_| {}).await;
    let described: Value = serde_json::to_value(openapi()).unwrap();
    let mut asked = BTreeSet::new();
    for (path, methods) in described["paths"].as_object().unwrap() {
        if PUBLIC.contains(&path.as_str()) {
            continue;
        }
        for method in methods.as_object().unwrap().keys() {
            let here = path.replace("{sha256}", &"0".repeat(64)).replace("{digest}", &"0".repeat(64));
            let here = here.replace("{id}", &Uuid::nil().to_string()).replace("{event}", &"0".repeat(32));
            assert!(!here.contains('{'), "{here}");
            assert_eq!(status(&server, method, &here).await, 401, "{method} {here}");
            asked.insert(here);
        }
    }
    assert!(asked.len() > 30, "{asked:?}");
    for (method, path) in OF_DEVICES {
        assert_eq!(status(&server, method, path).await, 401, "{method} {path}");
    }
}

/// A proof is for one request of one device, once: overheard, it asks nothing else and nothing again.
#[tokio::test]
async fn a_request_that_was_overheard_opens_nothing_again_and_nothing_else() {
    let server = TestServer::start_with(|_| {}).await;
    let desk = server.desk("dispatcher").await;
    let mut tablet = Tablet::enrol(&desk, "second").await;
    tablet.sync().await;
    let proof = sign_proof(&tablet.key, &tablet.proof("POST", "/v1/enrolments", b"")).unwrap();
    let mut heard = async |method: Method, path: &str, body: &[u8]| {
        tablet.send_with(&proof, method, path, &[], body.to_vec()).await
    };
    let invalid = (401, "request.proof_invalid".to_owned());
    for (method, path, body) in [
        (Method::POST, "/v1/sync", &b""[..]),
        (Method::GET, "/v1/enrolments", b""),
        (Method::POST, "/v1/enrolments?more", b""),
        (Method::POST, "/v1/enrolments", b"more"),
    ] {
        let answer = heard(method, path, body).await;
        if answer.status() != 405 {
            assert_eq!(code(answer).await, invalid, "{path}");
        }
    }
    assert_eq!(heard(Method::POST, "/v1/enrolments", b"").await.status(), 200, "to whom it belongs");
    let again = code(heard(Method::POST, "/v1/enrolments", b"").await).await;
    assert_eq!(again, (401, "request.replayed".to_owned()));
}
