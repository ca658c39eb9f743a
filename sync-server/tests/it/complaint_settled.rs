//! Who approves what a complaint costs (R41), and what happens when two people did not know of each other (R5).

use jobsheet_domain::aggregates::{Subject, decide};
use jobsheet_domain::complaint::ComplaintCommand;
use jobsheet_domain::id::DocumentId;
use jobsheet_sync::Verdict;
use serde_json::{Value, json};

use crate::complaints::{ask, taken};
use crate::support::start;
use jobsheet_kit::desk::Desk;
use jobsheet_kit::tablet::Tablet;

/// Graded, investigated by quality, with a remedy on the table that costs so much.
async fn proposed(desk: &Desk, quality: &Desk, minor: i64) -> String {
    let id = taken(desk).await["id"].as_str().unwrap().to_owned();
    ask(quality, &id, json!({ "grade": { "class": "quality", "severity": "major", "note": "" } })).await;
    ask(quality, &id, json!({ "investigate": { "investigator": quality.person("quality").await } })).await;
    let heads = quality.get(&format!("/api/complaints/{id}")).await["heads"].clone();
    let edit = json!({ "field": "investigation", "base": heads, "text": "Measured: 2 mm." });
    ask(quality, &id, json!({ "edit_text": edit })).await;
    let found = json!({ "cause": "Pulley out of line", "cause_class": "design", "justified": true });
    ask(quality, &id, json!({ "record_findings": found })).await;
    let cost = json!({ "minor": minor, "currency": "CNY" });
    ask(quality, &id, json!({ "propose": { "remedy": "replace", "plan": "A new drive", "cost": cost } }))
        .await;
    id
}

#[tokio::test]
async fn r41_above_the_limit_the_manager_is_refused_and_the_general_manager_approves() {
    let server = start().await;
    let (desk, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let (manager, director) = (server.desk("manager").await, server.desk("director").await);
    let id = proposed(&desk, &quality, 200_001).await;
    let said = json!({ "who": "Sun Wei", "channel": "phone", "words": "Good." });
    let page = ask(&desk, &id, json!({ "agree": said })).await;
    assert_eq!(page["waits_for_roles"], json!(["general_manager"]));
    let approve = json!({ "command": { "approve": { "note": "" } } });
    let path = format!("/api/complaints/{id}/commands");
    assert_eq!(manager.refused(&path, &approve).await, (409, "complaint.above_limit".to_owned()));
    let page = director.put(&path, &approve).await;
    assert_eq!((&page["status"], &page["proposal"]["cost_minor"]), (&json!("approved"), &json!(200_001)));
    assert!(!page["proposal"]["approved_by"].as_str().unwrap().is_empty());

    let id = proposed(&desk, &quality, 200_000).await;
    ask(&desk, &id, json!({ "agree": said })).await;
    assert_eq!(manager.put(&format!("/api/complaints/{id}/commands"), &approve).await["status"], "approved");
}

/// A tap on a tablet that is not sent yet.
pub fn tap(device: &mut Tablet, id: DocumentId, command: Value) {
    let command: ComplaintCommand = serde_json::from_value(command).unwrap();
    let subject = Subject::new(device.documents[&id].content().unwrap()).unwrap();
    let edits = decide(&subject, &device.asker(), &command.into()).unwrap();
    device.write(id, &edits);
}

#[tokio::test]
async fn r5_a_complaint_two_people_worked_on_apart_is_contested_on_its_page_until_it_is_settled() {
    let server = start().await;
    let (desk, quality) = (server.desk("dispatcher").await, server.desk("quality").await);
    let manager = server.desk("manager").await;
    let id = proposed(&desk, &quality, 100_000).await;
    let document: DocumentId = id.parse().unwrap();
    let mut tablet = Tablet::enrol(&desk, "quality").await;
    tablet.sync().await;

    let said = json!({ "who": "Sun Wei", "channel": "on_site", "words": "Good." });
    tap(&mut tablet, document, json!({ "agree": said }));
    let sent_back = ask(&manager, &id, json!({ "send_back": { "reason": "Too dear" } })).await;
    assert_eq!((&sent_back["status"], &sent_back["contest"]), (&json!("investigating"), &Value::Null));
    assert!(matches!(tablet.sync().await[..], [Verdict::Stored { .. }]));

    let page = desk.get(&format!("/api/complaints/{id}")).await;
    assert_eq!(
        (&page["status"], &page["contested"]),
        (&json!("agreed"), &json!(true)),
        "the field's fact stands"
    );
    let timeline = page["timeline"].as_array().unwrap();
    let standing = |kind: &str| timeline.iter().find(|entry| entry["kind"] == kind).unwrap().clone();
    assert_eq!(standing("sent_back")["standing"], "dropped");
    assert_eq!(standing("agreed_on_site")["standing"], "kept");
    let dropped = json!([standing("sent_back")["key"]]);
    assert_eq!(page["contest"]["dropped"], dropped);
    assert_eq!(desk.get("/api/complaints?contested=true").await["complaints"][0]["id"], json!(id));

    let settle =
        json!({ "settle": { "drop": dropped, "stands": null, "reason": "They shook hands on it." } });
    let page = ask(&desk, &id, settle).await;
    assert_eq!((&page["status"], &page["contested"]), (&json!("agreed"), &json!(false)));
    assert_eq!(page["contest"], Value::Null);
    tablet.sync().await;
    let heads: Vec<String> = tablet.heads(document).iter().map(ToString::to_string).collect();
    assert_eq!(json!(heads), page["heads"], "the tablet hears of it");
}
