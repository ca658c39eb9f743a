//! What can be wrong with a key, a signature or what it signs.

use thiserror::Error;

/// Why something signed was not accepted, or could not be signed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SigningError {
    /// The signature does not fit the key and the bytes.
    #[error("the signature does not fit the key and the bytes")]
    BadSignature,
    /// The signature has not the length its algorithm has.
    #[error("a signature of {0} bytes where 64 are needed")]
    SignatureLength(usize),
    /// The text or the bytes are not of the form they claim to be.
    #[error("malformed {0}")]
    Malformed(&'static str),
    /// The content is not in its one canonical form.
    #[error("{0} is not in canonical form")]
    NotCanonical(&'static str),
    /// A value that canonical JSON here does not carry: a float, or an integer of 2^53 or more.
    #[error("a number that is no integer below 2^53")]
    Number,
    /// The algorithm is none we use, or not the one of the key (RFC 8725 §3.1).
    #[error("algorithm refused")]
    Algorithm,
    /// The content was signed for another purpose.
    #[error("signed for another purpose, not as {0}")]
    Purpose(&'static str),
    /// No such key in the keyring.
    #[error("unknown key")]
    UnknownKey,
    /// The key was not yet valid at that position of the feed.
    #[error("key not yet valid at that position")]
    KeyNotYetValid,
    /// The key had been revoked at that position of the feed.
    #[error("key revoked at that position")]
    KeyRevoked,
    /// The same key twice in one keyring.
    #[error("the same key twice in one keyring")]
    DuplicateKey,
    /// A run does not cover exactly the changes it claims.
    #[error("the run does not cover its changes: {0}")]
    Run(&'static str),
    /// A statement breaks a rule of its own form.
    #[error("the statement is irregular: {0}")]
    Statement(&'static str),
    /// The proof was made for another request.
    #[error("the proof is for another {0}")]
    ProofMismatch(&'static str),
    /// The bytes are not those the signed digest or length names.
    #[error("the bytes are not those that were signed for")]
    DigestMismatch,
    /// The signer failed.
    #[error(transparent)]
    Signer(#[from] SignerError),
}

impl SigningError {
    /// Stable, dotted, lower case; never reused for another meaning.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadSignature => "signature.invalid",
            Self::SignatureLength(_) => "signature.length",
            Self::Malformed(_) => "signature.malformed",
            Self::NotCanonical(_) => "signature.not_canonical",
            Self::Number => "signature.number",
            Self::Algorithm => "signature.algorithm",
            Self::Purpose(_) => "signature.purpose",
            Self::UnknownKey => "key.unknown",
            Self::KeyNotYetValid => "key.not_yet_valid",
            Self::KeyRevoked => "key.revoked",
            Self::DuplicateKey => "key.duplicate",
            Self::Run(_) => "run.irregular",
            Self::Statement(_) => "statement.irregular",
            Self::ProofMismatch(_) => "proof.mismatch",
            Self::DigestMismatch => "digest.mismatch",
            Self::Signer(error) => error.code(),
        }
    }
}

/// Why a [`crate::StatementSigner`] gave no signature. Foreign key stores answer with these.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SignerError {
    /// The key is not there: never made, or lost with the screen lock or a restore.
    #[error("no signing key")]
    NoKey,
    /// The person did not unlock the key, or said no.
    #[error("signing was declined")]
    Declined,
    /// The key store failed; the text is for the log and holds no secret.
    #[error("the key store failed: {0}")]
    Failed(String),
}

impl SignerError {
    /// Stable, dotted, lower case; never reused for another meaning.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoKey => "signer.no_key",
            Self::Declined => "signer.declined",
            Self::Failed(_) => "signer.failed",
        }
    }
}
