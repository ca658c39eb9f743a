//! Commands are stored with unsent work, so that they can be decided again. Their stored form is version 1 of
//! `fixtures/commands-1.json`: what it says must be read for as long as a device may hold it.

use std::path::Path;

use jobsheet_client::domain::aggregates::Command;

fn fixture() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/commands-1.json");
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn every_stored_command_of_version_1_is_read_and_written_alike() {
    let stored: Vec<serde_json::Value> = serde_json::from_str(&fixture()).unwrap();
    for one in stored {
        let command: Command = serde_json::from_value(one.clone()).unwrap();
        assert_eq!(serde_json::to_value(&command).unwrap(), one);
    }
}

#[test]
fn the_fixture_has_every_kind_of_command() {
    let stored: Vec<serde_json::Value> = serde_json::from_str(&fixture()).unwrap();
    let has = |document: &str, kind: &str| {
        stored.iter().any(|one| one[document].as_str() == Some(kind) || one[document].get(kind).is_some())
    };
    let kinds = [
        (
            "work_order",
            "raise assign reassign accept decline set_out arrive check_safety start_work hold finish correct_context \
             reopen sign_off leave_site receive_report approve send_back close escalate analyse cancel reinstate settle \
             set_fact edit_text diagnose add_photo caption_photo use_part remove_item answer report_problem \
             record_contact record_answer record_spare_offered choose_item choose_answer",
        ),
        ("request", "log set_fact edit_text end reopen"),
        ("customer", "create set_fact put_contact put_site set_fields remove_item edit_text"),
        ("asset", "create set_fact edit_text"),
    ];
    for (document, named) in kinds {
        let missing: Vec<&str> = named.split_whitespace().filter(|kind| !has(document, kind)).collect();
        assert!(missing.is_empty(), "{document}: {missing:?}");
    }
}
