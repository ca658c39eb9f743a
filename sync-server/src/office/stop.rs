//! Why work that came in is not stored.

use jobsheet_document::{DocumentError, Undecodable};
use jobsheet_domain::id::ChangeHash;
use jobsheet_domain::refusal::Refusal;

use crate::ledger::LedgerError;
use crate::office::Error;

/// Why a run is not stored.
pub(crate) enum Stop {
    /// Not taken.
    Refused(Refusal),
    /// Not taken unless a person lets it in.
    Waits(Refusal),
    /// Not judged.
    Missing(Vec<ChangeHash>),
    /// The server failed.
    Failed(Error),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<DocumentError> for Stop {
    fn from(error: DocumentError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<LedgerError> for Stop {
    fn from(error: LedgerError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Undecodable> for Stop {
    fn from(undecodable: Undecodable) -> Self {
        if !undecodable.missing.is_empty() {
            return Self::Missing(undecodable.missing);
        }
        Self::Refused(Refusal::new(undecodable.code))
    }
}
