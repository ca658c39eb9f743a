//! What the server signs: manifests of snapshots and receipts of statements.

use jobsheet_signing::{
    Manifest, Receipt, SigningError, sign_manifest, sign_receipt, verify_manifest, verify_receipt,
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
