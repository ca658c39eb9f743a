//! How a client is opened.

use std::path::PathBuf;
use std::sync::Arc;

use jobsheet_domain::language::Language;
use jobsheet_signing::StatementSigner;
use jobsheet_store::RawKey;

use crate::clock::Clock;

/// What the platform gives the core.
pub struct OpenOptions {
    /// The encrypted file. One for each enrolled user; a shared tablet has several.
    pub path: PathBuf,
    /// The file's key, from the platform's key store.
    pub key: RawKey,
    /// A small file in a folder that no backup copies. It holds the nonce of this incarnation: a file restored from
    /// a backup comes up without it, and the core then writes under a new actor.
    pub incarnation: PathBuf,
    /// The language of refusals and reports where nobody says otherwise.
    pub language: Language,
    /// The hardware key that signs statements and certifies the software key.
    pub signer: Arc<dyn StatementSigner>,
    /// Where time comes from.
    pub clock: Arc<dyn Clock>,
}
