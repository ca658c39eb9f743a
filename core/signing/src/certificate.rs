//! The hardware key's word for the change key, given at enrolment.

use serde::{Deserialize, Serialize};

use crate::encoding::digest;
use crate::{KeyId, PublicKey, SigningError, StatementSigner, json, jws, sha256};

/// The `typ` of a certificate's JWS.
const TYP: &str = "jobsheet-certificate+jws";

/// The hardware key certifies the software key that will sign this enrolment's changes. It names the enrolment by the
/// digest of its one-time code; organisation, user and device are what the server bound to that code, which the device
/// does not know before it has the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename = "jobsheet/certificate/1")]
pub struct Certificate {
    /// The certified change key, Ed25519.
    pub change_key: PublicKey,
    /// [`enrolment_digest`] of the one-time code.
    #[serde(with = "digest")]
    pub enrolment: [u8; 32],
}

/// The digest by which a certificate names an enrolment code.
#[must_use]
pub fn enrolment_digest(code: &str) -> [u8; 32] {
    let mut writer = crate::cbor::Writer::new();
    writer.array(2).text("jobsheet/enrolment/1").text(code);
    sha256(&writer.finish())
}

/// Signs a certificate with the hardware key.
///
/// # Errors
/// As [`jws::sign_es256`].
pub fn sign_certificate(
    signer: &dyn StatementSigner,
    certificate: &Certificate,
) -> Result<String, SigningError> {
    jws::sign_es256(signer, TYP, &json::canonical(certificate)?)
}

/// Verifies a certificate under the statement key that came with it.
///
/// # Errors
/// As [`jws::verify`]; [`SigningError::NotCanonical`]; [`SigningError::Algorithm`] when `statement_key` is no P-256 key
/// or the certified key no Ed25519 key.
pub fn verify_certificate(compact: &str, statement_key: &PublicKey) -> Result<Certificate, SigningError> {
    let only = |id: &KeyId| (*id == statement_key.id()).then_some(*statement_key);
    let (header, payload) = jws::verify(compact, TYP, &only)?;
    let certificate: Certificate = json::from_canonical(&payload, "certificate")?;
    let right_kinds =
        header.alg == jws::Algorithm::Es256 && matches!(certificate.change_key, PublicKey::Ed25519(_));
    if right_kinds { Ok(certificate) } else { Err(SigningError::Algorithm) }
}
