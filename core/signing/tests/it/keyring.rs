//! Whose key, and from when to when.

use jobsheet_signing::{
    ChangeKey, KeyEntry, KeyKind, KeyPurpose, Keyring, PublicKey, SigningError, device_fingerprint,
    fingerprint,
};
use proptest::prelude::*;

use super::samples::{change_key, other_change_key, statement_signer};

fn entry(revoked_at: Option<u64>) -> KeyEntry {
    KeyEntry {
        key: change_key().public(),
        device: [0xde; 16],
        user: Some([0x5e; 16]),
        kind: KeyKind::Device,
        valid_from: 10,
        revoked_at,
        custody: None,
    }
}

pub fn keyring() -> Keyring {
    let mut keyring = Keyring::default();
    keyring.insert(entry(Some(20)));
    keyring.insert(KeyEntry { key: statement_signer().public(), ..entry(None) });
    keyring.insert(KeyEntry {
        key: other_change_key().public(),
        user: None,
        kind: KeyKind::Server,
        ..entry(None)
    });
    keyring
}

/// R54: what it had sent before its revocation stays; what comes later is not silently taken.
#[test]
fn a_key_is_valid_from_its_enrolment_up_to_its_revocation() {
    let id = change_key().public().id();
    let keyring = keyring();
    assert_eq!(keyring.valid_at(&id, 9), Err(SigningError::KeyNotYetValid));
    assert!(keyring.valid_at(&id, 10).is_ok());
    assert!(keyring.valid_at(&id, 19).is_ok());
    assert_eq!(keyring.valid_at(&id, 20), Err(SigningError::KeyRevoked));
    assert_eq!(keyring.valid_at(&id, u64::MAX), Err(SigningError::KeyRevoked));
    let stranger = ChangeKey::from_seed(&[9; 32]).public().id();
    assert_eq!(keyring.valid_at(&stranger, 15), Err(SigningError::UnknownKey));
}

#[test]
fn a_newer_entry_takes_the_place_of_the_older() {
    let mut keyring = keyring();
    keyring.insert(entry(Some(12)));
    assert_eq!(keyring.iter().count(), 3);
    assert_eq!(keyring.valid_at(&change_key().public().id(), 15), Err(SigningError::KeyRevoked));
}

/// R62: an answer in parts that began under one key of the server and ended under the next has a word of the next for a position
/// from before; a key that was replaced dates nothing after its end.
#[test]
fn a_servers_key_speaks_of_positions_before_its_end() {
    let id = other_change_key().public().id();
    let mut keyring = keyring();
    assert!(keyring.server_key_for(&id, 9).is_some(), "before it was taken up");
    let server = keyring.find(&id).unwrap().clone();
    keyring.insert(KeyEntry { revoked_at: Some(20), ..server });
    assert!(keyring.server_key_for(&id, 19).is_some());
    assert!(keyring.server_key_for(&id, 20).is_none());
    assert!(keyring.server_key_for(&change_key().public().id(), 15).is_none(), "a device's");
}

#[test]
fn only_the_servers_keys_speak_for_the_server() {
    let keyring = keyring();
    let device = change_key().public();
    assert_eq!(keyring.server_key(&device.id()), None);
    assert_eq!(keyring.public_key(&device.id()), Some(device));
    let server = other_change_key().public();
    assert_eq!(keyring.server_key(&server.id()), Some(server));
}

#[test]
fn a_keyring_survives_being_written_and_refuses_doubled_keys() {
    let text = serde_json::to_string(&keyring()).unwrap();
    assert_eq!(serde_json::from_str::<Keyring>(&text).unwrap(), keyring());
    let doubled = serde_json::to_string(&[entry(None), entry(Some(20))]).unwrap();
    assert!(serde_json::from_str::<Keyring>(&doubled).is_err());
}

#[test]
fn the_published_keys_are_found_by_their_own_name_only() {
    let mut jwks = keyring().jwks();
    let id = change_key().public().id();
    assert_eq!(jwks.find(&id), Some(change_key().public()));
    for jwk in &mut jwks.keys {
        jwk.kid = Some(id.to_string());
    }
    assert_eq!(jwks.find(&id), Some(change_key().public()));
}

#[test]
fn a_fingerprint_is_six_groups_of_four_digits() {
    let text = fingerprint(&change_key().public());
    let groups: Vec<&str> = text.split(' ').collect();
    assert_eq!(groups.len(), 6);
    assert!(groups.iter().all(|group| group.len() == 4 && group.bytes().all(|b| b.is_ascii_digit())));
    assert_ne!(text, fingerprint(&other_change_key().public()));
    let of = |change: &ChangeKey, statement: u8| {
        device_fingerprint(&change.public(), &PublicKey::P256([statement; 64]))
    };
    let text = of(&change_key(), 7);
    assert_ne!(text, of(&other_change_key(), 7));
    assert_ne!(text, of(&change_key(), 8), "neither key can be exchanged unheard");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing that arrives as text brings the parsers down.
    #[test]
    fn random_text_is_refused_and_nothing_panics(text in "[ -~]{0,80}(\\.[A-Za-z0-9_-]{0,40}){0,4}") {
        let lookup = |id: &_| keyring().public_key(id);
        prop_assert!(jobsheet_signing::verify_statement(&text, &lookup).is_err());
        prop_assert!(jobsheet_signing::verify_manifest(&text, &lookup).is_err());
        prop_assert!(serde_json::from_str::<Keyring>(&text).is_err());
    }
}

/// R61: a published set says what each key speaks for, so that no device's key passes for the server's.
#[test]
fn r61_a_published_key_says_whose_it_is_and_what_it_signs_for() {
    let published = keyring().jwks();
    let purpose = |key: PublicKey| published.standing(&key.id()).unwrap().purpose;
    assert_eq!(purpose(change_key().public()), KeyPurpose::Change);
    assert_eq!(purpose(statement_signer().public()), KeyPurpose::Statement);
    assert_eq!(purpose(other_change_key().public()), KeyPurpose::Server);
    assert!(published.keys.iter().all(|key| key.usage.as_deref() == Some("sig")));
    let of_server = published.clone().of_purpose(KeyPurpose::Server);
    assert_eq!(of_server.keys.len(), 1);
    let standing = published.standing(&change_key().public().id()).unwrap();
    assert_eq!(standing.differing(&entry(Some(20))), None);
    assert_eq!(standing.differing(&entry(None)), None, "a keyring from before the revocation");
    assert_eq!(standing.differing(&entry(Some(30))), Some("revoked_at"));
    assert_eq!(standing.differing(&KeyEntry { kind: KeyKind::Server, ..entry(None) }), Some("purpose"));
    assert_eq!(standing.differing(&KeyEntry { user: None, ..entry(None) }), Some("user"));
}
