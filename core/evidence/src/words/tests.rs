use std::collections::BTreeSet;

use super::keys::MAKERS;
use super::reasons::REASONS;
use super::table::FINDINGS;
use super::*;
use crate::finding::Finding;

const SOURCES: [&str; 11] = [
    include_str!("../bundle.rs"),
    include_str!("../checks.rs"),
    include_str!("../checks/custody.rs"),
    include_str!("../checks/export.rs"),
    include_str!("../checks/keys.rs"),
    include_str!("../checks/runs.rs"),
    include_str!("../checks/time.rs"),
    include_str!("../checks/told.rs"),
    include_str!("../package/container.rs"),
    include_str!("../package/mod.rs"),
    include_str!("../verify.rs"),
];

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|tail| tail.split_once('}')).map(|(name, _)| name).collect()
}

/// Every finding in the sources, with what it names.
fn findings() -> Vec<(&'static str, BTreeSet<&'static str>)> {
    let constructed = SOURCES.iter().flat_map(|source| source.split("Finding::new(\"").skip(1));
    let one = |part: &'static str| {
        let (code, tail) = part.split_once('"')?;
        let end = tail.find([';', '}']).unwrap_or(tail.len());
        let names = tail[..end].split(".with(\"").skip(1);
        Some((code, names.filter_map(|name| name.split_once('"')).map(|(name, _)| name).collect()))
    };
    constructed.filter_map(one).collect()
}

#[test]
fn every_finding_has_its_words_and_gives_what_they_name() {
    let used = findings();
    assert!(used.len() > 30, "the search finds them: {}", used.len());
    for (code, names) in &used {
        let template = [FINDINGS, keys::FINDINGS]
            .into_iter()
            .find_map(|table| find(table, code, Language::English))
            .unwrap_or_else(|| panic!("{code}"));
        assert!(placeholders(template).is_subset(names), "{code} gives {names:?}");
    }
    let used: BTreeSet<&str> = used.into_iter().map(|(code, _)| code).collect();
    for entry in FINDINGS.iter().chain(keys::FINDINGS) {
        assert!(used.contains(entry.code), "{} is found nowhere", entry.code);
    }
}

#[test]
fn a_code_has_one_message_that_names_the_same_things_in_every_language() {
    let mut seen = BTreeSet::new();
    for entry in FINDINGS.iter().chain(keys::FINDINGS).chain(REASONS).chain(MAKERS) {
        assert!(seen.insert(entry.code), "{} twice", entry.code);
        let named = entry.words.map(placeholders);
        assert!(named.iter().all(|names| *names == named[0]), "{}", entry.code);
        assert!(entry.words.iter().all(|words| !words.is_empty()), "{}", entry.code);
        assert_ne!(entry.words[0], entry.words[2], "{}", entry.code);
    }
}

#[test]
fn a_reason_is_said_in_the_readers_words() {
    let finding = Finding::new("evidence.receipt.broken").with("why", "key.revoked");
    assert_eq!(finding.message(Language::Simplified), "回执未通过验证：密钥当时已吊销。");
    assert_eq!(finding.message(Language::Traditional), "回執未通過驗證：金鑰當時已撤銷。");
    assert_eq!(
        finding.message(Language::English),
        "The receipt does not verify: the key had been revoked by then."
    );
    assert_eq!(finding.check(), "receipt");
}

#[test]
fn a_reason_without_words_is_named_by_its_code() {
    let finding = Finding::new("evidence.changes.incoherent").with("why", "change.fork");
    assert!(finding.message(Language::Simplified).contains("change.fork"));
}
