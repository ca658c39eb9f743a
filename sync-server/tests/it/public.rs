//! What anybody may ask.

use jobsheet_server::api::router::openapi;

use crate::support::start;
use jobsheet_kit::desk::http;

#[tokio::test]
async fn a_server_says_that_it_is_up_and_ready_and_stops_when_asked() {
    let server = start().await;
    let get = async |path: &str| http().get(format!("{}{path}", server.base)).send().await.unwrap();
    assert_eq!(get("/health").await.status(), 200);
    assert_eq!(get("/ready").await.status(), 200);
    let keys: serde_json::Value = get("/.well-known/jwks.json").await.json().await.unwrap();
    assert!(keys["keys"].as_array().unwrap().len() >= 2, "the server's key and the office's");
    assert_eq!(get("/api/nonsense").await.status(), 404);
    let base = server.base.clone();
    server.running.stop().await;
    assert!(http().get(format!("{base}/health")).send().await.is_err());
}

#[tokio::test]
async fn every_answer_has_its_security_headers() {
    let server = start().await;
    let answer = http().get(format!("{}/", server.base)).send().await.unwrap();
    for header in ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy"]
    {
        assert!(answer.headers().contains_key(header), "{header}");
    }
}

/// A client made from the description knows which routes need a session, and what comes without one.
#[tokio::test]
async fn what_needs_a_session_is_described_so() {
    let server = start().await;
    let description = serde_json::to_value(openapi()).unwrap();
    assert_eq!(description["components"]["securitySchemes"]["session"]["in"], "cookie");
    let nobody = uuid::Uuid::nil().to_string();
    for (path, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let url = format!("{}{}", server.base, path.replace("{id}", &nobody).replace("{sha256}", "0"));
            let request = http().request(method.to_uppercase().parse().unwrap(), url).body("{}");
            let status = request.header("idempotency-key", "key").send().await.unwrap().status();
            let told = operation["responses"].get("401").is_some() && operation["security"].is_array();
            assert_eq!(status == 401 && path != "/api/login", told, "{method} {path}: {status}");
        }
    }
}

/// The committed description is the one the server gives. To renew it:
/// `cargo run -p jobsheet-server -- openapi > sync-server/openapi.json`.
#[test]
fn the_committed_description_of_the_api_is_current() {
    let committed = include_str!("../../openapi.json");
    let current = openapi().to_pretty_json().unwrap();
    assert!(committed.trim() == current.trim(), "the API changed: renew the committed description");
}
