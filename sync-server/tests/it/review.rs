//! The review desk: what came too late or from a lost device waits for a person, and comes in by no other way.

use jobsheet_domain::id::DocumentId;
use jobsheet_domain::work_order::WorkOrderCommand;
use jobsheet_evidence::{Bundle, verify_bundle};
use jobsheet_sync::handover::HandedOver;
use jobsheet_sync::{Author, Cover, SignedRun, Verdict};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{start, start_with};
use jobsheet_kit::desk::{Desk, code, key};
use jobsheet_kit::tablet::Tablet;

/// A technician with an order.
async fn ready(desk: &Desk) -> (Tablet, DocumentId) {
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(desk, "second").await;
    device.sync().await;
    (device, order)
}

/// A technician whose second tap names older records than the first: it waits.
async fn waiting(desk: &Desk) -> (Tablet, DocumentId, String) {
    let (mut device, order) = ready(desk).await;
    device.tap(order, &WorkOrderCommand::Accept);
    device.sync().await;
    let now = device.position;
    device.position = now - 2;
    device.tap(order, &WorkOrderCommand::SetOut { preparation: Default::default() });
    let run = device.run(order);
    device.position = now;
    assert_eq!(refusal(&device.sync_runs(vec![run]).await[0]).0, "change.review");
    let digest = reviews(desk).await[0]["digest"].as_str().unwrap().to_owned();
    (device, order, digest)
}

fn refusal(verdict: &Verdict) -> (&str, &[(String, String)]) {
    let Verdict::Refused { code, parameters } = verdict else { panic!("{verdict:?}") };
    (code, parameters)
}

async fn reviews(desk: &Desk) -> Vec<Value> {
    desk.get("/api/reviews").await["reviews"].as_array().unwrap().clone()
}

async fn decide(desk: &Desk, digest: &str, what: &str, key: &str) -> u16 {
    let reason = json!({ "reason": "Confirmed by phone." });
    desk.post_as(&format!("/api/reviews/{digest}/{what}"), &reason, key).await.status().as_u16()
}

async fn status(desk: &Desk, order: DocumentId) -> String {
    desk.get(&format!("/api/orders/{order}")).await["status"].as_str().unwrap().to_owned()
}

/// The unsent work of a device as the runs it exports, tap by tap.
fn exported(device: &Tablet, order: DocumentId) -> Vec<HandedOver> {
    let author = Author { actor: device.actor().0, key: device.key.public().id(), nonce: device.nonce };
    let runs = device.runs_tap_by_tap(order).into_iter().map(|(run, previous)| {
        let Cover { first, count, as_of, checkpoint, signature, .. } = run.run.cover;
        let cover = Cover { author, first, count, previous, as_of, checkpoint, signature };
        HandedOver {
            organisation: device.organisation,
            document: run.document,
            kind: Some("work_order".into()),
            run: SignedRun { cover, changes: run.run.changes },
        }
    });
    runs.collect()
}

fn file(device: &Tablet, order: DocumentId) -> Vec<u8> {
    exported(device, order).iter().flat_map(HandedOver::encode).collect()
}

async fn hand_in(desk: &Desk, file: Vec<u8>) -> reqwest::Response {
    let request = desk.request(Method::POST, "/api/reviews").header("idempotency-key", key());
    request.body(file).send().await.unwrap()
}

fn outcomes(answer: &Value) -> Vec<(&str, &str)> {
    let runs = answer["runs"].as_array().unwrap().iter();
    runs.map(|run| (run["outcome"].as_str().unwrap(), run["code"].as_str().unwrap())).collect()
}

/// A device with a finished, signed job that it never sent, revoked.
async fn lost(desk: &Desk) -> (Tablet, DocumentId) {
    let (mut device, order) = ready(desk).await;
    device.work(order);
    let record = device.signoff(order);
    device.tap(order, &WorkOrderCommand::SignOff(Box::new(record)));
    desk.put(&format!("/api/devices/{}/revoke", device.id), &json!({})).await;
    (device, order)
}

