//! The hardware key's word for the change key.

use jobsheet_signing::{
    Certificate, SigningError, SoftwareSigner, enrolment_digest, jws, sign_certificate, verify_certificate,
};

use super::samples::{change_key, statement_signer};

pub fn certificate() -> Certificate {
    Certificate { change_key: change_key().public(), enrolment: enrolment_digest("KD7P-2MQX") }
}

#[test]
fn a_certificate_binds_the_change_key_to_one_enrolment() {
    let signer = statement_signer();
    let compact = sign_certificate(&signer, &certificate()).unwrap();
    let verified = verify_certificate(&compact, &signer.public()).unwrap();
    assert_eq!(verified.change_key, change_key().public());
    assert_eq!(verified.enrolment, enrolment_digest("KD7P-2MQX"));
    assert_ne!(verified.enrolment, enrolment_digest("KD7P-2MQY"));
}

#[test]
fn a_certificate_by_another_key_is_refused() {
    let (stranger, _) = SoftwareSigner::generate().unwrap();
    let compact = sign_certificate(&stranger, &certificate()).unwrap();
    let verdict = verify_certificate(&compact, &statement_signer().public());
    assert_eq!(verdict, Err(SigningError::UnknownKey));
}

#[test]
fn only_a_hardware_key_certifies_and_only_a_change_key_is_certified() {
    let payload = jobsheet_signing::json::canonical(&certificate()).unwrap();
    let own_word = jws::sign_ed25519(&change_key(), "jobsheet-certificate+jws", &payload).unwrap();
    assert_eq!(verify_certificate(&own_word, &change_key().public()), Err(SigningError::Algorithm));

    let signer = statement_signer();
    let of_itself = Certificate { change_key: signer.public(), ..certificate() };
    let compact = sign_certificate(&signer, &of_itself).unwrap();
    assert_eq!(verify_certificate(&compact, &signer.public()), Err(SigningError::Algorithm));
}
