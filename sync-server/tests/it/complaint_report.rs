//! The report of a complaint over HTTP (R41).

use reqwest::Method;
use serde_json::json;

use crate::complaints::{ask, taken};
use crate::support::start;
use jobsheet_kit::desk::Desk;

/// The report's page, and what it may do.
async fn report(desk: &Desk, id: &str, language: &str) -> (String, String) {
    let path = format!("/api/complaints/{id}/report{language}");
    let answer = desk.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    (answer.text().await.unwrap(), policy)
}

#[tokio::test]
async fn r41_a_complaint_has_a_report_in_the_language_asked_for_or_the_customers() {
    let server = start().await;
    let (desk, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let page = taken(&desk).await;
    let id = page["id"].as_str().unwrap();
    ask(&quality, id, json!({ "grade": { "class": "quality", "severity": "major", "note": "" } })).await;
    let order = desk.raise("AC75-190332", "Belt worn").await;
    ask(&desk, id, json!({ "link_order": { "order": order } })).await;
    let number = desk.get(&format!("/api/orders/{order}")).await["number"].clone();

    let (html, policy) = report(&desk, id, "?language=en").await;
    assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"), "{policy}");
    let said =
        ["Complaint report", "Third belt this year.", "A new drive", "Complaint settled", "AC75-190332"];
    for said in said.into_iter().chain([page["number"].as_str().unwrap(), number.as_str().unwrap()]) {
        assert!(html.contains(said), "{said}");
    }
    assert!(html.contains(page["customer_name"].as_str().unwrap()));
    let own =
        desk.get(&format!("/api/customers/{}", page["customer"].as_str().unwrap())).await["language"].clone();
    let (html, _) = report(&desk, id, "").await;
    assert!(html.contains(&format!("<html lang={own}>")), "{own}");
}

#[tokio::test]
async fn what_is_no_complaint_has_no_report_of_one() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.raise("AC75-190332", "Belt worn").await;
    let path = format!("/api/complaints/{order}/report");
    assert_eq!(desk.request(Method::GET, &path).send().await.unwrap().status(), 404);
    let stranger = jobsheet_kit::desk::http().get(format!("{}{path}", server.base)).send().await.unwrap();
    assert_eq!(stranger.status(), 401);
}
