//! The door of [`admit`](crate::office::admit): who is in it holds a document, and foreign bytes are opened beside it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jobsheet_domain::id::{DocumentId, OrganisationId};
use jobsheet_evidence::{Published, Verification};

use crate::config::Config;
use crate::office::Error;
use crate::office::decoder::Decoder;

/// Documents that may be judged at once; one document is always judged by one thread.
const LOCKS: usize = 64;

/// Locks and the decoders of the one door.
pub struct Admission {
    locks: Vec<Mutex<()>>,
    pub(super) decoder: Decoder,
    verifier: Decoder,
}

impl Admission {
    /// A door with the configured decoder.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        if config.worker_command.is_none() {
            tracing::warn!(
                "no worker_command: foreign changes are decoded without limits of memory and time"
            );
        }
        Self {
            locks: (0..LOCKS).map(|_| Mutex::new(())).collect(),
            decoder: Decoder::new(config, config.workers),
            verifier: Decoder::new(config, 1),
        }
    }

    /// Verifies evidence that anybody sent in a decoding process of its own, so that strangers never take the place of
    /// devices. The inner error is the code of evidence that ends the process.
    ///
    /// # Errors
    /// The server's own failures.
    pub(crate) fn verify(
        &self,
        bytes: &[u8],
        ours: OrganisationId,
        published: &Published,
    ) -> Result<Result<Verification, String>, Error> {
        self.verifier.verify(bytes, ours, published)
    }

    /// Holds a document for as long as the guard lives.
    pub(crate) fn hold(&self, document: DocumentId) -> MutexGuard<'_, ()> {
        let mut hasher = DefaultHasher::new();
        document.hash(&mut hasher);
        let place = usize::try_from(hasher.finish() % LOCKS as u64).unwrap_or(0);
        self.locks[place].lock().unwrap_or_else(PoisonError::into_inner)
    }
}
