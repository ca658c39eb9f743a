//! Why an attestation was not believed.

use thiserror::Error;

/// Why an attestation was not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AttestationError {
    /// It is not of the form it claims to be.
    #[error("it is not of the form it claims to be")]
    Malformed,
    /// No root that is trusted stands at the end of its chain, or the chain does not hold at that time.
    #[error("its certificates lead to no trusted root")]
    Untrusted,
    /// It was made for another enrolment.
    #[error("it was made for another enrolment")]
    Challenge,
    /// It speaks of another key.
    #[error("it speaks of another key")]
    Key,
    /// The key is in software, was brought from outside, or is for something else than signing.
    #[error("the key was not made in hardware for signing only")]
    Keeping,
    /// The app that asked for it is none of ours.
    #[error("another app asked for it")]
    App,
}

impl AttestationError {
    /// Stable, dotted, lower case; never reused for another meaning.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "attestation.malformed",
            Self::Untrusted => "attestation.untrusted",
            Self::Challenge => "attestation.challenge",
            Self::Key => "attestation.key",
            Self::Keeping => "attestation.keeping",
            Self::App => "attestation.app",
        }
    }
}
