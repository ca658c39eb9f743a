#![doc = "What the maker of a phone or tablet says of a key in it: Android Key Attestation and Apple App Attest, held against the roots an operator trusts."]
//!
//! Pure: no clock, no files, no network. Certificates' paths are built and verified by `rustls-webpki`, and their extensions read by
//! `x509-parser`; what is here is what the two makers ask of whoever relies on them. Whether a certificate has been revoked is not
//! asked: that list is on the network.

mod android;
mod apple;
mod certificate;
mod der;
mod error;
#[cfg(test)]
mod tests;
mod trust;

use jobsheet_signing::{Attestation, AttestationForm, PublicKey, SecurityLevel};

pub use error::AttestationError;
pub use trust::{Moment, Trust};

/// What an attestation that holds says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attested {
    /// How well the key is kept.
    pub level: SecurityLevel,
    /// Whether what runs on the device is what its maker and the app's publisher released, as far as `Trust` can tell.
    pub genuine: bool,
}

/// Verifies what a maker says of a statement key: that its chain ends in a root we trust, that it was made for this challenge and
/// speaks of this key, and that the key was made in hardware, for signing, and never was outside.
///
/// # Errors
/// [`AttestationError`], by which of that does not hold.
pub fn verify(
    attestation: &Attestation,
    statement_key: &PublicKey,
    trust: &Trust,
    at: Moment,
) -> Result<Attested, AttestationError> {
    let parts: Vec<&[u8]> = attestation.parts.iter().map(|part| part.0.as_slice()).collect();
    match attestation.form {
        AttestationForm::AndroidKey => {
            android::verify(&parts, &attestation.challenge, statement_key, trust, at)
        }
        AttestationForm::AppleAppAttest => {
            let asked = jobsheet_signing::app_attest_data(&attestation.challenge, statement_key);
            apple::verify(&parts, &asked, trust, at)
        }
    }
}