#[tokio::test]
async fn old_work_waits_for_a_person_and_comes_in_by_their_decision() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order, digest) = waiting(&desk).await;
    assert_eq!(status(&desk, order).await, "accepted");
    let listed = &reviews(&desk).await[0];
    assert_eq!((&listed["code"], &listed["runs"]), (&json!("change.review"), &json!(1)));
    assert!(listed["number"].as_str().unwrap().starts_with("WO-"), "{listed}");
    assert_eq!((&listed["title"], &listed["device_name"]), (&json!("Belt worn"), &json!("tablet")));
    assert_eq!(
        (&listed["deeds"][0]["what"], &listed["deeds"][0]["name"]),
        (&json!("event"), &json!("set_out"))
    );
    assert!(listed["deeds"][0]["device_time"].is_i64());

    assert_eq!(decide(&desk, &digest, "admit", &key()).await, 204);
    assert_eq!(status(&desk, order).await, "travelling");
    assert_eq!(reviews(&desk).await, [Value::Null; 0]);
    let page = desk.get(&format!("/api/orders/{order}")).await;
    let entries = page["timeline"].as_array().unwrap();
    let entry = entries.iter().find(|entry| entry["kind"] == "set_out").unwrap();
    assert_eq!(entry["review"]["reason"], "Confirmed by phone.");
    assert!(entries.iter().all(|entry| entry["kind"] == "set_out" || entry["review"].is_null()));
    let kept = desk.get(&format!("/api/documents/{order}/refused")).await;
    assert_eq!(
        (&kept[0]["state"], &kept[0]["decision"]["reason"]),
        (&json!("admitted"), &entry["review"]["reason"])
    );
    let evidence = desk.get(&format!("/api/orders/{order}/verification")).await;
    assert_eq!(evidence["valid"], true, "{evidence}");
    let runs = evidence["checks"].as_array().unwrap().iter().find(|check| check["name"] == "runs").unwrap();
    assert_eq!(
        (&runs["code"], &runs["parameters"]["reviewed"]),
        (&json!("evidence.runs.reviewed"), &json!("1"))
    );

    device.unsent.clear();
    device.sync().await;
    device.tap(order, &WorkOrderCommand::Arrive);
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]), "it goes on from there");
}

#[tokio::test]
async fn an_admission_asked_again_does_nothing_more() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order, digest) = waiting(&desk).await;
    let same = key();
    for key in [&same, &same, &key()] {
        assert_eq!(decide(&desk, &digest, "admit", key).await, 204);
    }
    let bundle = desk.first_form(order).await;
    let reviewed = bundle["runs"].as_array().unwrap().iter().filter(|run| !run["admission"].is_null());
    assert_eq!(reviewed.count(), 1);
    assert_eq!(decide(&desk, &digest, "reject", &key()).await, 409, "it is decided");
}

#[tokio::test]
async fn rejected_work_stays_out_and_its_author_hears_why() {
    let server = start().await;
    let desk = server.desk("manager").await;
    let dispatcher = server.desk("dispatcher").await;
    let (mut device, order, digest) = waiting(&dispatcher).await;
    assert_eq!(decide(&desk, &digest, "reject", &key()).await, 204);
    assert_eq!(reviews(&desk).await, [Value::Null; 0]);
    let now = std::mem::replace(&mut device.position, 0);
    device.position = now - 2;
    let again = device.run(order);
    device.position = now;
    let verdicts = device.sync_runs(vec![again]).await;
    let reason = ("reason".to_owned(), "Confirmed by phone.".to_owned());
    assert_eq!(refusal(&verdicts[0]), ("change.rejected", &[reason][..]));
    assert_eq!(status(&desk, order).await, "accepted");
    assert_eq!(reviews(&desk).await, [Value::Null; 0], "what was decided does not wait again");
}

#[tokio::test]
async fn only_dispatchers_and_managers_decide_and_only_with_a_reason() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (_, order, digest) = waiting(&desk).await;
    let technician = server.desk("second").await;
    for what in ["admit", "reject"] {
        assert_eq!(decide(&technician, &digest, what, &key()).await, 403);
    }
    assert_eq!(hand_in(&technician, Vec::new()).await.status(), 403);
    assert_eq!(technician.request(Method::GET, "/api/reviews").send().await.unwrap().status(), 403);
    let empty = desk.refused(&format!("/api/reviews/{digest}/admit"), &json!({ "reason": " " })).await;
    assert_eq!(empty, (400, "review.reason".to_owned()));
    assert_eq!(status(&desk, order).await, "accepted");
}

