//! The one door for changes: what is signed, whole and allowed comes in; everything else is kept apart.

use std::sync::Arc;

use jobsheet_document::Document;
use jobsheet_domain::edit::Edit;
use jobsheet_domain::event::EventBody;
use jobsheet_domain::records::{Role, Staff};
use jobsheet_domain::request;
use jobsheet_domain::time::Timestamp;
use jobsheet_domain::value::Address;
use jobsheet_domain::work_order::{self, WorkOrderCommand, WorkOrderEvent};
use jobsheet_server::ledger::{Accounts, Devices, Documents};
use jobsheet_sync::{OutgoingRun, Verdict};
use serde_json::json;

use crate::support::start;
use jobsheet_kit::desk::Desk;
use jobsheet_kit::tablet::Tablet;

/// A technician with two orders.
async fn ready(desk: &Desk) -> (Tablet, [jobsheet_domain::id::DocumentId; 2]) {
    let one = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let two = desk.assigned("AC75-190332", "Filter full", &["second"]).await;
    let mut device = Tablet::enrol(desk, "second").await;
    device.sync().await;
    (device, [one, two])
}

fn code(verdict: &Verdict) -> &str {
    if let Verdict::Refused { code, .. } = verdict { code } else { "" }
}

async fn status(desk: &Desk, order: jobsheet_domain::id::DocumentId) -> String {
    desk.get(&format!("/api/orders/{order}")).await["status"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn signed_work_is_stored_once_and_seen_at_the_console() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, _]) = ready(&desk).await;
    device.tap(order, &WorkOrderCommand::Accept);
    let run = device.run(order);
    assert_eq!(device.sync_runs(vec![run.clone()]).await, [Verdict::Stored { receipts: Vec::new() }]);
    assert!(matches!(device.sync_runs(vec![run]).await[..], [Verdict::HadAlready { .. }]));
    assert_eq!(status(&desk, order).await, "accepted");
}

/// That it was here already, and the receipts, are told to whoever has the author's signature.
#[tokio::test]
async fn a_run_that_is_here_is_not_acknowledged_to_whoever_has_only_its_bytes() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, _]) = ready(&desk).await;
    device.tap(order, &WorkOrderCommand::Accept);
    let run = device.run(order);
    assert!(matches!(device.sync_runs(vec![run.clone()]).await[..], [Verdict::Stored { .. }]));
    let mut bytes_only = run;
    bytes_only.run.cover.signature = [0; 64];
    assert_eq!(code(&device.sync_runs(vec![bytes_only]).await[0]), "change.signature_invalid");
}

#[tokio::test]
async fn a_run_sent_again_with_one_more_change_is_stored() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, _]) = ready(&desk).await;
    device.tap(order, &WorkOrderCommand::Accept);
    let first = device.run(order);
    device.sync_runs(vec![first]).await;
    device.tap(order, &WorkOrderCommand::SetOut { preparation: Default::default() });
    let both = device.run(order);
    assert!(matches!(device.sync_runs(vec![both]).await[..], [Verdict::Stored { .. }]));
    assert_eq!(status(&desk, order).await, "travelling");
    let mut other = Tablet::enrol(&desk, "second").await;
    other.sync().await;
    assert_eq!(other.heads(order), device.heads(order), "the whole of it reaches another device");
}

/// An unsigned or foreign-signed run is refused, its bytes are kept, and the other document is not affected.
#[tokio::test]
async fn a_run_with_a_wrong_signature_is_refused_and_blocks_no_other() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [one, two]) = ready(&desk).await;
    for order in [one, two] {
        device.tap(order, &WorkOrderCommand::Accept);
    }
    let mut forged = device.run(one);
    forged.run.cover.signature = [0; 64];
    let verdicts = device.sync_runs(vec![forged, device.run(two)]).await;
    assert_eq!(code(&verdicts[0]), "change.signature_invalid");
    assert!(matches!(verdicts[1], Verdict::Stored { .. }));
    assert_eq!(status(&desk, one).await, "assigned");
    assert_eq!(status(&desk, two).await, "accepted");
    let kept = desk.get(&format!("/api/documents/{one}/refused")).await;
    assert_eq!(kept[0]["code"], "change.signature_invalid");
    assert!(kept[0]["bytes"].as_u64() > Some(device.unsent[&one][0].bytes.len() as u64), "{kept}");
    assert_eq!(kept[0]["state"], "evidence");
    assert_eq!(desk.get(&format!("/api/documents/{two}/refused")).await, json!([]));
}

