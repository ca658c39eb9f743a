use ciborium::value::Value as Cbor;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::{decode_value, encode, encode_value};
use crate::envelope::{decode_event, encode_event, event_key};
use crate::event::{Author, Event, EventBody};
use crate::id::EventKey;
use crate::time::{EventTime, Timestamp};
use crate::value::{Money, Value};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Happened {
    Arrived {},
    Held { reason: String, note: String },
}

fn event(body: &Happened) -> Event {
    let user = "01890a5d-1111-774b-bcce-b302099a8057".parse().unwrap();
    let device = "01890a5d-2222-774b-bcce-b302099a8057".parse().unwrap();
    let at = EventTime { device: Timestamp(5), corrected: Timestamp(-6), uncertainty_ms: 7, position: None };
    Event {
        key: EventKey([0; 16]),
        order: 3,
        after: vec![EventKey([1; 16]), EventKey([2; 16])],
        as_of: 9,
        at,
        by: Author { user, device },
        reads: Vec::new(),
        body: EventBody::of(body),
    }
}

#[test]
fn map_keys_are_sorted_by_their_encoded_bytes() {
    let bytes = encode_value(&Value::Money(Money { minor: 500, currency: "CNY".to_owned() })).unwrap();
    // {"money": {"minor": 500, "currency": "CNY"}}: the shorter key first, as RFC 8949 §4.2.1 wants.
    assert_eq!(hex::encode(bytes), "a1656d6f6e6579a2656d696e6f721901f46863757272656e637963434e59");
}

#[test]
fn only_the_canonical_bytes_of_a_value_are_read() {
    let canonical = "a167696e746567657205";
    assert_eq!(decode_value(&hex::decode(canonical).unwrap()), Ok(Value::Integer(5)));
    for other in [
        "a167696e74656765721805",                 // a number longer than it needs to be
        "bf67696e746567657205ff",                 // a map of indefinite length
        "a167696e74656765720500",                 // something after it
        "a267696e74656765720567696e746567657206", // a key twice
        "a16774657874",                           // cut off
    ] {
        assert!(decode_value(&hex::decode(other).unwrap()).is_err(), "{other}");
    }
}

#[test]
fn an_event_reads_back_with_its_digest_as_key() {
    let held = Happened::Held { reason: "weather".to_owned(), note: "雨".to_owned() };
    let written = event(&held);
    let bytes = encode_event(&written).unwrap();
    let read = decode_event(&bytes).unwrap();
    assert_eq!(read.body.read(), Some(&held));
    assert_eq!(read, Event { key: event_key(&bytes), ..written });
}

#[test]
fn an_event_of_a_newer_version_stays_whole() {
    let bytes = encode_event(&event(&Happened::Arrived {})).unwrap();
    let mut cbor: Cbor = ciborium::from_reader(bytes.as_slice()).unwrap();
    let Cbor::Map(entries) = &mut cbor else { panic!("an event is a map") };
    for (key, value) in entries {
        match key.as_text() {
            Some("kind") => *value = Cbor::Text("teleported".to_owned()),
            Some("body") => {
                *value = Cbor::Map(vec![(Cbor::Text("to".to_owned()), Cbor::Text("Mars".to_owned()))])
            }
            _ => {}
        }
    }
    let newer = encode(&cbor).unwrap();
    let read = decode_event(&newer).unwrap();
    assert_eq!((read.body.kind(), read.body.read::<Happened>()), ("teleported", None));
    assert_eq!(encode_event(&read).unwrap(), newer, "it is written again as it came");
}

/// A date is its ten characters, and only a day of the calendar is one.
#[test]
fn a_date_has_one_form() {
    let bytes = encode_value(&Value::Date("2026-02-15".parse().unwrap())).unwrap();
    assert_eq!(bytes, b"\xa1\x64date\x6a2026-02-15");
    assert_eq!(decode_value(&bytes), Ok(Value::Date("2026-02-15".parse().unwrap())));
    for other in [b"\xa1\x64date\x6a2026-02-30", b"\xa1\x64date\x6a2026-2-015", b"\xa1\x64date\x6a+026-02-15"]
    {
        assert!(decode_value(other).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn arbitrary_bytes_never_panic_and_what_is_read_encodes_to_the_same(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(value) = decode_value(&bytes) {
            prop_assert_eq!(encode_value(&value).unwrap(), bytes.clone());
        }
        let _ = decode_event(&bytes);
    }

    #[test]
    fn every_text_and_number_reads_back(text in any::<String>(), number in any::<i64>()) {
        for value in [Value::Text(text.clone()), Value::Integer(number), Value::Texts(vec![text.clone(), text])] {
            prop_assert_eq!(decode_value(&encode_value(&value).unwrap()), Ok(value));
        }
    }
}
