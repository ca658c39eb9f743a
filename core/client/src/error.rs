//! What can go wrong, for a person and for a program.

use jobsheet_document::DocumentError;
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::words::message;
use jobsheet_signing::{SignerError, SigningError};
use jobsheet_store::StoreError;
use jobsheet_sync::ProtocolError;

/// A call that did not do what was asked. Nothing stored was lost.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The rules do not allow it.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The device's file.
    #[error("store: {0}")]
    Store(#[from] StoreError),
    /// A document could not be read or written.
    #[error("document: {0}")]
    Document(#[from] DocumentError),
    /// A signature could not be made or does not hold.
    #[error("signature: {0}")]
    Signing(SigningError),
    /// The platform's key did not sign.
    #[error("signer: {0}")]
    Signer(#[from] SignerError),
    /// The server could not be reached.
    #[error("offline: {0}")]
    Offline(String),
    /// The server answered what the protocol does not know.
    #[error("protocol: {0}")]
    Protocol(#[from] ProtocolError),
    /// The server refused the request as a whole.
    #[error("server answered {status}: {}", refusal.code)]
    Server {
        /// HTTP status.
        status: u16,
        /// What it said.
        refusal: Refusal,
        /// When it asked to be asked again (`Retry-After`, in seconds only), ms.
        retry_after_ms: Option<u64>,
    },
    /// The file is not enrolled with a server yet.
    #[error("not enrolled")]
    NotEnrolled,
    /// A file of the platform could not be read or written.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// Given up through the handle.
    #[error("cancelled")]
    Cancelled,
}

impl ClientError {
    /// The stable code, for a program.
    #[must_use]
    pub fn code(&self) -> String {
        self.refusal().code
    }

    /// What to show a person.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        message(&self.refusal(), language)
    }

    /// The refusal that says the same in three languages.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Refused(refusal) | Self::Server { refusal, .. } => refusal.clone(),
            Self::Store(error) => of_store(error),
            Self::Document(error) => Refusal::new(error.code()),
            Self::Signing(error) => Refusal::new(error.code()),
            Self::Signer(error) => Refusal::new(error.code()),
            Self::Offline(_) => Refusal::new("sync.offline"),
            Self::Protocol(error) => Refusal::new(error.code()),
            Self::NotEnrolled => Refusal::new("device.unknown"),
            Self::File(_) => Refusal::new("store.io"),
            Self::Cancelled => Refusal::new("cancelled"),
        }
    }
}

impl From<SigningError> for ClientError {
    /// A key store that did not sign is told apart from a signature that does not hold.
    fn from(error: SigningError) -> Self {
        if let SigningError::Signer(error) = error { Self::Signer(error) } else { Self::Signing(error) }
    }
}

fn of_store(error: &StoreError) -> Refusal {
    let refusal = Refusal::new(error.code());
    match error {
        StoreError::NewerSchema { found, known } => refusal.with("found", found).with("known", known),
        StoreError::Unsent { changes, blobs } => refusal.with("changes", changes).with("blobs", blobs),
        StoreError::Absent
        | StoreError::WrongKey
        | StoreError::Damaged { .. }
        | StoreError::Full
        | StoreError::Io { .. }
        | StoreError::Conflict
        | StoreError::Unknown { .. }
        | StoreError::Closed
        | StoreError::Busy
        | StoreError::Invalid { .. }
        | StoreError::Statement { .. } => refusal,
    }
}

#[cfg(test)]
mod tests {
    use jobsheet_domain::words::is_known;

    use super::*;

    #[test]
    fn every_trouble_has_words_in_three_languages() {
        let troubles = [
            ClientError::Store(StoreError::NewerSchema { found: 2, known: 1 }),
            ClientError::Store(StoreError::Unsent { changes: 1, blobs: 0 }),
            ClientError::Store(StoreError::Full),
            SigningError::UnknownKey.into(),
            SigningError::BadSignature.into(),
            SigningError::Run("a change without a signature").into(),
            SigningError::DigestMismatch.into(),
            SignerError::NoKey.into(),
            SignerError::Failed(String::new()).into(),
            ClientError::Offline(String::new()),
            ProtocolError::Cut.into(),
            ClientError::NotEnrolled,
            ClientError::Cancelled,
        ];
        for trouble in troubles {
            assert!(is_known(&trouble.code()), "{}", trouble.code());
        }
    }

    #[test]
    fn a_key_store_that_did_not_sign_is_no_bad_signature() {
        let declined = ClientError::from(SigningError::Signer(SignerError::Declined));
        assert!(matches!(declined, ClientError::Signer(SignerError::Declined)));
        assert_eq!(declined.code(), "signer.declined");
    }
}
