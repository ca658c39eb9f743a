//! Taking in requests: slow ones, stalled ones, large ones, and work that takes too long.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::start_with;
use jobsheet_kit::desk::http;

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
