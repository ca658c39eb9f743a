//! What can go wrong, for a person and for a program.

use jobsheet_document::DocumentError;
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;
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
        self.refusal().message(language)
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
        match error {
            SigningError::Signer(error) => Self::Signer(error),
            other => Self::Signing(other),
        }
    }
}

fn of_store(error: &StoreError) -> Refusal {
    let refusal = Refusal::new(error.code());
    match error {
        StoreError::NewerSchema { found, known } => refusal.with("found", found).with("known", known),
        StoreError::Unsent { changes, blobs } => refusal.with("changes", changes).with("blobs", blobs),
        _ => refusal,
    }
}
