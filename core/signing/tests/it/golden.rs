//! The committed bytes of each signed form. A change here is a change of the protocol: it needs a new tag.
//! With `JOBSHEET_WRITE_GOLDEN` set the files are written anew.

use jobsheet_signing::{
    KeyEntry, KeyKind, Keyring, PublicKey, actor_id, device_fingerprint, enrolment_digest, fingerprint, json,
    sign_admission, sign_checkpoint, sign_export, sign_manifest, sign_proof, sign_receipt, sign_run,
    sign_standing,
};

use super::certificate::certificate;
use super::key_list::{attestation, attested, export, list, record, standing};
use super::proof::proof;
use super::samples::{change_key, checkpoint, claim, statement, statement_2};
use super::server_words::{admission, manifest, receipt};

#[track_caller]
#[expect(clippy::disallowed_methods, reason = "the committed bytes are files beside the test")]
fn same(name: &str, actual: &str) {
    let path = format!("{}/tests/it/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("JOBSHEET_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, format!("{actual}\n")).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(actual, committed.trim_end(), "{name} is not the committed one");
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_bytes_of_a_run_are_the_committed_ones() {
    same("run.hex", &hex::encode(claim().signed_bytes()));
    same("run_signature.hex", &hex::encode(sign_run(&change_key(), &claim())));
    let opening = jobsheet_signing::RunClaim { previous: None, first: 1, last: 1, count: 1, ..claim() };
    same("run_opening.hex", &hex::encode(opening.signed_bytes()));
}

#[test]
fn the_names_derived_from_keys_are_the_committed_ones() {
    let public = change_key().public();
    same("actor.hex", &hex::encode(actor_id(&public, &[7; 16])));
    same("key_id.txt", &public.id().to_string());
    same("fingerprint.txt", &fingerprint(&public));
    let statement = PublicKey::P256([7; 64]);
    same("device_fingerprint.txt", &device_fingerprint(&public, &statement));
    same("enrolment.hex", &hex::encode(enrolment_digest("KD7P-2MQX")));
}

#[test]
fn the_bytes_of_a_statement_are_the_committed_ones() {
    same("statement.json", &text(statement().canonical().unwrap()));
    same("statement_2.json", &text(statement_2().canonical().unwrap()));
}

#[test]
fn the_bytes_of_the_other_forms_are_the_committed_ones() {
    same("certificate.json", &text(json::canonical(&certificate()).unwrap()));
    same("proof.json", &text(json::canonical(&proof()).unwrap()));
    same("proof.jws", &sign_proof(&change_key(), &proof()).unwrap());
    same("checkpoint.json", &text(json::canonical(&checkpoint()).unwrap()));
    same("checkpoint.jws", &sign_checkpoint(&change_key(), &checkpoint()).unwrap());
    same("manifest.json", &text(json::canonical(&manifest()).unwrap()));
    same("manifest.jws", &sign_manifest(&change_key(), &manifest()).unwrap());
    same("receipt.json", &text(json::canonical(&receipt()).unwrap()));
    same("receipt.jws", &sign_receipt(&change_key(), &receipt()).unwrap());
    same("admission.json", &text(json::canonical(&admission()).unwrap()));
    same("admission.jws", &sign_admission(&change_key(), &admission()).unwrap());
    same("export.json", &text(json::canonical(&export()).unwrap()));
    same("export.jws", &sign_export(&change_key(), &export()).unwrap());
    same("standing.json", &text(json::canonical(&standing()).unwrap()));
    same("standing.jws", &sign_standing(&change_key(), &standing()).unwrap());
    same("key.json", &text(json::canonical(&record(1, None)).unwrap()));
    same("key-2.json", &text(json::canonical(&attested()).unwrap()));
    same("attestation.json", &text(attestation().bytes().unwrap()));
    same("keys.json", &text(json::canonical(&list()).unwrap()));
}

#[test]
fn the_bytes_of_a_keyring_are_the_committed_ones() {
    let mut keyring = Keyring::default();
    keyring.insert(KeyEntry {
        key: change_key().public(),
        device: [0xde; 16],
        user: Some([0x5e; 16]),
        kind: KeyKind::Device,
        valid_from: 10,
        revoked_at: Some(20),
        custody: None,
    });
    same("keyring.json", &text(json::canonical(&keyring).unwrap()));
    same("jwks.json", &text(json::canonical(&keyring.jwks()).unwrap()));
}
