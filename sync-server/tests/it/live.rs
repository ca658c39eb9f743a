//! Live updates reach open screens and devices in the foreground, and end when the server stops.

use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::json;

use crate::support::start;
use jobsheet_kit::tablet::Tablet;

const LONGEST: Duration = Duration::from_secs(20);

/// Reads a stream until it says `wanted`; whether it did before it ended.
async fn heard(stream: &mut Response, wanted: &str) -> bool {
    let mut text = String::new();
    let reading = async {
        while let Ok(Some(piece)) = stream.chunk().await {
            text.push_str(&String::from_utf8_lossy(&piece));
            if text.contains(wanted) {
                return true;
            }
        }
        false
    };
    tokio::time::timeout(LONGEST, reading).await.unwrap()
}

#[tokio::test]
async fn a_change_reaches_every_open_screen_and_device() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    let mut screen = desk.request(Method::GET, "/api/live").send().await.unwrap();
    assert_eq!(screen.headers()["content-type"], "text/event-stream");
    let mut tablet = device.send(Method::GET, "/v1/live", &[], Vec::new()).await;
    assert_eq!(tablet.status(), 200);
    let order = desk.raise("LC3015-240817", "Laser stops").await;
    assert!(heard(&mut screen, &order.to_string()).await);
    assert!(heard(&mut tablet, "event: position").await);
}

#[tokio::test]
async fn a_stopping_server_ends_its_streams_and_finishes_what_is_under_way() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut screen = desk.request(Method::GET, "/api/live").send().await.unwrap();
    let call = json!({ "channel": "phone", "caller": "Sun Wei", "fault": "It stops." });
    desk.put("/api/requests", &call).await;
    let stopped = tokio::time::timeout(LONGEST, server.running.stop());
    let (stopped, spoke_after) = tokio::join!(stopped, heard(&mut screen, "never said"));
    assert!(stopped.is_ok() && !spoke_after);
}

/// C13: who logs out or is revoked hears nothing more.
#[tokio::test]
async fn a_stream_ends_with_its_session_and_its_device() {
    let server = start().await;
    let [desk, other] = [server.desk("dispatcher").await, server.desk("dispatcher").await];
    let mut device = Tablet::enrol(&desk, "lead").await;
    let mut screen = desk.request(Method::GET, "/api/live").send().await.unwrap();
    let mut others = other.request(Method::GET, "/api/live").send().await.unwrap();
    let mut tablet = device.send(Method::GET, "/v1/live", &[], Vec::new()).await;
    desk.put(&format!("/api/devices/{}/revoke", device.id), &json!({})).await;
    assert!(!heard(&mut tablet, "never said").await, "it ended");
    desk.request(Method::POST, "/api/logout").send().await.unwrap();
    assert!(!heard(&mut screen, "never said").await, "it ended");
    let order = other.raise("LC3015-240817", "Laser stops").await;
    assert!(heard(&mut others, &order.to_string()).await, "and nobody else's did");
}

/// C13: streams are counted by whose they are.
#[tokio::test]
async fn one_person_does_not_take_every_stream() {
    let server = start().await;
    let [desk, other] = [server.desk("dispatcher").await, server.desk("manager").await];
    let mut open = Vec::new();
    for _ in 0..8 {
        open.push(desk.request(Method::GET, "/api/live").send().await.unwrap());
    }
    assert_eq!(desk.request(Method::GET, "/api/live").send().await.unwrap().status(), 503);
    assert_eq!(other.request(Method::GET, "/api/live").send().await.unwrap().status(), 200);
}
