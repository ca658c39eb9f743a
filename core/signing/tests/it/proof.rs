//! Proofs of possession with each request.

use jobsheet_signing::{
    Proof, SigningError, VerifiedProof, jws, sha256, sign_proof, verify_manifest, verify_proof,
    verify_receipt,
};

use super::samples::{change_key, knows, other_change_key, statement_signer};

pub fn proof() -> Proof {
    Proof {
        method: "POST".into(),
        url: "https://fsm.example/v1/sync".into(),
        body_digest: sha256(b"body"),
        nonce: "bm9uY2U".into(),
        id: [7; 16],
    }
}

#[track_caller]
fn verdict(header: &str, method: &str, url: &str, body: &[u8]) -> Result<VerifiedProof, SigningError> {
    verify_proof(header, method, url, &sha256(body), &knows([change_key().public()]))
}

const URL: &str = "https://fsm.example/v1/sync";

/// The nonce and the id come back so that the server can refuse a repeat.
#[test]
fn a_proof_gives_back_its_key_nonce_and_id() {
    let header = sign_proof(&change_key(), &proof()).unwrap();
    let verified = verdict(&header, "POST", URL, b"body").unwrap();
    assert_eq!(verified.key, change_key().public().id());
    assert_eq!(verified.nonce, "bm9uY2U");
    assert_eq!(verified.id, [7; 16]);
}

#[test]
fn a_proof_for_another_request_is_refused() {
    let header = sign_proof(&change_key(), &proof()).unwrap();
    assert_eq!(verdict(&header, "PUT", URL, b"body"), Err(SigningError::ProofMismatch("method")));
    let elsewhere = "https://fsm.example/v1/blobs";
    assert_eq!(verdict(&header, "POST", elsewhere, b"body"), Err(SigningError::ProofMismatch("url")));
    assert_eq!(verdict(&header, "POST", URL, b"bodY"), Err(SigningError::ProofMismatch("body")));
}

#[test]
fn a_proof_by_an_unknown_or_wrong_key_is_refused() {
    let header = sign_proof(&other_change_key(), &proof()).unwrap();
    assert_eq!(verdict(&header, "POST", URL, b"body"), Err(SigningError::UnknownKey));
    let payload = jobsheet_signing::json::canonical(&proof()).unwrap();
    let by_statement_key = jws::sign_es256(&statement_signer(), "jobsheet-proof+jws", &payload).unwrap();
    let lookup = knows([statement_signer().public()]);
    let verdict = verify_proof(&by_statement_key, "POST", URL, &sha256(b"body"), &lookup);
    assert_eq!(verdict, Err(SigningError::Algorithm));
}

#[test]
fn a_proof_is_neither_a_manifest_nor_a_receipt() {
    let header = sign_proof(&change_key(), &proof()).unwrap();
    let lookup = knows([change_key().public()]);
    assert_eq!(verify_manifest(&header, &lookup).unwrap_err().code(), "signature.purpose");
    assert_eq!(verify_receipt(&header, &lookup).unwrap_err().code(), "signature.purpose");
}
