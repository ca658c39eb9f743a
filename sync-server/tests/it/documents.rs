//! Documents of any kind: a kind without a desk of its own is begun, listed, shown and worked on all the same. The complaint,
//! which has one, is looked at here as if it had none.

use jobsheet_domain::aggregates::KINDS;
use serde_json::{Value, json};

use crate::support::start;
use jobsheet_kit::desk::Desk;

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
    let server = start().await;
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
    let server = start().await;
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
    let asked: Vec<&Value> =
        form(&page, "propose")["fields"].as_array().unwrap().iter().map(|field| &field["name"]).collect();
    assert_eq!(asked, ["remedy", "plan", "cost"], "in the order of the command");
    assert_eq!(field(form(&page, "propose"), "cost")["holds"], "money");
    assert_eq!(field(form(&page, "investigate"), "investigator")["holds"], "person");
    assert_eq!(form(&page, "settle")["fields"], Value::Null, "a page settles contests in a way of its own");
}

#[tokio::test]
async fn nobody_is_asked_to_type_the_key_of_an_event_or_the_digest_of_a_file() {
    let server = start().await;
    let dispatcher = server.desk("dispatcher").await;
    let kinds = dispatcher.get("/api/documents/kinds").await;
    let begins = &kinds[KINDS.iter().count() - 1]["begins"];
    assert_eq!(field(begins, "order")["holds"], "document");
    let names: Vec<&Value> = begins["fields"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert!(!names.contains(&&json!("remark")), "a remark is the key of a sign-off: {names:?}");
    let page = begun(&dispatcher).await;
    assert_eq!(form(&page, "add_photo")["fields"], Value::Null);
    assert_eq!(
        field(form(&page, "tell"), "satisfied")["holds"],
        "flag",
        "what may be absent has a field too"
    );
    assert_eq!(field(form(&page, "close"), "reason")["required"], false);
}

#[tokio::test]
async fn a_command_that_only_writes_is_there_to_be_asked_and_what_is_no_command_is_not() {
    let server = start().await;
    let dispatcher = server.desk("dispatcher").await;
    let page = begun(&dispatcher).await;
    let id = page["id"].as_str().unwrap();
    assert_eq!(form(&page, "edit_text")["refusal"], Value::Null);
    let text = json!({ "field": "notes", "base": page["heads"], "text": "Ring the gate." });
    let path = format!("/api/documents/{id}/commands");
    let page = dispatcher.put(&path, &json!({ "complaint": { "edit_text": text } })).await;
    assert_eq!(page["texts"].as_array().unwrap().last().unwrap()["text"], "Ring the gate.");

    let order = dispatcher.raise("LC3015-240817", "Laser stops").await;
    let page = dispatcher.get(&format!("/api/documents/{order}")).await;
    let named = page["possible"].as_array().unwrap();
    assert!(named.iter().all(|one| one["command"] != "edit"), "a work order has no command of that name");
    assert!(named.iter().any(|one| one["command"] == "set_fact"));
}

#[tokio::test]
async fn every_kind_of_the_list_is_told_in_the_readers_words() {
    let server = start().await;
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

/// R2, R1: what belongs to a command beside its document is done by this route as by the desk's.
#[tokio::test]
async fn r2_a_complaint_begun_as_a_document_of_any_kind_ends_its_call() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let call = desk.put("/api/requests", &json!({ "channel": "phone", "fault": "It stops." })).await;
    let taken = json!({ "channel": "phone", "request": call["id"], "contact": "Sun Wei", "facts": "Again." });
    let page = desk.put("/api/documents", &json!({ "complaint": { "take": taken } })).await;
    let call = desk.get(&format!("/api/requests/{}", call["id"].as_str().unwrap())).await;
    assert_eq!(call["outcome"]["complaint"]["complaint"], page["id"]);
}

#[tokio::test]
async fn r2_an_order_raised_as_a_document_of_any_kind_copies_its_files_and_ends_its_call() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let machine = desk.get("/api/assets?limit=1").await["assets"][0].clone();
    let call = desk.put("/api/requests", &json!({ "channel": "phone", "fault": "It stops." })).await;
    let raise = json!({ "request": call["id"], "found_on_site": false, "customer": machine["customer"],
        "asset": machine["id"], "address": { "text": "Xinghu Street 328" }, "contact": "", "phone": "", "fault": "It stops.",
        "title": "Belt", "priority": "down", "product_model": "", "distance_m": null });
    let page = desk.put("/api/documents", &json!({ "work_order": { "raise": raise } })).await;
    assert!(page["number"].as_str().unwrap().starts_with("WO-"), "{page}");
    let model =
        page["facts"].as_array().unwrap().iter().find(|fact| fact["name"] == "product_model").unwrap();
    assert_eq!(model["values"][0]["text"], machine["model"]);
    let call = desk.get(&format!("/api/requests/{}", call["id"].as_str().unwrap())).await;
    assert_eq!(call["outcome"]["work_orders"]["orders"], json!([page["id"]]));
}

/// R1: of what nobody took down there is no line in the register, whatever else is written in it.
#[tokio::test]
async fn r1_a_document_that_begins_with_a_fact_takes_no_number() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let caller = json!({ "set_fact": { "name": "caller", "value": { "text": "Sun Wei" } } });
    let page = desk.put("/api/documents", &json!({ "request": caller })).await;
    assert_eq!(page["number"], "");
}

/// R52: a digest alone adds nothing to a document.
#[tokio::test]
async fn r52_a_photo_that_nobody_handed_in_is_named_by_no_route() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let page = begun(&desk).await;
    let path = format!("/api/documents/{}/commands", page["id"].as_str().unwrap());
    let digest = "ab".repeat(32);
    let photo = json!({ "id": uuid::Uuid::now_v7(), "stage": "fault", "caption": "", "original": digest, "normal": digest,
        "thumbnail": null, "normal_bytes": 9, "width": 4, "height": 3, "taken_at": 0, "position": null });
    let refused = desk.refused(&path, &json!({ "complaint": { "add_photo": photo } })).await;
    assert_eq!(refused, (404, "server.not_found".to_owned()));
}
