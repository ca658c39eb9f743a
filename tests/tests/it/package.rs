//! Evidence is a format others keep and read. `fixtures/package-2.txt` has every part of a package of version 2, and every member
//! of those in JSON by its path.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
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

/// A part's name, with whatever digest is in it left out, and the members of its JSON.
fn described(name: &str, bytes: &[u8], into: &mut BTreeSet<String>) {
    let digits = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let shown =
        name.split(['/', '.']).find(|part| digits(part)).map(|digest| name.replace(digest, "<digest>"));
    let name = shown.unwrap_or_else(|| name.to_owned());
    into.insert(name.clone());
    let json = match name.rsplit('.').next() {
        Some("json") => bytes.to_vec(),
        Some("jws") => {
            let payload = std::str::from_utf8(bytes).unwrap().split('.').nth(1).unwrap();
            jobsheet_signing::encoding::from_base64url(payload).unwrap()
        }
        _ => return,
    };
    let mut json: Value = serde_json::from_slice(&json).unwrap();
    if json.get("parts").is_some() {
        json["parts"] = Value::String("digests by name".to_owned());
    }
    paths(&json, &format!("{name}:"), into);
}

#[tokio::test(flavor = "multi_thread")]
async fn r61_a_package_has_the_parts_and_members_of_version_2() {
    let mut world = World::begin(1, 1).await;
    do_the_job(&world);
    world.settle().await;
    let (order, mut found) = (world.orders[0], BTreeSet::new());
    for bytes in [world.office.evidence(order).await, world.office.evidence_with_hands(order).await] {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for place in 0..archive.len() {
            let mut part = archive.by_index(place).unwrap();
            let (name, mut content) = (part.name().unwrap().into_owned(), Vec::new());
            part.read_to_end(&mut content).unwrap();
            described(&name, &content, &mut found);
        }
    }
    let found = found.into_iter().collect::<Vec<_>>().join("\n") + "\n";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/package-2.txt");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, &found).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), found);
    world.end().await;
}
