//! The list of keys, the export and the answer about a statement.

use jobsheet_signing::{
    Attestation, AttestationForm, Custody, Export, KeyEntry, KeyKind, KeyList, KeyListHead, KeyListState,
    KeyRecord, KeyRecordForm, Keyring, Part, PartDigest, SecurityLevel, SigningError, Standing, json, sha256,
    sign_export, sign_key_list, sign_receipt, sign_standing, unsaid, verify_export, verify_standing,
};

use super::samples::{change_key, knows, other_change_key, statement_signer};
use super::server_words::receipt;

pub fn record(number: u64, revoked_at: Option<u64>) -> KeyRecord {
    KeyRecord {
        form: KeyRecordForm::First,
        organisation: [0x0a; 16],
        number,
        at_ms: 1_795_000_900_000,
        position: 1_234,
        key: other_change_key().public(),
        kind: KeyKind::Device,
        device: [0xde; 16],
        user: Some([0x5e; 16]),
        valid_from: 10,
        revoked_at,
    }
}

pub fn attestation() -> Attestation {
    let parts = vec![Part(b"the key's certificate".to_vec()), Part(b"its issuer's".to_vec())];
    Attestation { form: AttestationForm::AndroidKey, challenge: [0x0c; 32], parts }
}

/// A statement key of which its maker's word was verified.
pub fn attested() -> KeyRecord {
    let custody = Custody::Attested {
        form: AttestationForm::AndroidKey,
        attestation: sha256(&attestation().bytes().unwrap()),
        level: SecurityLevel::Strongbox,
        genuine: true,
    };
    KeyRecord {
        form: KeyRecordForm::from(Some(custody)),
        key: statement_signer().public(),
        ..record(3, None)
    }
}

fn server() -> KeyRecord {
    let (kind, device, user) = (KeyKind::Server, [0x0a; 16], None);
    KeyRecord { key: change_key().public(), kind, device, user, valid_from: 0, ..record(0, None) }
}

/// The server's key, a device's, and its end.
pub fn list() -> KeyList {
    signed(vec![server(), record(1, None), record(2, Some(1_240))])
}

fn signed(records: Vec<KeyRecord>) -> KeyList {
    let mut list = KeyList { records, head: String::new() };
    let keys = list.state_at(list.records.len() as u64).unwrap().unwrap();
    let head = KeyListHead { organisation: [0x0a; 16], keys, position: 1_240, at_ms: 1_795_000_900_000 };
    list.head = sign_key_list(&change_key(), &head).unwrap();
    list
}

pub fn export() -> Export {
    let part = |name: &str| (name.to_owned(), PartDigest([0x77; 32]));
    Export {
        organisation: [0x0a; 16],
        document: [0x0d; 16],
        heads: vec![[0x33; 32]],
        position: 1_240,
        exported_at_ms: 1_795_000_900_000,
        keys: KeyListState { size: 3, root: [0x44; 32] },
        parts: [part("evidence.json"), part("keys.json")].into(),
        absent: vec![PartDigest([0x55; 32])],
    }
}

pub fn standing() -> Standing {
    Standing {
        organisation: [0x0a; 16],
        document: [0x0d; 16],
        statement: [0x99; 32],
        heads: vec![[0x33; 32]],
        at_ms: 1_795_000_900_000,
        void: false,
        sign_again: false,
        additions: 2,
        later: 0,
    }
}