#[tokio::test]
async fn nobody_writes_under_anothers_key_or_actor() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, _]) = ready(&desk).await;
    device.tap(order, &WorkOrderCommand::Accept);
    let stranger = Tablet::enrol(&desk, "lead").await;
    let mut run = device.run(order);
    run.run.cover.author = Some(jobsheet_sync::Author {
        actor: device.actor().0,
        key: stranger.key.public().id(),
        nonce: stranger.nonce,
    });
    assert_eq!(code(&device.sync_runs(vec![run.clone()]).await[0]), "change.foreign_actor");
    run.run.cover.author = Some(jobsheet_sync::Author {
        actor: device.actor().0,
        key: jobsheet_signing::KeyId([3; 32]),
        nonce: device.nonce,
    });
    assert_eq!(code(&device.sync_runs(vec![run]).await[0]), "device.unknown");
}

#[tokio::test]
async fn damaged_bytes_are_kept_apart_and_other_documents_go_on() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [one, two]) = ready(&desk).await;
    for order in [one, two] {
        device.tap(order, &WorkOrderCommand::Accept);
    }
    let good = device.run(one);
    let length = good.run.changes[0].len();
    for place in (0..length).step_by(7) {
        let damaged = with_byte_flipped(&good, place);
        let verdict = &device.sync_runs(vec![damaged]).await[0];
        assert!(
            code(verdict).starts_with("change.") || matches!(verdict, Verdict::Missing { .. }),
            "{verdict:?}"
        );
    }
    let verdicts = device.sync_runs(vec![device.run(two), good]).await;
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Stored { .. })), "{verdicts:?}");
}

fn with_byte_flipped(run: &OutgoingRun, place: usize) -> OutgoingRun {
    let mut damaged = run.clone();
    let mut bytes = damaged.run.changes[0].to_vec();
    bytes[place] ^= 0x55;
    damaged.run.changes[0] = Arc::from(bytes);
    damaged
}

#[tokio::test]
async fn a_change_whose_past_is_missing_waits_for_it() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, _]) = ready(&desk).await;
    device.tap(order, &WorkOrderCommand::Accept);
    let first = device.unsent.get_mut(&order).unwrap().remove(0);
    device.tap(order, &WorkOrderCommand::SetOut { preparation: Default::default() });
    let verdicts = device.sync_runs(vec![device.run(order)]).await;
    assert_eq!(verdicts, [Verdict::Missing { hashes: vec![first.header.hash.0] }]);
}

/// R4: the same rules at admission; R16: no way to a signature before the work is finished.
#[tokio::test]
async fn what_the_rules_forbid_is_refused_at_admission_too() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, other]) = ready(&desk).await;
    let event = |device: &Tablet, body| device.asker().event(EventBody::of(&body));
    let working = event(&device, WorkOrderEvent::WorkStarted {});
    device.write(order, &[working]);
    assert_eq!(code(&device.sync().await[0]), "work_order.not_now");
    let cancelled = event(&device, WorkOrderEvent::Cancelled { reason: "no".into() });
    device.write(other, &[cancelled]);
    let refused = device.sync().await;
    assert!(!code(&refused[0]).is_empty(), "a technician does not cancel: {refused:?}");
    let Edit::Event(mut forged) = event(&device, WorkOrderEvent::Accepted {}) else { panic!("an event") };
    forged.by.user = jobsheet_domain::id::UserId(uuid::Uuid::nil());
    let mut fresh = Tablet::enrol(&desk, "second").await;
    fresh.sync().await;
    forged.as_of = fresh.position;
    fresh.write(order, &[Edit::Event(forged)]);
    assert_eq!(code(&fresh.sync().await[0]), "change.foreign_actor");
}

