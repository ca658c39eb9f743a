//! What the server signs: manifests of snapshots, receipts of statements, admissions of runs.

use jobsheet_signing::{
    Admission, KeyEntry, KeyKind, Manifest, Receipt, Review, SigningError, sign_admission, sign_manifest,
    sign_receipt, verify_admission, verify_manifest, verify_receipt,
};

use super::samples::{change_key, knows, other_change_key};

pub fn manifest() -> Manifest {
    Manifest::of([0x0a; 16], [0x0d; 16], vec![[0x33; 32]], 1, b"snapshot")
}

pub fn receipt() -> Receipt {
    Receipt {
        organisation: [0x0a; 16],
        document: [0x0d; 16],
        statement: [0x99; 32],
        received_at_ms: 1_795_000_900_000,
        position: 1_234,
    }
}

pub fn admission() -> Admission {
    let review = Review { by: [0x5e; 16], at_ms: 1_795_000_900_000, reason: "Confirmed by phone.".into() };
    Admission {
        organisation: [0x0a; 16],
        document: [0x0d; 16],
        head: [0x33; 32],
        position: 1_234,
        review: Some(review),
    }
}

#[test]
fn a_manifest_speaks_of_exactly_its_bytes() {
    let compact = sign_manifest(&change_key(), &manifest()).unwrap();
    let verified = verify_manifest(&compact, &knows([change_key().public()])).unwrap();
    assert_eq!(verified, manifest());
    assert_eq!(verified.check(b"snapshot"), Ok(()));
    assert_eq!(verified.check(b"snapshoT"), Err(SigningError::DigestMismatch));
    assert_eq!(verified.check(b"snapshot "), Err(SigningError::DigestMismatch));
}

#[test]
fn a_manifest_or_receipt_by_another_key_is_refused() {
    let lookup = knows([change_key().public()]);
    let manifest = sign_manifest(&other_change_key(), &manifest()).unwrap();
    assert_eq!(verify_manifest(&manifest, &lookup), Err(SigningError::UnknownKey));
    let receipt = sign_receipt(&other_change_key(), &receipt()).unwrap();
    assert_eq!(verify_receipt(&receipt, &lookup), Err(SigningError::UnknownKey));
}

#[test]
fn a_receipt_comes_back_as_it_was_signed() {
    let compact = sign_receipt(&change_key(), &receipt()).unwrap();
    assert_eq!(verify_receipt(&compact, &knows([change_key().public()])).unwrap(), receipt());
    assert_eq!(
        verify_manifest(&compact, &knows([change_key().public()])),
        Err(SigningError::Purpose("jobsheet-manifest+jws"))
    );
}

#[test]
fn an_admission_comes_back_as_it_was_signed_and_no_other_word_passes_for_it() {
    let lookup = knows([change_key().public()]);
    let compact = sign_admission(&change_key(), &admission()).unwrap();
    assert_eq!(verify_admission(&compact, &lookup), Ok(admission()));
    let other = sign_admission(&other_change_key(), &admission()).unwrap();
    assert_eq!(verify_admission(&other, &lookup), Err(SigningError::UnknownKey));
    let receipt = sign_receipt(&change_key(), &receipt()).unwrap();
    assert_eq!(verify_admission(&receipt, &lookup), Err(SigningError::Purpose("jobsheet-admission+jws")));
}

/// R54: what a lost device had sent stays; what it had not comes in only by a person's decision.
#[test]
fn r54_a_revoked_key_needs_a_decision_for_what_came_after() {
    let key = KeyEntry {
        key: change_key().public(),
        device: [1; 16],
        user: None,
        kind: KeyKind::Device,
        valid_from: 10,
        revoked_at: Some(20),
        custody: None,
    };
    let stored_at = |position| Admission { position, review: None, ..admission() };
    assert_eq!(stored_at(19).check(&key), Ok(()));
    assert_eq!(stored_at(20).check(&key), Err(SigningError::KeyRevoked));
    assert_eq!(Admission { position: 20, ..admission() }.check(&key), Ok(()));
    assert_eq!(Admission { position: 9, ..admission() }.check(&key), Err(SigningError::KeyNotYetValid));
}