#[test]
fn a_list_is_what_its_head_says_and_only_grows() {
    let list = list();
    assert_eq!(list.check().unwrap().keys.size, 3);
    assert_eq!(list.keyring().find(&other_change_key().public().id()).unwrap().revoked_at, Some(1_240));
    let before = signed(list.records[..2].to_vec());
    assert_eq!(list.state_at(2).unwrap(), Some(before.check().unwrap().keys));
    assert_eq!(list.state_at(4).unwrap(), None);
    let altered = |alter: &dyn Fn(&mut KeyList)| {
        let mut altered = list.clone();
        alter(&mut altered);
        altered.check().unwrap_err()
    };
    assert_eq!(altered(&|list| list.records.truncate(2)), SigningError::DigestMismatch);
    assert_eq!(altered(&|list| list.records.swap(1, 2)), SigningError::DigestMismatch);
    assert_eq!(altered(&|list| list.records[2].revoked_at = Some(9)), SigningError::DigestMismatch);
    assert_eq!(altered(&|list| list.records.swap_remove(0).number = 0), SigningError::UnknownKey);
    assert_eq!(
        altered(&|list| list.head = sign_receipt(&change_key(), &receipt()).unwrap()),
        SigningError::Purpose("jobsheet-keys+jws")
    );
    let others = vec![server(), KeyRecord { organisation: [1; 16], ..record(1, None) }];
    assert_eq!(signed(others).check(), Err(SigningError::DigestMismatch), "a key of another organisation");
}

/// Evidence §3: what a record says of a key's keeping is under the same signature as the key.
#[test]
fn how_a_key_is_kept_is_part_of_its_record_and_of_nothing_else() {
    let list = signed(vec![server(), record(1, None), record(2, Some(1_240)), attested()]);
    assert!(list.check().is_ok());
    let kept = |custody| {
        let mut list = list.clone();
        list.records[3].form = KeyRecordForm::from(custody);
        list.check()
    };
    for other in [None, Some(Custody::Software), Some(Custody::Claimed)] {
        assert_eq!(kept(other), Err(SigningError::DigestMismatch));
    }
    let text = String::from_utf8(json::canonical(&attested()).unwrap()).unwrap();
    let read = |text: &str| json::from_canonical::<KeyRecord>(text.as_bytes(), "key");
    assert_eq!(read(&text), Ok(attested()));
    for (what, with) in
        [("key/2", "key/1"), ("key/2", "key/3"), ("\"held\"", "\"hold\""), ("strongbox", "best")]
    {
        assert!(read(&text.replace(what, with)).is_err(), "{what}");
    }
}

#[test]
fn an_attestation_has_one_spelling_and_the_size_of_one() {
    let bytes = attestation().bytes().unwrap();
    assert_eq!(Attestation::read(&bytes), Ok(attestation()));
    assert!(Attestation::read(&[&bytes[..], b" "].concat()).is_err());
    for parts in [vec![], vec![Part(vec![])], vec![Part(vec![1]); 17], vec![Part(vec![1; (16 << 10) + 1])]] {
        let other = Attestation { parts, ..attestation() };
        assert_eq!(Attestation::read(&other.bytes().unwrap()), Err(SigningError::Malformed("attestation")));
    }
}

#[test]
fn what_is_new_or_has_changed_is_still_to_be_said() {
    let records = [server(), record(1, None)];
    let mut keys = Keyring::default();
    records.iter().for_each(|record| keys.insert(record.entry()));
    assert_eq!(unsaid(&records, &keys), []);
    let revoked = KeyEntry { revoked_at: Some(1_240), ..record(1, None).entry() };
    keys.insert(revoked.clone());
    assert_eq!(unsaid(&records, &keys), std::slice::from_ref(&revoked));
    assert_eq!(unsaid(&[], &keys), [server().entry(), revoked], "the server's first");
}

#[test]
fn an_export_and_an_answer_come_back_as_they_were_signed_and_pass_for_nothing_else() {
    let lookup = knows([change_key().public()]);
    let word = sign_export(&change_key(), &export()).unwrap();
    assert_eq!(verify_export(&word, &lookup), Ok(export()));
    assert_eq!(verify_standing(&word, &lookup), Err(SigningError::Purpose("jobsheet-standing+jws")));
    let word = sign_standing(&change_key(), &standing()).unwrap();
    assert_eq!(verify_standing(&word, &lookup), Ok(standing()));
    let others = sign_export(&other_change_key(), &export()).unwrap();
    assert_eq!(verify_export(&others, &lookup), Err(SigningError::UnknownKey));
}