#[tokio::test]
async fn knowledge_the_server_never_gave_is_not_believed() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, _]) = ready(&desk).await;
    device.position += 1_000;
    device.tap(order, &WorkOrderCommand::Accept);
    assert_eq!(code(&device.sync().await[0]), "change.unknown_position");
}

/// What the server says of a tap whose run claims this `as_of` and this checkpoint.
async fn claiming(
    device: &mut Tablet,
    order: jobsheet_domain::id::DocumentId,
    command: &WorkOrderCommand,
    (as_of, checkpoint): (u64, u64),
) -> Verdict {
    let (before, position) = (device.documents[&order].clone(), device.position);
    device.position = as_of;
    device.tap(order, command);
    device.position = position;
    let run = device.run_with(order, as_of, checkpoint);
    let verdict = device.sync_runs(vec![run]).await.remove(0);
    device.unsent.clear();
    if !matches!(verdict, Verdict::Stored { .. }) {
        device.documents.insert(order, before);
    }
    verdict
}

#[tokio::test]
async fn neither_as_of_nor_checkpoint_lies_beyond_what_the_device_was_given() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, _]) = ready(&desk).await;
    let given = device.position;
    let ledger = server.ledger();
    let organisation = ledger.organisation().unwrap().unwrap().id;
    let told_to_nobody_yet = || ledger.publish(organisation, "news", b"").unwrap();
    for in_as_of in [true, false] {
        for (ahead, refusal) in [(0, "change.review"), (9, "change.unknown_position")] {
            let beyond = told_to_nobody_yet() + ahead;
            let claimed = if in_as_of { (beyond, given) } else { (given, beyond) };
            let verdict = claiming(&mut device, order, &WorkOrderCommand::Accept, claimed).await;
            assert_eq!(code(&verdict), refusal, "{claimed:?}");
        }
    }
    let verdict = claiming(&mut device, order, &WorkOrderCommand::Accept, (given, given)).await;
    assert!(matches!(verdict, Verdict::Stored { .. }), "{verdict:?}");
}

#[tokio::test]
async fn neither_as_of_nor_checkpoint_lies_before_the_last_syncs_of_the_device() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, _]) = ready(&desk).await;
    let floor = device.position;
    let ledger = server.ledger();
    let organisation = ledger.organisation().unwrap().unwrap().id;
    ledger.note_seen(organisation, device.id, floor, Timestamp(0), floor).unwrap();
    for claimed in [(floor - 1, floor), (floor, floor - 1)] {
        let verdict = claiming(&mut device, order, &WorkOrderCommand::Accept, claimed).await;
        assert_eq!(code(&verdict), "change.review", "{claimed:?}");
    }
    let verdict = claiming(&mut device, order, &WorkOrderCommand::Accept, (floor, floor)).await;
    assert!(matches!(verdict, Verdict::Stored { .. }), "{verdict:?}");
}

/// Whoever knew something goes on knowing it.
#[tokio::test]
async fn neither_as_of_nor_checkpoint_falls_along_an_authors_runs() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, other]) = ready(&desk).await;
    let earlier = device.position;
    claiming(&mut device, other, &WorkOrderCommand::Accept, (earlier, earlier)).await;
    let later = device.position;
    assert!(earlier < later);
    claiming(&mut device, order, &WorkOrderCommand::Accept, (later, later)).await;
    let set_out = WorkOrderCommand::SetOut { preparation: Default::default() };
    for claimed in [(earlier, later), (later, earlier)] {
        let verdict = claiming(&mut device, order, &set_out, claimed).await;
        assert_eq!(code(&verdict), "change.review", "{claimed:?}");
    }
    let verdict = claiming(&mut device, order, &set_out, (later, later)).await;
    assert!(matches!(verdict, Verdict::Stored { .. }), "{verdict:?}");
}

