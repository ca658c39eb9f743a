//! Why something is not done, in words that know no HTTP.

use std::error::Error as Cause;
use std::io;

use jobsheet_document::DocumentError;
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::SigningError;

use crate::ledger::LedgerError;

/// Not done, and why.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rules say no.
    #[error("{0}")]
    Refused(Refusal),
    /// What was asked for is not there: `order`, `device`.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// Somebody else was faster. The same may be asked again.
    #[error("changed meanwhile")]
    Changed,
    /// What was asked does not read as what it should be; the text says what of it, or why.
    #[error("{0} cannot be read")]
    Malformed(String),
    /// What was asked reads well and is not what can be taken here.
    #[error("{code}")]
    Invalid {
        /// Stable, dotted, lower case: `review.reason`.
        code: &'static str,
    },
    /// There was no place or no time for it. The same may be asked again, later.
    #[error("{code}")]
    Busy {
        /// `server.busy` or `server.timeout`.
        code: &'static str,
    },
    /// The server's own failure, of which a caller hears nothing more.
    #[error("the server failed")]
    Failed(#[source] Box<dyn Cause + Send + Sync>),
}

impl Error {
    /// A failure of the server itself, for a cause that elsewhere is none.
    pub fn failed(cause: impl Cause + Send + Sync + 'static) -> Self {
        Self::Failed(Box::new(cause))
    }

    /// What it is, as programs know it: stable, dotted, lower case.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Refused(refusal) => &refusal.code,
            Self::Missing(_) => "server.not_found",
            Self::Changed => "server.changed_meanwhile",
            Self::Malformed(_) => "request.malformed",
            Self::Invalid { code } | Self::Busy { code } => code,
            Self::Failed(_) => "server.failed",
        }
    }

    /// Writes the cause of a failure to the log, where it stays: callers never read it.
    pub fn log(&self) {
        if let Self::Failed(cause) = self {
            tracing::error!(error = %chain(cause.as_ref()), "request failed");
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<LedgerError> for Error {
    fn from(error: LedgerError) -> Self {
        if matches!(error, LedgerError::Conflict) { Self::Changed } else { Self::failed(error) }
    }
}

impl From<DocumentError> for Error {
    fn from(error: DocumentError) -> Self {
        Self::failed(error)
    }
}

impl From<SigningError> for Error {
    fn from(error: SigningError) -> Self {
        Self::failed(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::failed(error)
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::failed(error)
    }
}

/// An error with all its causes, in one line.
pub(crate) fn chain(error: &(dyn Cause + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_race_that_was_lost_is_no_failure() {
        assert!(matches!(Error::from(LedgerError::Conflict), Error::Changed));
        assert!(matches!(Error::from(LedgerError::Damaged("document")), Error::Failed(_)));
    }

    #[test]
    fn a_cause_is_told_with_its_own_causes() {
        let inner = io::Error::other("the disk is full");
        let error = Error::from(LedgerError::Engine(Box::new(inner)));
        assert_eq!(chain(&error), "the server failed: the ledger's engine failed: the disk is full");
        assert_eq!(error.code(), "server.failed");
    }
}