/// R54: what a lost device had not sent can still be admitted; the signature in it holds.
#[tokio::test]
async fn r54_a_lost_devices_file_waits_as_a_whole_and_its_evidence_holds() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = lost(&desk).await;
    assert_eq!(device.answer(vec![device.run(order)]).await.status(), 401, "it does not come in by itself");
    let taps = device.unsent[&order].len();
    let answer: Value = hand_in(&desk, file(&device, order)).await.json().await.unwrap();
    let outcomes = outcomes(&answer);
    assert_eq!(outcomes[0], ("waiting", "device.revoked"));
    assert!(
        outcomes[1..].iter().all(|one| *one == ("waiting", "change.missing_dependencies")),
        "{outcomes:?}"
    );
    assert_eq!(outcomes.len(), taps);
    let listed = reviews(&desk).await;
    assert_eq!((listed.len(), &listed[0]["runs"], &listed[0]["revoked"]), (1, &json!(taps), &json!(true)));
    let names: Vec<&str> =
        listed[0]["deeds"].as_array().unwrap().iter().map(|deed| deed["name"].as_str().unwrap()).collect();
    assert!(names.first() == Some(&"accepted") && names.last() == Some(&"signed_off"), "{names:?}");
    assert_eq!(status(&desk, order).await, "assigned");

    assert_eq!(decide(&desk, listed[0]["digest"].as_str().unwrap(), "admit", &key()).await, 204);
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!((&page["signoff"]["valid"], page["signoff"]["receipt"].is_string()), (&json!(true), true));
    let evidence = desk.first_form(order).await;
    let result = verify_bundle(&serde_json::from_value::<Bundle>(evidence.clone()).unwrap(), None);
    assert!(result.is_intact(), "{:?}", result.checks);
    let mut stripped = evidence;
    let runs = stripped["runs"].as_array_mut().unwrap();
    runs.iter_mut().for_each(|run| run["admission"] = Value::Null);
    let result = verify_bundle(&serde_json::from_value::<Bundle>(stripped).unwrap(), None);
    assert!(
        result.checks.iter().any(|check| check.finding.check() == "runs" && !check.ok()),
        "the decision carries it"
    );
}

#[tokio::test]
async fn a_live_devices_file_comes_in_by_the_ordinary_door() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = ready(&desk).await;
    device.tap(order, &WorkOrderCommand::Accept);
    let exported = file(&device, order);
    let answer: Value = hand_in(&desk, exported.clone()).await.json().await.unwrap();
    assert_eq!(outcomes(&answer), [("stored", "")]);
    let answer: Value = hand_in(&desk, exported).await.json().await.unwrap();
    assert_eq!(outcomes(&answer), [("had_already", "")]);
    assert!(matches!(device.sync().await[..], [Verdict::HadAlready { .. }]));
}

#[tokio::test]
async fn a_forged_file_is_kept_as_evidence_and_never_waits() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (device, order) = lost(&desk).await;
    let mut forged = exported(&device, order);
    let taps = forged.len();
    forged.iter_mut().for_each(|run| run.run.cover.signature[0] ^= 1);
    let forged = forged.iter().flat_map(HandedOver::encode).collect();
    let answer: Value = hand_in(&desk, forged).await.json().await.unwrap();
    let outcomes = outcomes(&answer);
    assert_eq!(outcomes, vec![("refused", "change.signature_invalid"); taps]);
    assert_eq!(reviews(&desk).await, [Value::Null; 0]);
    let kept = desk.get(&format!("/api/documents/{order}/refused")).await;
    let digest = kept[0]["digest"].as_str().unwrap();
    assert_eq!((kept.as_array().unwrap().len(), &kept[0]["state"]), (taps, &json!("evidence")));
    let asked = desk.refused(&format!("/api/reviews/{digest}/admit"), &json!({ "reason": "please" })).await;
    assert_eq!(asked, (409, "review.not_waiting".to_owned()));
    let mut whole = file(&device, order);
    whole.pop();
    let cut = hand_in(&desk, whole).await;
    assert_eq!(code(cut).await, (400, "review.not_a_file".to_owned()));
}

/// A person waives the age of work and its author's lost authority, and no rule.
#[tokio::test]
async fn what_the_rules_forbid_never_waits_however_it_comes() {
    use jobsheet_domain::event::EventBody;
    use jobsheet_domain::work_order::WorkOrderEvent;
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = ready(&desk).await;
    let cancelled = EventBody::of(&WorkOrderEvent::Cancelled { reason: "no".into() });
    let cancelled = device.asker().event(cancelled);
    device.write(order, &[cancelled]);
    desk.put(&format!("/api/devices/{}/revoke", device.id), &json!({})).await;
    let answer: Value = hand_in(&desk, file(&device, order)).await.json().await.unwrap();
    let outcomes = outcomes(&answer);
    assert!(outcomes[0].0 == "refused" && outcomes[0].1 != "device.revoked", "{outcomes:?}");
    assert_eq!(reviews(&desk).await, [Value::Null; 0]);
}