/// An event inside an honest-looking run that claims older knowledge would be judged by records of its author's choice.
#[tokio::test]
async fn an_event_that_claims_other_knowledge_than_its_run_is_not_believed() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, other]) = ready(&desk).await;
    let before = device.position;
    for (order, event_as_of) in [(order, before - 1), (other, 1)] {
        device.position = event_as_of;
        device.tap(order, &WorkOrderCommand::Accept);
    }
    device.position = before;
    let refused = device.sync().await;
    assert_eq!(refused.iter().map(code).collect::<Vec<_>>(), ["change.review"; 2]);
    assert_eq!(status(&desk, order).await, "assigned");
}

/// What somebody knew does not become less along their work.
#[tokio::test]
async fn knowledge_that_falls_along_an_actors_runs_is_not_believed() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, other]) = ready(&desk).await;
    let knew = device.position;
    device.tap(order, &WorkOrderCommand::Accept);
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    device.position = knew - 1;
    device.tap(order, &WorkOrderCommand::SetOut { preparation: Default::default() });
    assert_eq!(code(&device.sync().await[0]), "change.review");
    device.position = knew - 1;
    device.tap(other, &WorkOrderCommand::Accept);
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]), "where it began with no more");
}

/// R54: the work of a device that was revoked, or whose user left, is not taken from another device's hands either.
#[tokio::test]
async fn r54_work_of_a_revoked_device_is_not_taken_from_anothers_hands() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, other]) = ready(&desk).await;
    let mut carrier = Tablet::enrol(&desk, "lead").await;
    for order in [order, other] {
        device.tap(order, &WorkOrderCommand::Accept);
    }
    let author =
        jobsheet_sync::Author { actor: device.actor().0, key: device.key.public().id(), nonce: device.nonce };
    let [first, second] = [order, other].map(|order| {
        let mut run = device.run(order);
        run.run.cover.author = Some(author);
        run
    });
    assert!(matches!(carrier.sync_runs(vec![first]).await[..], [Verdict::Stored { .. }]), "handed over");
    desk.put(&format!("/api/devices/{}/revoke", device.id), &json!({})).await;
    assert_eq!(code(&carrier.sync_runs(vec![second]).await[0]), "device.revoked");
    assert_eq!(status(&desk, other).await, "assigned");
}

/// R5: both events stand with their authors, and a person settles it.
#[tokio::test]
async fn r5_work_begun_offline_on_a_cancelled_order_is_contested_until_settled() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, _]) = ready(&desk).await;
    device.tap(order, &WorkOrderCommand::Accept);
    device.tap(order, &WorkOrderCommand::SetOut { preparation: Default::default() });
    device.tap(order, &WorkOrderCommand::Arrive);
    desk.command(order, json!({ "cancel": { "reason": "postponed" } })).await;
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!(page["status"], "on_site");
    let dropped = page["contest"]["dropped"].as_array().unwrap().clone();
    assert_eq!(dropped.len(), 1);
    let board = desk.get("/api/orders?contested=true").await;
    assert_eq!(board["orders"][0]["id"], order.to_string());
    let settled = desk
        .command(
            order,
            json!({ "settle": { "drop": dropped, "stands": null, "reason": "they are there already" } }),
        )
        .await;
    assert!(settled["contest"].is_null());
}

/// R49: nothing is overwritten silently.
#[tokio::test]
async fn r49_two_addresses_are_shown_with_their_authors_until_one_is_chosen() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, [order, _]) = ready(&desk).await;
    let address = |text: &str| {
        jobsheet_domain::value::Value::Address(Address { text: text.to_owned(), position: None })
    };
    let value = address("Rear gate");
    device.tap(order, &WorkOrderCommand::SetFact { name: "address".into(), value });
    let value = serde_json::to_value(address("Front gate")).unwrap();
    desk.command(order, json!({ "set_fact": { "name": "address", "value": value } })).await;
    device.sync().await;
    let page = desk.get(&format!("/api/orders/{order}")).await;
    let stated = page["address"].as_array().unwrap();
    assert_eq!(stated.len(), 2);
    assert!(stated.iter().any(|one| one["author"]["office"] == true));
    assert!(stated.iter().any(|one| one["author"]["name"].as_str().unwrap().contains("Li Min")));
    assert_eq!(page["conflicts"][0]["path"], "fact/address");
    let chosen = stated[1]["value"].clone();
    let page = desk.command(order, json!({ "set_fact": { "name": "address", "value": chosen } })).await;
    assert_eq!(page["address"].as_array().unwrap().len(), 1);
}

