//! The evidence bundle is a format others keep and read. `fixtures/bundle-1.txt` has every member of version 1 by its path.

use std::collections::BTreeSet;
use std::path::Path;

use jobsheet_client::domain::aggregates::Command;
use jobsheet_client::domain::language::Language;
use jobsheet_client::domain::value::Value as Fact;
use jobsheet_client::domain::work_order::{Outcome, Preparation, SafetyCheck, WorkOrderCommand as Ask};
use jobsheet_kit::world::{World, diagnosis, signing};
use jobsheet_screens::screens;
use serde_json::Value;

fn paths(value: &Value, path: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| paths(member, &format!("{path}/{name}"), into));
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{path}[]"), into)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            into.insert(path.to_owned());
        }
    }
}

/// A job done and signed on the lead's tablet.
fn do_the_job(world: &World) {
    let (client, order) = (&world.devices[0].client, world.orders[0]);
    let check = SafetyCheck { rules_read: true, passed: true, ..SafetyCheck::default() };
    let tap = |ask: Ask| client.submit(order, &Command::WorkOrder(ask)).unwrap();
    tap(Ask::Accept);
    tap(Ask::SetOut { preparation: Preparation::default() });
    tap(Ask::Arrive);
    tap(Ask::CheckSafety { check });
    tap(Ask::StartWork);
    tap(Ask::Diagnose(diagnosis(1)));
    let base = screens(client).order(order).unwrap().heads;
    tap(Ask::EditText { field: "1/work_done".to_owned(), base, text: "换泵".to_owned() });
    for item in screens(client).checklist(order).unwrap() {
        tap(Ask::Answer { item: item.key, value: Fact::Flag(true) });
    }
    tap(Ask::Finish { outcome: Outcome::Solved, language: Language::Simplified });
    let shown = client.show_report(order, None).unwrap();
    client.sign_off(&shown, &signing()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn r61_a_bundle_has_the_members_of_version_1() {
    let mut world = World::begin(1, 1).await;
    do_the_job(&world);
    world.settle().await;
    let bundle = world.office.get(&format!("/api/orders/{}/evidence", world.orders[0])).await;
    assert_eq!(bundle["format"], "jobsheet/evidence/1");
    let mut found = BTreeSet::new();
    paths(&bundle, "", &mut found);
    let found = found.into_iter().collect::<Vec<_>>().join("\n") + "\n";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bundle-1.txt");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, &found).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), found);
    world.end().await;
}
