//! A complaint at the console (R41, R28): taken down, graded, investigated, agreed, approved, carried out, told, closed.

use jobsheet_domain::aggregates::{KINDS, Subject, decide};
use jobsheet_domain::complaint::{self, ComplaintCommand};
use jobsheet_sync::Verdict;
use serde_json::{Value, json};

use crate::support::start;
use jobsheet_kit::desk::Desk;
use jobsheet_kit::tablet::Tablet;

/// Taken down by the dispatcher for the customer of a machine.
pub async fn taken(desk: &Desk) -> Value {
    let assets = desk.get("/api/assets?q=AC75-190332").await;
    let asset = &assets["assets"][0];
    desk.put(
        "/api/complaints",
        &json!({ "channel": "phone", "customer": asset["customer"], "asset": asset["id"], "product_model": asset["model"],
            "contact": "Sun Wei", "phone": "138 1266 7001", "title": "The belt breaks again and again",
            "facts": "Third belt this year.", "demand": "A new drive" }),
    )
    .await
}

/// Does something to a complaint that must work; the page afterwards.
pub async fn ask(desk: &Desk, id: &str, command: Value) -> Value {
    desk.put(&format!("/api/complaints/{id}/commands"), &json!({ "command": command })).await
}

#[tokio::test]
async fn r41_a_complaint_goes_from_the_customers_word_to_the_closed_file() {
    let server = start().await;
    let (dispatcher, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let manager = server.desk("manager").await;
    let page = taken(&dispatcher).await;
    let id = page["id"].as_str().unwrap();
    assert!(page["number"].as_str().unwrap().starts_with("CP-"), "{page}");
    assert_eq!(
        (&page["status"], &page["texts"]["facts"]),
        (&json!("taken"), &json!("Third belt this year."))
    );

    ask(&quality, id, json!({ "grade": { "class": "quality", "severity": "major", "note": "" } })).await;
    ask(&quality, id, json!({ "investigate": { "investigator": quality.person("quality").await } })).await;
    let cause = json!({ "cause": "Pulley out of line", "cause_class": "design", "justified": true });
    for field in ["investigation", "prevention"] {
        let heads = quality.get(&format!("/api/complaints/{id}")).await["heads"].clone();
        let edit = json!({ "field": field, "base": heads, "text": "Measured: 2 mm." });
        ask(&quality, id, json!({ "edit_text": edit })).await;
    }
    ask(&quality, id, json!({ "record_findings": cause })).await;
    let cost = json!({ "minor": 120_000, "currency": "CNY" });
    ask(&quality, id, json!({ "propose": { "remedy": "repair", "plan": "Align the pulley", "cost": cost } }))
        .await;
    let said = json!({ "who": "Sun Wei", "channel": "phone", "words": "Good." });
    ask(&dispatcher, id, json!({ "agree": said })).await;
    ask(&manager, id, json!({ "approve": { "note": "" } })).await;
    ask(&dispatcher, id, json!({ "carry_out": { "on_site": false, "note": "Order done." } })).await;
    let told = json!({ "who": "Sun Wei", "channel": "phone", "answer": "It is aligned.", "satisfied": true });
    ask(&dispatcher, id, json!({ "tell": told })).await;
    let closed = ask(&quality, id, json!({ "close": { "reason": null } })).await;
    assert_eq!(closed["status"], "closed");
    assert_eq!(closed["proposal"]["cost_minor"], 120_000);
    assert_eq!(closed["outcome"]["satisfied"], true);
    assert_eq!(closed["findings"]["cause"], "Pulley out of line");
    let clocks = closed["clocks"].as_array().unwrap();
    assert!(clocks.iter().all(|clock| clock["state"] == "met"), "{clocks:?}");
    assert_eq!(clocks.len(), 2);
    let happened = closed["timeline"].as_array().unwrap();
    assert_eq!(happened.first().unwrap()["kind"], "taken");
    assert_eq!(happened.last().unwrap()["kind"], "closed");

    let list = |query: &'static str| dispatcher.get(query);
    assert_eq!(list("/api/complaints?open=true").await["complaints"].as_array().unwrap().len(), 0);
    assert_eq!(list("/api/complaints?q=sun+wei").await["complaints"][0]["number"], closed["number"]);
}

#[tokio::test]
async fn r41_who_may_not_is_refused_and_the_page_says_so_before() {
    let server = start().await;
    let (dispatcher, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let page = taken(&dispatcher).await;
    let id = page["id"].as_str().unwrap();
    let grade = json!({ "command": { "grade": { "class": "quality", "severity": "minor", "note": "" } } });
    let path = format!("/api/complaints/{id}/commands");
    assert_eq!(dispatcher.refused(&path, &grade).await, (409, "access.wrong_role".to_owned()));
    let allowed = async |desk: &Desk, command: &str| {
        let possible = desk.get(&format!("/api/documents/{id}/possible")).await;
        let found = possible.as_array().unwrap().iter().find(|one| one["command"] == command).cloned();
        found.unwrap()["refusal"].clone()
    };
    assert_eq!(allowed(&dispatcher, "grade").await["code"], "access.wrong_role");
    assert_eq!(allowed(&quality, "grade").await, Value::Null);
    assert_eq!(allowed(&quality, "close").await["code"], "complaint.not_now");
    assert_eq!(page["waits_for_roles"], json!(["quality", "manager"]));
}

#[tokio::test]
async fn r41_what_a_complaint_names_must_be_there_and_of_its_kind() {
    let server = start().await;
    let (desk, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let nobody = uuid::Uuid::from_u128(7);
    let asked = json!({ "channel": "phone", "customer": nobody, "facts": "It broke." });
    assert_eq!(desk.refused("/api/complaints", &asked).await.0, 404);
    let (page, order) = (taken(&desk).await, desk.raise("AC75-190332", "Belt worn").await);
    let path = format!("/api/complaints/{}/commands", page["id"].as_str().unwrap());
    let item = uuid::Uuid::now_v7();
    let (customer, complaint) = (page["customer"].clone(), page["id"].clone());
    for (named, is_there) in [(json!(nobody), false), (json!(order), true), (customer, true)] {
        for command in [
            json!({ "link_similar": { "id": item, "complaint": named, "reason": "" } }),
            json!({ "merge": { "into": named } }),
            json!({ "set_fact": { "name": "asset", "value": { "id": named } } }),
        ] {
            let refused = quality.refused(&path, &json!({ "command": command })).await;
            assert_eq!(refused, (404, "server.not_found".to_owned()), "{command} {is_there}");
        }
    }
    let link = json!({ "command": { "link_order": { "order": complaint } } });
    assert_eq!(desk.refused(&path, &link).await.0, 404, "a complaint is no order");
    let other = taken(&desk).await["id"].clone();
    let link = json!({ "link_similar": { "id": item, "complaint": other, "reason": "The same belt" } });
    ask(&quality, page["id"].as_str().unwrap(), link).await;
}

/// R2: one request does both. Asked again after no answer, it finds the complaint and ends the call that was left open.
#[tokio::test]
async fn r2_a_call_ends_in_the_complaint_that_is_taken_from_it() {
    let server = start().await;
    let (desk, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let log = json!({ "channel": "phone", "caller": "Sun Wei", "fault": "The belt broke again." });
    let request = desk.put("/api/requests", &log).await["id"].clone();
    let path = format!("/api/requests/{}", request.as_str().unwrap());
    let asked = json!({ "channel": "phone", "request": request, "contact": "Sun Wei", "facts": "It broke." });
    quality.put("/api/complaints", &asked).await;
    assert_eq!(desk.get(&path).await["status"], "open", "who keeps no register ends no call");
    let taken = desk.put("/api/complaints", &asked).await["id"].clone();
    let page = desk.get(&path).await;
    assert_eq!(
        (&page["status"], &page["outcome"]),
        (&json!("ended"), &json!({ "complaint": { "complaint": taken } }))
    );
    let again = desk.put("/api/complaints", &asked).await;
    assert_ne!(again["id"], taken, "another key, another complaint");
    assert_eq!(desk.get(&path).await["outcome"], page["outcome"], "a call that has ended stays as it is");
}

/// A tablet of version 1 does not say what it knows: it hears nothing of complaints and goes on working. The same tablet
/// after its update hears of every one there is, once.
#[tokio::test]
async fn an_old_tablet_is_not_told_of_complaints_and_hears_of_all_once_it_is_updated() {
    let server = start().await;
    let (desk, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let mut tablet = Tablet::enrol(&desk, "quality").await;
    tablet.knows = None;
    let page = taken(&desk).await;
    let id = page["id"].as_str().unwrap();
    let investigator = quality.person("quality").await;
    ask(&quality, id, json!({ "grade": { "class": "quality", "severity": "major", "note": "" } })).await;
    ask(&quality, id, json!({ "investigate": { "investigator": investigator } })).await;
    tablet.sync().await;
    assert!(tablet.holds(complaint::KIND).is_empty());

    let customers = tablet.holds(jobsheet_domain::customer::KIND).len();
    tablet.knows = Some(KINDS.iter().collect());
    tablet.sync().await;
    assert_eq!(tablet.holds(complaint::KIND), [id.parse().unwrap()]);
    assert_eq!(tablet.holds(jobsheet_domain::customer::KIND).len(), customers.max(1));
    tablet.documents.clear();
    tablet.sync().await;
    assert!(tablet.documents.is_empty(), "it is told once");
}

/// R1: what was taken down offline keeps its provisional number and gets the register's beside it.
#[tokio::test]
async fn r41_a_complaint_taken_on_site_gets_its_number_from_the_register() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "lead").await;
    device.sync().await;
    let id = jobsheet_domain::id::DocumentId(uuid::Uuid::now_v7());
    let document = jobsheet_document::Document::create(complaint::KIND, id);
    let take = json!({ "take": { "channel": "on_site", "provisional": "T-0001", "contact": "Sun Wei",
        "facts": "The belt breaks." } });
    let take: ComplaintCommand = serde_json::from_value(take).unwrap();
    let subject = Subject::new(document.content().unwrap()).unwrap();
    let edits = decide(&subject, &device.asker(), &take.into()).unwrap();
    device.documents.insert(id, document);
    device.write(id, &edits);
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    let page = desk.get(&format!("/api/complaints/{id}")).await;
    assert!(page["number"].as_str().unwrap().starts_with("CP-"), "{page}");
    assert_eq!(page["channel"], "on_site");
}
