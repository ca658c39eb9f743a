//! What anybody may ask.

use jobsheet_domain::aggregates::KINDS;
use jobsheet_kit::server::TestServer;
use jobsheet_server::api::router::openapi;
use jobsheet_server::ledger::{Accounts as _, Documents as _};

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

/// C12: a server whose clock fell behind its ledger dates nothing before what it knows, and says that it is not well.
#[tokio::test]
async fn a_server_whose_clock_fell_behind_says_so_and_goes_on() {
    let server = start().await;
    let organisation = server.ledger().organisation().unwrap().unwrap().id;
    let ahead = server.ledger().newest_time(organisation).unwrap().unwrap().0 + 86_400_000;
    let folder = server.stop().await;
    let ledger = folder.path().join("data/ledger.sqlite");
    let hour = rusqlite::Connection::open(ledger).unwrap();
    hour.execute("UPDATE hour SET at = ?1", [ahead]).unwrap();
    let again = async |folder, accept_clock| {
        TestServer::on(folder, KINDS, |config| config.accept_clock = accept_clock).await
    };
    let ready =
        async |server: &TestServer| http().get(format!("{}/ready", server.base)).send().await.unwrap();
    let server = again(folder, false).await;
    let answer = ready(&server).await;
    assert_eq!(answer.status(), 503);
    assert!(answer.text().await.unwrap().contains("server.clock"));
    let desk = server.desk("dispatcher").await;
    let order = desk.raise("AC75-190332", "Belt worn").await;
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert!(page["reported_at"].as_i64().is_none_or(|at| at >= ahead), "{page}");
    let server = again(server.stop().await, true).await;
    assert_eq!(ready(&server).await.status(), 200);
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

/// D3: over TLS the session's cookie is this host's alone, and nobody comes without TLS again.
#[tokio::test]
async fn over_tls_the_session_is_bound_to_host_and_tls() {
    let headers = async |public_url: Option<&str>| {
        let public_url = public_url.map(str::to_owned);
        let server = crate::support::start_with(|config| config.public_url = public_url).await;
        let asked = serde_json::json!({ "name": "dispatcher", "password": jobsheet_kit::desk::PASSWORD });
        let answer = http().post(format!("{}/api/login", server.base)).json(&asked).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let named = |name| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        (named("set-cookie").unwrap(), named("strict-transport-security"))
    };
    let (cookie, strict) = headers(Some("https://jobs.example")).await;
    assert!(cookie.starts_with("__Host-jobsheet_session=") && cookie.contains("; Secure"), "{cookie}");
    assert_eq!(strict.unwrap(), "max-age=31536000");
    let (cookie, strict) = headers(None).await;
    assert!(cookie.starts_with("jobsheet_session=") && !cookie.contains("Secure") && strict.is_none());
}

/// D1: a form of another site logs nobody in: it cannot send JSON without being asked for leave.
#[tokio::test]
async fn a_form_of_another_site_logs_nobody_in() {
    let server = start().await;
    let body =
        serde_json::json!({ "name": "dispatcher", "password": jobsheet_kit::desk::PASSWORD }).to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let asked = http().post(format!("{}/api/login", server.base)).header("content-type", kind);
        let answer = asked.body(body.clone()).send().await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.headers().get("set-cookie")), (415, None), "{kind}");
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
