//! Foreign bytes, applied to a copy of their document apart from this process: a valid change can cost the storage
//! library seconds and hundreds of megabytes, and a damaged one everything. Child processes of the same binary do it
//! under limits of memory and time; one that fails is killed and replaced.

mod child;
pub mod worker;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jobsheet_document::{Document, Undecodable, codes};
use jobsheet_domain::content::Kind;
use jobsheet_domain::id::{ChangeHash, DocumentId};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::Stop;
use super::judge::unreadable;
use crate::config::Config;
use crate::error::ApiError;
use child::Child;

/// Changes to apply to a document.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    document: DocumentId,
    kind: Kind,
    snapshot: Option<ByteBuf>,
    changes: Vec<ByteBuf>,
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Reply {
    /// The document with the changes in it, saved.
    Applied { snapshot: ByteBuf, hashes: Vec<ChangeHash> },
    /// It had all of them.
    HadAlready { hashes: Vec<ChangeHash> },
    /// They were not taken.
    Undecodable { code: String, detail: String, missing: Vec<ChangeHash> },
}

/// The document after foreign changes.
pub(super) enum Decoded {
    /// With the changes in it.
    Applied { document: Document, hashes: Vec<ChangeHash> },
    /// It had all of them.
    HadAlready { document: Document, hashes: Vec<ChangeHash> },
}

/// Applies foreign changes.
pub struct Decoder {
    command: Option<PathBuf>,
    memory_bytes: u64,
    longest: Duration,
    kept: usize,
    idle: Mutex<Vec<Child>>,
}

impl Decoder {
    /// The configured decoder.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        if config.worker_command.is_none() {
            tracing::warn!(
                "no worker_command: foreign changes are decoded without limits of memory and time"
            );
        }
        Self {
            command: config.worker_command.clone(),
            memory_bytes: config.limits.worker_memory_bytes,
            longest: Duration::from_millis(config.times.worker_ms),
            kept: config.workers,
            idle: Mutex::default(),
        }
    }

    /// Applies a run's changes to a document, or to a new one of that kind.
    pub(super) fn decode(
        &self,
        id: DocumentId,
        kind: Kind,
        snapshot: Option<&[u8]>,
        changes: &[Arc<[u8]>],
    ) -> Result<Decoded, Stop> {
        let job = Job {
            document: id,
            kind,
            snapshot: snapshot.map(|bytes| ByteBuf::from(bytes.to_vec())),
            changes: changes.iter().map(|change| ByteBuf::from(change.to_vec())).collect(),
        };
        let reply = match &self.command {
            None => worker::work(&job),
            Some(command) => self.send(command, &job)?,
        };
        let load = |bytes: &[u8]| Document::load(id, bytes).map_err(unreadable);
        match reply {
            Reply::Applied { snapshot, hashes } => {
                Ok(Decoded::Applied { document: load(&snapshot)?, hashes })
            }
            Reply::HadAlready { hashes } => {
                let document = snapshot.map_or_else(|| Ok(Document::create(kind, id)), load)?;
                Ok(Decoded::HadAlready { document, hashes })
            }
            Reply::Undecodable { code, detail, missing } => {
                tracing::info!(document = %id, code, detail, "foreign changes were not taken");
                Err(undecodable(&code, detail, missing).into())
            }
        }
    }

    /// Has a child do it. A fresh child that dies, hangs or answers nonsense did so over these bytes: they are
    /// undecodable. One that waited may have ended for reasons of its own, and one that cannot be started is the
    /// server's failure: neither is held against the bytes.
    fn send(&self, command: &Path, job: &Job) -> Result<Reply, Stop> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(Ok(reply)) = idle.map(|child| self.ask(child, job)) {
            return Ok(reply);
        }
        let fresh = Child::start(command, self.memory_bytes);
        let fresh = fresh.map_err(|error| Stop::Failed(ApiError::failed(&error)))?;
        Ok(self.ask(fresh, job).unwrap_or_else(|_| Reply::Undecodable {
            code: codes::UNDECODABLE.to_owned(),
            detail: "the decoding process gave up on it".to_owned(),
            missing: Vec::new(),
        }))
    }

    /// Asks a child, which is kept for the next job when it answers.
    fn ask(&self, mut child: Child, job: &Job) -> io::Result<Reply> {
        let reply = child.ask(job, self.longest).inspect_err(|error| {
            tracing::warn!(document = %job.document, error = %crate::error::chain(error), "a decoding process was replaced");
        })?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.kept {
            idle.push(child);
        }
        Ok(reply)
    }
}

fn undecodable(code: &str, detail: String, missing: Vec<ChangeHash>) -> Undecodable {
    const KNOWN: [&str; 7] = [
        codes::TOO_LARGE,
        codes::MISSING_DEPENDENCIES,
        codes::FORK,
        codes::FOREIGN_ACTOR,
        codes::ORDER_MISMATCH,
        codes::WRITE_ONCE,
        codes::RULE_BROKEN,
    ];
    let code = KNOWN.into_iter().find(|known| *known == code).unwrap_or(codes::UNDECODABLE);
    Undecodable { code, detail, missing }
}
