//! A report copies what other documents say, and is judged by the very versions its author read.

use jobsheet_domain::asset;
use jobsheet_domain::edit::Edit;
use jobsheet_domain::event::EventBody;
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::language::Language;
use jobsheet_domain::records::{Role, Staff};
use jobsheet_domain::value::{Reading, Value};
use jobsheet_domain::work_order::{ReportContext, WorkOrderCommand, WorkOrderEvent};
use jobsheet_server::ledger::{Accounts, Documents};
use jobsheet_sync::Verdict;
use serde_json::json;

use crate::support::start;
use jobsheet_kit::desk::Desk;
use jobsheet_kit::tablet::Tablet;

const FREE: &str = "free\nin_term=2099-01-01";

/// A technician whose work on a machine is done but for saying so.
async fn worked(desk: &Desk) -> (Tablet, DocumentId, DocumentId) {
    let order = desk.assigned("AC75-190332", "Belt worn", &["second"]).await;
    let mut device = Tablet::enrol(desk, "second").await;
    device.sync().await;
    device.work_up_to_finishing(order);
    let machine = device.holds(asset::KIND)[0];
    (device, order, machine)
}

fn code(verdict: &Verdict) -> &str {
    if let Verdict::Refused { code, .. } = verdict { code } else { "" }
}

/// The running hours as the technician reads them off the meter.
fn hours(hours: i64) -> Edit {
    let reading = Reading { milli: hours * 1_000, unit: "h".to_owned() };
    Edit::Fact { name: "running_hours".to_owned(), value: Value::Reading(reading) }
}

/// What finishing writes, with another copy on the report.
fn finishing(device: &Tablet, order: DocumentId, change: impl Fn(&mut ReportContext)) -> Vec<Edit> {
    let mut edits = device.decided(order, &Tablet::finish());
    for edit in &mut edits {
        let Edit::Event(event) = edit else { continue };
        let Some(WorkOrderEvent::Finished { outcome, context }) = event.body.read().cloned() else {
            continue;
        };
        let mut context = context;
        change(&mut context);
        event.body = EventBody::of(&WorkOrderEvent::Finished { outcome, context });
    }
    edits
}

/// The same as an app of version 1 writes it: without saying what it read.
fn saying_nothing_of_what_was_read(mut edits: Vec<Edit>) -> Vec<Edit> {
    for edit in &mut edits {
        if let Edit::Event(event) = edit {
            event.reads.clear();
        }
    }
    edits
}

async fn status(desk: &Desk, order: DocumentId) -> String {
    desk.get(&format!("/api/orders/{order}")).await["status"].as_str().unwrap().to_owned()
}

/// A person lets in what waits.
async fn admit(desk: &Desk) {
    let waiting = &desk.get("/api/reviews").await["reviews"][0];
    let path = format!("/api/reviews/{}/admit", waiting["digest"].as_str().unwrap());
    assert_eq!(desk.post(&path, &json!({ "reason": "The sheet is right." })).await.status(), 204);
}

#[tokio::test]
async fn r15_a_report_that_copies_what_its_author_read_comes_in() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order, machine) = worked(&desk).await;
    // The office corrects the customer's file meanwhile: what was read stands.
    let customer = desk.get(&format!("/api/assets/{machine}")).await["customer"].as_str().unwrap().to_owned();
    let renamed = json!({ "set_fact": { "name": "name", "value": { "text": "Mingyuan Optics" } } });
    desk.put(&format!("/api/documents/{customer}/commands"), &json!({ "customer": renamed })).await;
    device.tap(order, &Tablet::finish());
    let verdicts = device.sync().await;
    assert!(matches!(verdicts[..], [Verdict::Stored { .. }]), "{verdicts:?}");
    assert_eq!(status(&desk, order).await, "finished");
}

#[tokio::test]
async fn r32_nobody_prints_a_warranty_that_the_machine_does_not_have() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order, _) = worked(&desk).await;
    let edits = finishing(&device, order, |context| context.warranty = FREE.to_owned());
    device.write(order, &edits);
    let verdict = &device.sync().await[0];
    assert_eq!(code(verdict), "report.context_differs");
    let Verdict::Refused { parameters, .. } = verdict else { panic!("{verdict:?}") };
    assert_eq!(parameters[..], [("field".to_owned(), "warranty".to_owned())]);
}

