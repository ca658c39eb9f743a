//! What an operator watches: numbers by route and verdict, on an address of their own.

use jobsheet_domain::work_order::WorkOrderCommand;
use jobsheet_kit::desk::http;
use jobsheet_kit::tablet::Tablet;
use uuid::Uuid;

use crate::support::start_with;

/// The value of a line.
fn value(text: &str, line: &str) -> f64 {
    let found = text.lines().find_map(|one| one.strip_prefix(line));
    found.unwrap_or_else(|| panic!("{line} in {text}")).trim().parse().unwrap()
}

#[tokio::test]
async fn what_a_server_does_is_counted_and_names_nobody() {
    let server = start_with(|config| config.metrics = Some("127.0.0.1:0".parse().unwrap())).await;
    let read = async || {
        let url = format!("http://{}/metrics", server.running.metrics.unwrap());
        http().get(url).send().await.unwrap().text().await.unwrap()
    };
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(&desk, "second").await;
    device.sync().await;
    let before = read().await;
    device.tap(order, &WorkOrderCommand::Accept);
    device.sync().await;
    desk.get(&format!("/api/orders/{order}")).await;
    for path in ["/api/orders/nonsense", "/api/nothing/of/the/kind", "/../etc/passwd"] {
        http().get(format!("{}{path}", server.base)).send().await.unwrap();
    }
    for method in ["MADEUP", "NONSENSE"] {
        let asked = http().request(method.parse().unwrap(), format!("{}/api/orders", server.base));
        asked.send().await.unwrap();
    }
    let after = read().await;
    let earlier = |line: &str| if before.contains(line) { value(&before, line) } else { 0.0 };
    let grown = |line: &str| value(&after, line) - earlier(line);
    assert_eq!(grown(r#"jobsheet_runs_total{verdict="stored"}"#), 1.0);
    assert_eq!(grown(r#"jobsheet_requests_total{route="/v1/sync",method="POST",status="200"}"#), 1.0);
    assert_eq!(grown(r#"jobsheet_requests_total{route="/api/orders/{id}",method="GET",status="200"}"#), 1.0);
    assert_eq!(grown(r#"jobsheet_request_seconds_count{route="/v1/sync"}"#), 1.0);
    assert!(grown("jobsheet_feed_position") >= 1.0);
    assert!(value(&after, "jobsheet_ledger_bytes") > 100_000.0);
    assert_eq!(value(&after, "jobsheet_clock_off_milliseconds"), 0.0);
    assert!(after.ends_with("# EOF\n"));
    for secret in [&order.to_string(), "nonsense", "MADEUP", "NONSENSE", "nothing", "passwd", "dispatcher"] {
        assert!(!after.contains(secret), "{secret}");
    }
    let outside = http().get(format!("{}/metrics", server.base)).send().await.unwrap();
    assert!(!outside.text().await.unwrap().contains("jobsheet_runs"), "not where everybody asks");
    let address = server.running.metrics.unwrap();
    server.running.stop().await;
    assert!(http().get(format!("http://{address}/metrics")).send().await.is_err());
}

/// Whoever reports a failure says which request it was; what they call it themselves does not count.
#[tokio::test]
async fn every_answer_has_a_name_of_its_own() {
    let server = start_with(|_| {}).await;
    let mut names = std::collections::BTreeSet::new();
    for path in ["/health", "/api/orders", "/v1/sync", "/nothing"] {
        let asked = http().get(format!("{}{path}", server.base)).header("x-request-id", "mine");
        let answer = asked.send().await.unwrap();
        let name: Uuid = answer.headers()["x-request-id"].to_str().unwrap().parse().unwrap();
        assert!(names.insert(name));
    }
}
