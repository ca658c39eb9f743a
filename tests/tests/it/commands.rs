//! Commands are stored with unsent work, so that they can be decided again. Their stored form is version 1 of
//! `fixtures/commands-1.json`: what it says must be read for as long as a device may hold it. That every command of every kind
//! stands there is held by `whole`.

use std::path::Path;

use jobsheet_client::domain::aggregates::Command;

fn fixture() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/commands-1.json");
    std::fs::read_to_string(file).unwrap()
}

/// Where the first apps kept what they copied from other documents, which is read again when a command is decided.
const COPIES: [&str; 2] = ["/work_order/finish", "/work_order/correct_context"];

#[test]
fn every_stored_command_of_version_1_is_read_and_written_alike() {
    let stored: Vec<serde_json::Value> = serde_json::from_str(&fixture()).unwrap();
    for mut one in stored {
        let command: Command = serde_json::from_value(one.clone()).unwrap();
        for place in COPIES {
            let Some(asked) = one.pointer_mut(place).and_then(|asked| asked.as_object_mut()) else {
                continue;
            };
            if asked.remove("context").is_some() {
                asked.insert("language".to_owned(), "zh-Hans".into());
            }
        }
        assert_eq!(serde_json::to_value(&command).unwrap(), one);
    }
}