/// Who was a manager by the records a device says it had, and is none now, changes no warranty alone (R54).
#[tokio::test]
async fn r32_a_correction_by_who_was_a_manager_once_waits_where_it_changes_the_warranty() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order, machine) = worked(&desk).await;
    let (ledger, user) = (server.ledger(), device.user);
    let organisation = ledger.organisation().unwrap().unwrap().id;
    let mut staff: Vec<Staff> = device.records.staff.values().cloned().collect();
    let mut now_is = |roles: &[Role]| {
        let person = staff.iter_mut().find(|person| person.user == user).unwrap();
        person.roles = roles.iter().copied().collect();
        ledger.publish(organisation, "staff", &serde_json::to_vec(&staff).unwrap()).unwrap();
    };
    now_is(&[Role::Technician, Role::Manager]);
    device.tap(order, &Tablet::finish());
    device.sync().await;
    let months = json!({ "set_fact": { "name": "warranty_months", "value": { "integer": 240 } } });
    desk.put(&format!("/api/documents/{machine}/commands"), &json!({ "asset": months })).await;
    device.sync().await;
    device.tap(order, &WorkOrderCommand::CorrectContext { language: Language::Simplified });
    let run = device.run(order);
    now_is(&[Role::Technician]);
    assert_eq!(code(&device.sync_runs(vec![run]).await[0]), "report.context_differs");
    admit(&desk).await;
}

#[tokio::test]
async fn what_an_earlier_app_copied_comes_in_where_it_says_what_is_here_and_waits_where_not() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order, _) = worked(&desk).await;
    let edits = saying_nothing_of_what_was_read(finishing(&device, order, |_| {}));
    device.write(order, &edits);
    assert!(matches!(device.sync().await[..], [Verdict::Stored { .. }]));

    let (mut device, order, _) = worked(&desk).await;
    let edits = finishing(&device, order, |context| context.warranty = FREE.to_owned());
    device.write(order, &saying_nothing_of_what_was_read(edits));
    assert_eq!(code(&device.sync().await[0]), "report.context_differs");
    admit(&desk).await;
    assert_eq!(status(&desk, order).await, "finished");
}

#[tokio::test]
async fn what_was_decided_by_a_version_that_is_not_here_waits_until_it_is() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order, machine) = worked(&desk).await;
    device.write(machine, &[hours(12_000)]);
    device.tap(order, &Tablet::finish());
    let (of_order, of_machine) = (device.run(order), device.run(machine));
    let verdicts = device.sync_runs(vec![of_order.clone(), of_machine.clone()]).await;
    let hashes = device.heads(machine).iter().map(|hash| hash.0).collect();
    assert_eq!(verdicts[0], Verdict::Missing { hashes });
    assert!(matches!(verdicts[1], Verdict::Stored { .. }), "{verdicts:?}");
    assert!(matches!(device.sync_runs(vec![of_order]).await[..], [Verdict::Stored { .. }]));
    assert_eq!(status(&desk, order).await, "finished");
}

#[tokio::test]
async fn work_that_rests_on_a_refused_version_waits_for_a_person_who_can_let_it_in() {
    let server = start().await;
    let desk = server.desk("dispatcher").await;
    let (mut device, order, machine) = worked(&desk).await;
    let serial = Value::Text("AC75-000000".to_owned());
    device.write(machine, &[Edit::Fact { name: "customer".to_owned(), value: serial }]);
    device.tap(order, &Tablet::finish());
    let verdicts = device.sync_runs(vec![device.run(machine), device.run(order)]).await;
    assert_ne!(code(&verdicts[0]), "", "{verdicts:?}");
    assert_eq!(code(&verdicts[1]), "change.rests_on_refused");
    admit(&desk).await;
    assert_eq!(status(&desk, order).await, "finished");
}
