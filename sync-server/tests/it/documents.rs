//! Documents of any kind: a kind without a desk of its own is begun, listed, shown and worked on all the same. The complaint,
//! which has one, is looked at here as if it had none.

use jobsheet_domain::aggregates::KINDS;
use serde_json::{Value, json};

use crate::support::{Desk, TestServer};

async fn begun(desk: &Desk) -> Value {
    let taken =
        json!({ "channel": "phone", "contact": "Sun Wei", "facts": "Third belt this year.\nIt smells." });
    desk.put("/api/documents", &json!({ "complaint": { "take": taken } })).await
}

fn form<'a>(page: &'a Value, command: &str) -> &'a Value {
    page["possible"].as_array().unwrap().iter().find(|one| one["command"] == command).unwrap()
}

fn field<'a>(form: &'a Value, name: &str) -> &'a Value {
    form["fields"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()
}

#[tokio::test]
async fn a_document_of_any_kind_is_begun_listed_shown_and_worked_on() {
    let server = TestServer::start().await;
    let (dispatcher, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let page = begun(&dispatcher).await;
    let id = page["id"].as_str().unwrap();
    assert!(page["number"].as_str().unwrap().starts_with("CP-"), "it has the register's number: {page}");
    assert_eq!(page["title"], "Third belt this year.");
    let facts = page["texts"].as_array().unwrap().iter().find(|text| text["name"] == "facts").unwrap();
    assert_eq!(facts["text"], "Third belt this year.\nIt smells.");
    assert_eq!(page["timeline"][0]["kind"], "taken");
    assert_eq!(page["timeline"][0]["detail"]["channel"], "phone");

    let list = quality.get("/api/documents?kind=complaint&open=true&q=sun%20wei").await;
    assert_eq!((&list["documents"][0]["id"], &list["more"]), (&page["id"], &json!(false)));
    assert_eq!(list["documents"][0]["waits_for_roles"], json!(["quality", "manager"]));
    assert!(
        quality.get("/api/documents?kind=complaint&open=false").await["documents"]
            .as_array()
            .unwrap()
            .is_empty()
    );

    let ask = json!({ "complaint": { "grade": { "class": "quality", "severity": "major", "note": "" } } });
    let path = format!("/api/documents/{id}/commands");
    assert_eq!(dispatcher.refused(&path, &ask).await, (409, "access.wrong_role".to_owned()));
    let graded = quality.put(&path, &ask).await;
    assert_eq!(graded["waits_for_roles"], json!(["quality", "engineer"]));
    let other = json!({ "work_order": { "cancel": { "reason": "no" } } });
    assert_eq!(quality.refused(&path, &other).await, (409, "command.wrong_document".to_owned()));
    assert_eq!(quality.refused("/api/documents", &json!({ "spaceship": {} })).await.0, 400);
}

#[tokio::test]
async fn a_button_says_what_it_asks_for_or_why_it_cannot_be_asked() {
    let server = TestServer::start().await;
    let (dispatcher, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let page = begun(&dispatcher).await;
    assert_eq!(form(&page, "grade")["refusal"]["code"], "access.wrong_role");
    assert!(!form(&page, "grade")["refusal"]["message"].as_str().unwrap().is_empty());

    let page = quality.get(&format!("/api/documents/{}", page["id"].as_str().unwrap())).await;
    let grade = form(&page, "grade");
    assert_eq!(grade["refusal"], Value::Null);
    let class = field(grade, "class");
    assert_eq!((&class["holds"], &class["required"]), (&json!("choice"), &json!(true)));
    let classes: Vec<&Value> =
        class["choices"].as_array().unwrap().iter().map(|choice| &choice["name"]).collect();
    assert_eq!(classes, ["quality", "not_quality", "other"]);
    assert_eq!(field(form(&page, "propose"), "cost")["holds"], "money");
    assert_eq!(field(form(&page, "investigate"), "investigator")["holds"], "person");
    assert_eq!(form(&page, "settle")["fields"], Value::Null, "a page settles contests in a way of its own");
}

#[tokio::test]
async fn every_kind_of_the_list_is_told_in_the_readers_words() {
    let server = TestServer::start().await;
    let desk = server.desk("dispatcher").await;
    let kinds = desk.get("/api/documents/kinds").await;
    let told: Vec<&Value> = kinds.as_array().unwrap().iter().map(|kind| &kind["kind"]).collect();
    assert_eq!(
        told,
        KINDS.iter().map(|kind| json!(kind.name())).collect::<Vec<_>>().iter().collect::<Vec<_>>()
    );
    let complaint = &kinds[KINDS.iter().count() - 1];
    assert_eq!(complaint["begins"]["command"], "take");
    for kind in kinds.as_array().unwrap() {
        let list = desk.get(&format!("/api/documents?kind={}", kind["kind"].as_str().unwrap())).await;
        for row in list["documents"].as_array().unwrap() {
            let page = desk.get(&format!("/api/documents/{}", row["id"].as_str().unwrap())).await;
            assert_eq!((&page["kind"], &page["title"]), (&kind["kind"], &row["title"]));
        }
    }
}
