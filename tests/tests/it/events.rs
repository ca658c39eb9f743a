//! Events are written once and read for ever. Every kind of version 1 stands in `fixtures/events-1.json`, with its
//! particulars in words and the canonical bytes that are stored, signed over and named by their digest.

use std::any::Any;
use std::path::{Path, PathBuf};

use jobsheet_client::domain::event::{Author, Event, EventBody};
use jobsheet_client::domain::id::EventKey;
use jobsheet_client::domain::request::RequestEvent;
use jobsheet_client::domain::time::{EventTime, Position, Timestamp};
use jobsheet_client::domain::work_order::WorkOrderEvent;
use jobsheet_client::domain::work_order::transitions::TABLE;
use jobsheet_kernel::envelope::{decode_event, encode_event, event_key};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/events-1.json")
}

fn fixture() -> Vec<Value> {
    serde_json::from_str(&std::fs::read_to_string(file()).unwrap()).unwrap()
}

/// What happened, of the type of the document's kind.
fn body(one: &Value) -> EventBody {
    fn of<T: DeserializeOwned + Serialize + Clone + Any + Send + Sync>(event: &Value) -> EventBody {
        EventBody::of::<T>(&serde_json::from_value(event.clone()).unwrap())
    }
    match one["document"].as_str().unwrap() {
        "work_order" => of::<WorkOrderEvent>(&one["event"]),
        "request" => of::<RequestEvent>(&one["event"]),
        kind => panic!("{kind} has no events"),
    }
}

fn event(body: EventBody) -> Event {
    Event {
        key: EventKey([0; 16]),
        order: 3,
        after: vec![EventKey([0xa5; 16])],
        as_of: 41,
        at: EventTime {
            device: Timestamp(1_700_000_000_000),
            corrected: Timestamp(1_700_000_000_250),
            uncertainty_ms: 120,
            position: Some(Position { latitude_udeg: 31_300_000, longitude_udeg: 120_600_000 }),
        },
        by: Author {
            user: "01980000-0000-7000-8000-000000000001".parse().unwrap(),
            device: "01980000-0000-7000-8000-000000000002".parse().unwrap(),
        },
        reads: Vec::new(),
        body,
    }
}

#[test]
fn every_stored_event_of_version_1_has_the_bytes_it_always_had() {
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        return bless();
    }
    for one in fixture() {
        let body = body(&one);
        let bytes = encode_event(&event(body.clone())).unwrap();
        assert_eq!(one["bytes"], hex(&bytes), "{}", one["event"]);
        let read = decode_event(&bytes).unwrap();
        assert_eq!((read.body, read.key), (body, event_key(&bytes)), "{}", one["event"]);
    }
}

#[test]
fn the_fixture_has_every_row_of_the_transition_table() {
    let written: Vec<String> = fixture()
        .iter()
        .filter_map(|one| one["event"].as_object().and_then(|event| event.keys().next().cloned()))
        .collect();
    // A sign-off by link is a sign-off with another word in it.
    let name = |kind: &str| if kind == "link_signed" { "signed_off".to_owned() } else { kind.to_owned() };
    let missing: Vec<_> =
        TABLE.iter().map(|row| name(row.kind.name())).filter(|kind| !written.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

fn bless() {
    let lines: Vec<String> = fixture()
        .into_iter()
        .map(|mut one| {
            one["bytes"] = Value::String(hex(&encode_event(&event(body(&one))).unwrap()));
            format!("  {one}")
        })
        .collect();
    std::fs::write(file(), format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
