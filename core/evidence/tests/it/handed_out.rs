//! Files that earlier servers handed out, and what is said of them now.

use jobsheet_evidence::{Evidence, Held, Package, Published, Verdict, verify};
use jobsheet_signing::{Jwks, KeyList};

use super::{codes, fixture, published, verified};

/// The first form still opens and verifies; as nobody signed its end, no keys prove that it is whole.
#[test]
fn r61_the_first_form_verifies_and_is_not_proved_to_be_whole() {
    let keys = published("jwks-1.json");
    for (name, standing) in
        [("signed-1.json", "evidence.signoff.stands"), ("void-1.json", "evidence.signoff.void")]
    {
        let made = verified(&fixture(name), Some(&keys));
        assert_eq!(made.verdict(), Verdict::Unproved, "{name}: {:?}", made.checks);
        assert_eq!(codes(&made, Held::Unproved), ["evidence.export.unsigned"]);
        assert!(codes(&made, Held::Noted).contains(&standing));
    }
}

#[test]
fn r61_a_package_is_proved_by_the_list_of_keys() {
    let keys = published("keys-2.json");
    for (name, standing) in [
        ("signed-2.zip", "evidence.signoff.stands"),
        ("void-2.zip", "evidence.signoff.void"),
        ("other-2.zip", "evidence.signoff.unsigned"),
    ] {
        let made = verified(&fixture(name), Some(&keys));
        assert_eq!(made.verdict(), Verdict::Proved, "{name}: {:?}", made.checks);
        assert!(codes(&made, Held::Noted).contains(&standing), "{name}: {:?}", made.checks);
        let alone = verified(&fixture(name), None);
        assert_eq!(codes(&alone, Held::Unproved), ["evidence.keys.unproved"], "{name}");
    }
}

/// A package is written as it was read: one spelling.
#[test]
fn a_package_is_written_as_it_was_read() {
    for name in ["signed-2.zip", "void-2.zip", "other-2.zip"] {
        let bytes = fixture(name);
        assert!(Package::read(&bytes).unwrap().write().unwrap() == bytes, "{name}");
    }
}

/// F9: what the organisation once said of a key it cannot unsay.
#[test]
fn a_key_cannot_be_disowned_for_the_time_before() {
    let evidence = Evidence::read(&fixture("signed-2.zip")).unwrap();
    let Published::List(list) = published("keys-2.json") else { panic!("a list") };
    let found = |published: Published| {
        let made = verify(&evidence, Some(&published));
        let codes: Vec<String> = made
            .checks
            .iter()
            .filter(|check| check.held >= Held::Unproved)
            .map(|check| check.finding.code.to_string())
            .collect();
        (made.verdict(), codes.join(" "))
    };
    let proved = (Verdict::Proved, String::new());
    assert_eq!(found(Published::List(list.clone())), proved);
    let mut antedated = list.clone();
    let device = antedated.records.iter().position(|record| record.user.is_some()).unwrap();
    let revoked = jobsheet_signing::KeyRecord {
        number: antedated.records.len() as u64,
        revoked_at: Some(antedated.records[device].valid_from + 1),
        ..antedated.records[device].clone()
    };
    antedated.records.push(revoked.clone());
    assert_eq!(found(Published::List(antedated)), proved, "it says so later, and of later");
    let mut set = list.keyring();
    set.insert(revoked.entry());
    let ended = (Verdict::Unproved, "evidence.keys.ended".to_owned());
    assert_eq!(found(Published::Set(set.jwks())), ended, "a set does not tell since when it says so");
    let mut rewritten = list.clone();
    rewritten.records[device].revoked_at = revoked.revoked_at;
    let doubted = |code: &str| (Verdict::Unproved, code.to_owned());
    assert_eq!(found(Published::List(rewritten)), doubted("evidence.keys.rewritten"));
    let before = |size: usize| {
        Published::List(KeyList { records: list.records[..size].to_vec(), head: String::new() })
    };
    let unpublished = found(before(3));
    assert_eq!(unpublished, (Verdict::Broken, "evidence.keys.unpublished".to_owned()));
    let later = verified(&fixture("void-2.zip"), Some(&before(4)));
    assert_eq!(codes(&later, Held::Unproved), ["evidence.keys.older"]);
    let nobodys = found(Published::Set(Jwks::default()));
    assert_eq!(nobodys, (Verdict::Broken, "evidence.keys.unpublished".to_owned()));
}

/// A list of keys that does not hold in itself is no list.
#[test]
fn a_published_list_must_be_what_its_head_says() {
    let text = String::from_utf8(fixture("keys-2.json")).unwrap();
    assert!(Published::read(text.as_bytes()).is_some());
    let altered = text.replacen("\"revoked_at\":null", "\"revoked_at\":5", 1);
    assert_ne!(text, altered);
    assert!(Published::read(altered.as_bytes()).is_none());
    assert!(Published::read(b"{}").is_none() && Published::read(b"{\"keys\":[]}").is_none());
}
