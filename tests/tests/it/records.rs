//! Records are kept by every device and judged by for as long as work made under them may arrive. Their form of version 1
//! stands in `fixtures/records-1.json`; a newer version may add members with defaults and lose none.

use std::path::{Path, PathBuf};

use jobsheet_client::domain::records::{Catalogue, Policy, Staff};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/records-1.json")
}

fn fixture() -> Value {
    serde_json::from_str(&std::fs::read_to_string(file()).unwrap()).unwrap()
}

fn read_and_written<T: DeserializeOwned + Serialize>(stored: &Value) -> Value {
    let record: T = serde_json::from_value(stored.clone()).unwrap();
    serde_json::to_value(record).unwrap()
}

#[test]
fn records_of_version_1_are_read_and_written_alike() {
    let stored = fixture();
    assert_eq!(read_and_written::<Policy>(&stored["policy"]), stored["policy"]);
    assert_eq!(read_and_written::<Catalogue>(&stored["catalogue"]), stored["catalogue"]);
    assert_eq!(read_and_written::<Vec<Staff>>(&stored["staff"]), stored["staff"]);
}

#[test]
fn a_policy_that_says_nothing_has_the_defaults_of_the_rules() {
    let stored = fixture();
    let silent: Policy = serde_json::from_value(json!({})).unwrap();
    assert_eq!(silent, Policy::default());
    assert_eq!(
        serde_json::to_value(&silent).unwrap()["clocks"],
        stored["policy"]["clocks"],
        "R22–R27 as documented"
    );
}
