//! Events are written once and read for ever. Every kind of version 1 stands in `fixtures/events-1.json`, with its
//! particulars in words and the canonical bytes that are stored, signed over and named by their digest.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jobsheet_client::domain::aggregate::{Aggregate, Visitor};
use jobsheet_client::domain::aggregates::visit;
use jobsheet_client::domain::event::{Author, Event, EventBody};
use jobsheet_client::domain::id::EventKey;
use jobsheet_client::domain::time::{EventTime, Position, Timestamp};
use jobsheet_kernel::envelope::{decode_event, encode_event, event_key};
use serde_json::Value;

use crate::kinds::{known, place};

fn file() -> PathBuf {
    place("tests/fixtures/events-1.json")
}

fn fixture() -> Vec<Value> {
    serde_json::from_str(&std::fs::read_to_string(file()).unwrap()).unwrap()
}

/// What happened, of the type of the document's kind.
fn body(one: &Value) -> EventBody {
    let kind = one["document"].as_str().unwrap();
    let events = known(kind).events.unwrap_or_else(|| panic!("{kind} has no events"));
    (events.read)(&one["event"]).unwrap()
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

/// The names pages show events by, each beside the name the event is stored by, of every kind of the list.
#[derive(Default)]
struct ShownNames(BTreeMap<&'static str, Vec<(&'static str, &'static str)>>);

impl Visitor for ShownNames {
    fn kind<A: Aggregate>(&mut self) {
        self.0.insert(A::KIND.name(), A::shown_names());
    }
}

#[test]
fn an_event_is_shown_by_the_row_of_the_table_it_goes_by() {
    let mut shown = ShownNames::default();
    visit(&mut shown);
    for one in fixture() {
        let kind = one["document"].as_str().unwrap();
        let row = (known(kind).events.unwrap().name)(&one["event"]);
        let stored = one["event"].as_object().unwrap().keys().next().unwrap();
        let names = &shown.0[kind];
        let named = names.contains(&(row.as_str(), stored.as_str()));
        assert!(named || (names.is_empty() && row == *stored), "{kind}: {stored} is shown as {row}");
    }
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
