use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::messages::all;
use super::*;

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|tail| tail.split_once('}')).map(|(name, _)| name).collect()
}

/// Every `Refusal::new("…")` in a file with the names given by `.with("…"` right after it.
fn refusals(source: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for part in source.split("Refusal::new(\"").skip(1) {
        let Some((code, mut tail)) = part.split_once("\")") else { continue };
        let mut names = BTreeSet::new();
        while let Some(rest) = tail.trim_start().strip_prefix(".with(\"") {
            let Some((name, after)) = rest.split_once('"') else { break };
            names.insert(name.to_owned());
            tail = after_parenthesis(after);
        }
        found.push((code.to_owned(), names));
    }
    found
}

/// What follows the parenthesis that closes an argument list already begun.
fn after_parenthesis(text: &str) -> &str {
    let mut depth = 1;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    ""
}

#[expect(clippy::disallowed_methods, reason = "the test reads the crate's own sources")]
fn sources(folder: &Path, into: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            into.push(fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_refusal_of_the_domain_has_its_message_and_what_the_message_names() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let used: Vec<_> = files.iter().flat_map(|source| refusals(source)).collect();
    assert!(used.len() > 60, "the search finds refusals: {}", used.len());
    for (code, names) in used {
        let template = messages::template(&code, Language::English);
        let template = template.unwrap_or_else(|| panic!("{code} has no message"));
        for wanted in placeholders(template) {
            assert!(names.contains(wanted), "{code} does not give {wanted}");
        }
    }
}

/// Every text literal in a file that looks like a code of a family that the table has.
fn codes(source: &str) -> Vec<String> {
    let families: BTreeSet<&str> =
        all().filter_map(|message| message.code.split_once('.')).map(|(family, _)| family).collect();
    let of_code = |text: &str| {
        let (family, name) = text.split_once('.')?;
        let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        (families.contains(family) && plain && !name.is_empty()).then(|| text.to_owned())
    };
    source.split('"').skip(1).step_by(2).filter_map(of_code).collect()
}

#[test]
fn a_code_kept_in_a_variable_has_its_message_too() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    for code in files.iter().flat_map(|source| codes(source)) {
        assert!(is_known(&code), "{code} has no message");
    }
}

#[test]
fn a_message_names_the_same_things_in_every_language() {
    for message in all() {
        let named = message.words.map(placeholders);
        assert!(named.iter().all(|names| *names == named[0]), "{}", message.code);
        assert!(message.words.iter().all(|words| !words.trim().is_empty()), "{}", message.code);
    }
}

#[test]
fn a_code_has_one_message() {
    let codes: Vec<&str> = all().map(|message| message.code).collect();
    let distinct: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes.len(), distinct.len());
}

#[test]
fn the_languages_differ() {
    for message in all() {
        assert_ne!(message.words[0], message.words[2], "{}", message.code);
        assert!(message.words[2].is_ascii() || message.words[2].contains(['“', '–']), "{}", message.code);
    }
}

#[test]
fn a_message_says_statuses_and_events_in_the_readers_words() {
    let refusal = Refusal::new("work_order.not_now").with("status", "on_site").with("event", "finished");
    assert_eq!(message(&refusal, Language::Simplified), "工单现为“已到场”，不能“完工”。请先完成前面的步骤。");
    assert_eq!(
        message(&refusal, Language::Traditional),
        "工單現為「已到場」，不能「完工」。請先完成前面的步驟。"
    );
    assert!(message(&refusal, Language::English).contains("“on site”"));
}

#[test]
fn several_roles_are_listed_in_words() {
    let refusal = Refusal::new("access.wrong_role").with("roles", "dispatcher,manager");
    assert!(message(&refusal, Language::English).ends_with("dispatcher, service manager."));
    assert!(message(&refusal, Language::Simplified).ends_with("客服调度、服务主管。"));
}

#[test]
fn braces_in_a_value_stay_as_they_are() {
    let refusal = Refusal::new("fact.unknown").with("name", "{code}");
    assert!(message(&refusal, Language::English).contains("“{code}”"));
}

#[test]
fn an_unknown_code_is_named() {
    for language in Language::ALL {
        assert!(message(&Refusal::new("future.code"), language).contains("future.code"));
    }
}