/// R1: what was logged offline keeps its provisional number and gets the register's beside it.
#[tokio::test]
async fn r1_a_request_logged_offline_gets_its_number_from_the_register() {
    use jobsheet_domain::aggregates::{Subject, decide};
    use jobsheet_domain::request::RequestCommand;
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let mut device = Tablet::enrol(&desk, "dispatcher").await;
    device.sync().await;
    let id = jobsheet_domain::id::DocumentId(uuid::Uuid::now_v7());
    let document = Document::create(request::KIND, id);
    let log = RequestCommand::Log {
        channel: "phone".into(),
        provisional: Some("T-0001".into()),
        customer: None,
        caller: "Sun Wei".into(),
        phone: "138 1266 7001".into(),
        address: Default::default(),
        product_model: String::new(),
        serial: String::new(),
        fault: "It stops.".into(),
    };
    let edits =
        decide(&Subject::new(document.content().unwrap()).unwrap(), &device.asker(), &log.into()).unwrap();
    device.documents.insert(id, document);
    device.write(id, &edits);
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));
    let page = desk.get(&format!("/api/requests/{id}")).await;
    assert_eq!(page["provisional_number"], "T-0001");
    assert!(page["number"].as_str().unwrap().starts_with("RQ-"), "{page}");
}

/// Whoever knows an order's id could pose as its finder: judged at its beginning, they would have a part in it, and read it.
#[tokio::test]
async fn a_document_begins_once_and_nobody_joins_it_by_beginning_it_again() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("LC3015-240817", "Laser stops", &["lead"]).await;
    let mut stranger = Tablet::enrol(&desk, "second").await;
    stranger.sync().await;
    stranger.documents.insert(order, Document::create(work_order::KIND, order));
    let raise = WorkOrderCommand::Raise {
        request: None,
        found_on_site: true,
        customer: order,
        asset: None,
        address: Address { text: "Elsewhere".into(), position: None },
        contact: String::new(),
        phone: String::new(),
        fault: "Mine now.".into(),
        title: "Mine now".into(),
        priority: "normal".into(),
        product_model: String::new(),
        distance_m: None,
    };
    stranger.tap(order, &raise);
    assert_eq!(code(&stranger.sync().await[0]), "document.begun");
    let page = desk.get(&format!("/api/orders/{order}")).await;
    assert_eq!((&page["title"], &page["conflicts"]), (&json!("Laser stops"), &json!([])));
    let mut again = Tablet::enrol(&desk, "second").await;
    again.sync().await;
    assert!(!again.documents.contains_key(&order), "it is nobody else's to read");
}

/// A device says itself which records it had: with those of before it would keep the role for ever.
#[tokio::test]
async fn what_needs_a_role_that_its_author_has_lost_since_waits_for_a_person() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(&desk, "manager").await;
    let mut technician = Tablet::enrol(&desk, "second").await;
    technician.sync().await;
    technician.tap(order, &WorkOrderCommand::Accept);
    technician.sync().await;
    device.sync().await;
    let copy = technician.documents[&order].clone();
    device.documents.insert(order, copy);
    device.tap(order, &WorkOrderCommand::Cancel { reason: "No need".into() });
    let run = device.run(order);

    let (ledger, user) = (server.ledger(), device.user);
    let organisation = ledger.organisation().unwrap().unwrap().id;
    let mut staff: Vec<Staff> = device.records.staff.values().cloned().collect();
    let person = staff.iter_mut().find(|person| person.user == user).unwrap();
    person.roles = [Role::Technician].into();
    ledger.publish(organisation, "staff", &serde_json::to_vec(&staff).unwrap()).unwrap();
    assert_eq!(code(&device.sync_runs(vec![run]).await[0]), "access.wrong_role");
    let waiting = desk.get("/api/reviews").await;
    assert_eq!(waiting["reviews"].as_array().unwrap().len(), 1);
    assert_eq!(status(&desk, order).await, "accepted");
}
