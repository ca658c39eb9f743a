//! Taking in requests: slow ones, stalled ones, large ones, and work that takes too long.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::start_with;
use jobsheet_kit::desk::{PASSWORD, http};

/// What a person reads, and whether the answer has its security headers.
async fn told(answer: reqwest::Response) -> (u16, String, String, bool) {
    let (status, safe) = (answer.status().as_u16(), answer.headers().contains_key("x-frame-options"));
    let body: Value = answer.json().await.unwrap();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    (status, text("code"), text("message"), safe)
}

#[tokio::test]
async fn work_that_takes_too_long_is_told_in_the_readers_language() {
    let server = start_with(|config| config.times.request_ms = 0).await;
    let login = http().post(format!("{}/api/login", server.base)).header("accept-language", "zh-Hans");
    let answer = login.json(&json!({ "name": "dispatcher", "password": "x" })).send().await.unwrap();
    assert_eq!(told(answer).await, (503, "server.timeout".to_owned(), "处理超时，请重试。".to_owned(), true));
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_in_our_words() {
    let server = start_with(|config| config.limits.request_bytes = 10).await;
    for path in ["/api/login", "/v1/sync"] {
        let request = http().post(format!("{}{path}", server.base)).header("accept-language", "en");
        let (status, code, message, safe) = told(request.body("x".repeat(11)).send().await.unwrap()).await;
        assert_eq!((status, code.as_str(), safe), (413, "request.too_large", true), "{path}");
        assert!(!message.is_empty());
    }
}

/// The time a body takes to come is not the time its work takes: only one that stops coming is let go.
#[tokio::test]
async fn a_body_has_time_as_long_as_it_comes() {
    let server = start_with(|config| {
        config.times.request_ms = 0;
        config.times.body_idle_ms = 100;
    })
    .await;
    let mut stream = TcpStream::connect(server.base.strip_prefix("http://").unwrap()).await.unwrap();
    let head = "POST /api/login HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 10\r\n\r\nabc";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("request.stalled"), "{answer}");
}

/// What a server answers to the beginning of a request of which no more comes.
async fn answer_to(base: &str, beginning: &[u8]) -> String {
    let mut stream = TcpStream::connect(base.strip_prefix("http://").unwrap()).await.unwrap();
    stream.write_all(beginning).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn beginning(head: &str, bytes: usize) -> Vec<u8> {
    let head = format!("{head} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 9000000\r\n");
    [head.as_bytes(), b"\r\n", &vec![b'x'; bytes]].concat()
}

#[tokio::test]
async fn a_strangers_body_is_not_held_beyond_a_little() {
    let server = start_with(|_| {}).await;
    for (path, code) in [("/api/orders", "login.required"), ("/v1/sync", "login.required")] {
        let answer = answer_to(&server.base, &beginning(&format!("POST {path}"), 65_537)).await;
        assert!(answer.starts_with("HTTP/1.1 401") && answer.contains(code), "{path}: {answer}");
    }
    let login = answer_to(&server.base, &beginning("POST /api/login", 0)).await;
    assert!(login.starts_with("HTTP/1.1 413"), "a login that says it is large is not waited for: {login}");
}

#[tokio::test]
async fn a_strangers_body_has_its_time_and_a_persons_goes_on() {
    let server = start_with(|config| config.times.unknown_ms = 100).await;
    let answer = answer_to(&server.base, &beginning("POST /api/orders", 10)).await;
    assert!(answer.starts_with("HTTP/1.1 401"), "nobody waits for a stranger: {answer}");
    let login = http().post(format!("{}/api/login", server.base));
    let login = login.json(&json!({ "name": "dispatcher", "password": PASSWORD })).send().await.unwrap();
    let cookie = login.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let mut stream = TcpStream::connect(server.base.strip_prefix("http://").unwrap()).await.unwrap();
    let head = format!(
        "POST /api/orders HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: {cookie}\r\n\
         content-type: application/json\r\nidempotency-key: one\r\ncontent-length: 2\r\n\r\n{{"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut early = [0; 1];
    let waited = tokio::time::timeout(std::time::Duration::from_millis(400), stream.read(&mut early)).await;
    assert!(waited.is_err(), "a person's body is waited for");
    stream.write_all(b"}").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
}

#[tokio::test]
async fn connections_that_say_nothing_end_and_the_next_is_served() {
    let server = start_with(|config| {
        config.limits.connections = 2;
        config.times.unknown_ms = 200;
    })
    .await;
    let address = server.base.strip_prefix("http://").unwrap();
    let _silent = [TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap()];
    let health = http().get(format!("{}/health", server.base)).send().await.unwrap();
    assert_eq!(health.status(), 200);
}

#[tokio::test]
async fn nobody_elses_wrong_passwords_keep_a_right_one_out() {
    let server = start_with(|_| {}).await;
    let login = |from: &'static str, password: &'static str| {
        let asked = json!({ "name": "dispatcher", "password": password });
        let request = http().post(format!("{}/api/login", server.base)).header("x-forwarded-for", from);
        async move { request.json(&asked).send().await.unwrap().status().as_u16() }
    };
    for _ in 0..5 {
        assert_eq!(login("192.0.2.66", "wrong").await, 401);
    }
    assert_eq!(login("192.0.2.66", PASSWORD).await, 429, "who guesses waits");
    assert_eq!(login("192.0.2.7", PASSWORD).await, 200);
}

#[tokio::test]
async fn answers_about_people_are_kept_by_no_cache() {
    let server = start_with(|_| {}).await;
    let desk = server.desk("dispatcher").await;
    let orders = desk.request(reqwest::Method::GET, "/api/orders").send().await.unwrap();
    assert_eq!(orders.headers()["cache-control"], "no-store");
}

#[cfg(unix)]
#[tokio::test]
async fn the_data_folder_is_the_servers_own() {
    use std::os::unix::fs::PermissionsExt as _;
    let server = start_with(|_| {}).await;
    let mode = std::fs::metadata(server.data()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}