/// A copied installation that goes on twice: both changes are kept, the second apart, and the device is marked.
#[tokio::test]
async fn a_second_history_under_one_key_marks_the_device() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = ready(&desk).await;
    let before = device.documents[&order].clone();
    device.tap(order, &WorkOrderCommand::Accept);
    let kept = device.unsent[&order][0].header.hash;
    device.sync().await;
    device.documents.insert(order, before);
    let value = jobsheet_domain::value::Value::Text("0512 1".into());
    device.tap(order, &WorkOrderCommand::SetFact { name: "phone".into(), value });
    let other = device.unsent[&order][0].header.hash;
    let mut forged = device.run(order);
    forged.run.cover.signature = [0; 64];
    assert_eq!(refusal(&device.sync_runs(vec![forged]).await[0]).0, "change.fork");
    assert_eq!(marks(&desk, &device).await, json!([]), "nobody else's bytes mark a device");
    assert_eq!(refusal(&device.sync().await[0]).0, "change.fork");
    let forks = marks(&desk, &device).await;
    assert_eq!(forks.as_array().unwrap().len(), 1);
    assert_eq!(
        (&forks[0]["kept"], &forks[0]["other"], &forks[0]["sequence"]),
        (&json!(kept.to_string()), &json!(other.to_string()), &json!(1))
    );
    let refused = desk.get(&format!("/api/documents/{order}/refused")).await;
    assert!(refused.as_array().unwrap().iter().all(|run| run["state"] == "evidence"), "{refused}");
    assert_eq!(status(&desk, order).await, "accepted");
}

async fn marks(desk: &Desk, device: &Tablet) -> Value {
    let devices = desk.get("/api/devices").await;
    let found = devices.as_array().unwrap().iter().find(|one| one["id"] == device.id.to_string());
    found.unwrap()["forks"].clone()
}

#[tokio::test]
async fn what_is_kept_of_a_device_has_an_end_and_its_work_stays_on_it() {
    let server = start_with(|config| config.limits.refused_bytes = 1).await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = ready(&desk).await;
    device.tap(order, &WorkOrderCommand::Accept);
    device.sync().await;
    let now = device.position;
    device.tap(order, &WorkOrderCommand::SetOut { preparation: Default::default() });
    let late = device.run_with(order, now - 2, now - 2);
    assert_eq!(refusal(&device.sync_runs(vec![late]).await[0]).0, "change.too_many_refused");
    let mut forged = device.run(order);
    forged.run.cover.signature = [0; 64];
    assert_eq!(refusal(&device.sync_runs(vec![forged]).await[0]).0, "change.signature_invalid");
    assert_eq!(desk.get(&format!("/api/documents/{order}/refused")).await, json!([]));
    assert_eq!(reviews(&desk).await.len(), 0);
    let run = device.run(order);
    assert!(
        matches!(device.sync_runs(vec![run]).await[..], [Verdict::Stored { .. }]),
        "what is good comes in"
    );
}

#[tokio::test]
async fn a_run_under_a_key_that_nobody_has_is_refused_and_not_kept() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order) = ready(&desk).await;
    device.tap(order, &WorkOrderCommand::Accept);
    let mut run = device.run(order);
    let key = jobsheet_signing::KeyId([3; 32]);
    run.run.cover.author = Some(Author { actor: device.actor().0, key, nonce: device.nonce });
    assert_eq!(refusal(&device.sync_runs(vec![run]).await[0]).0, "device.unknown");
    assert_eq!(desk.get(&format!("/api/documents/{order}/refused")).await, json!([]));
}

#[tokio::test]
async fn the_review_desk_lists_some_and_says_that_more_wait() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut orders = Vec::new();
    for number in 0..21 {
        orders.push(desk.assigned("AC75-190332", &format!("Belt {number}"), &["second"]).await);
    }
    let mut device = Tablet::enrol(&desk, "second").await;
    device.sync().await;
    let mut runs = Vec::new();
    for order in &orders {
        device.tap(*order, &WorkOrderCommand::Accept);
        runs.push(device.run_with(*order, device.position - 2, device.position - 2));
    }
    device.sync_runs(runs).await;
    let list = desk.get("/api/reviews").await;
    assert_eq!((list["reviews"].as_array().unwrap().len(), &list["more"]), (20, &json!(true)));
    let digest = list["reviews"][0]["digest"].as_str().unwrap().to_owned();
    assert_eq!(decide(&desk, &digest, "reject", &key()).await, 204);
    let list = desk.get("/api/reviews").await;
    assert_eq!((list["reviews"].as_array().unwrap().len(), &list["more"]), (20, &json!(false)));
}
