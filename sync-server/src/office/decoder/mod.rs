//! Foreign bytes, applied to a copy of their document apart from this process: a valid change can cost the storage
//! library seconds and hundreds of megabytes, and a damaged one everything. Child processes of the same binary do it
//! under limits of memory and computing time; one that fails is killed and replaced.
//!
//! A refusal is for good, so it never depends on how busy the machine is: bytes are refused for what a process answers
//! about them, or because a fresh one ends over them by itself. A process that got no time, or was ended by somebody else,
//! is the server's failure, and the run is asked again.

mod child;
mod confine;
mod pool;
pub mod worker;

use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::Arc;
use std::time::Duration;

use jobsheet_document::{Document, Undecodable, codes};
use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::id::{ChangeHash, DocumentId, OrganisationId};
use jobsheet_domain::kind::Kind;
use jobsheet_evidence::{Published, Verification};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use crate::config::Config;
use crate::office::Error;
use crate::office::stop::Stop;
use child::{Bounds, Child, Silence};
use pool::{Place, Pool};

/// What a decoding process is asked.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Job {
    /// Changes to apply to a document.
    Apply { document: DocumentId, kind: String, snapshot: Option<ByteBuf>, changes: Vec<ByteBuf> },
    /// Evidence to verify, as a file, for an organisation with the keys it publishes, in JSON.
    Verify { evidence: ByteBuf, ours: OrganisationId, published: ByteBuf },
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Reply {
    /// The document with the changes in it, saved.
    Applied { snapshot: ByteBuf, hashes: Vec<ChangeHash> },
    /// It had all of them.
    HadAlready { hashes: Vec<ChangeHash> },
    /// What the verification found, in JSON.
    Verified { verification: ByteBuf },
    /// The document they were to be applied to does not read: it is the server's own.
    Unreadable { detail: String },
    /// They were not taken.
    Undecodable { code: String, detail: String, missing: Vec<ChangeHash> },
}

/// The document after foreign changes.
pub(super) enum Decoded {
    /// With the changes in it, and as it is stored.
    Applied { document: Document, snapshot: Vec<u8>, hashes: Vec<ChangeHash> },
    /// It had all of them.
    HadAlready { document: Document, hashes: Vec<ChangeHash> },
}

/// Applies foreign changes.
pub struct Decoder {
    command: Option<PathBuf>,
    bounds: Bounds,
    longest: Duration,
    pool: Pool,
}

impl Decoder {
    /// The configured decoder, with so many processes at once.
    #[must_use]
    pub fn new(config: &Config, at_once: usize) -> Self {
        Self {
            command: config.worker_command.clone(),
            bounds: Bounds {
                memory_bytes: config.limits.worker_memory_bytes,
                cpu_s: config.times.worker_cpu_ms.div_ceil(1000).max(1),
            },
            longest: Duration::from_millis(config.times.worker_ms),
            pool: Pool::new(at_once),
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
        let job = Job::Apply {
            document: id,
            kind: kind.name().to_owned(),
            snapshot: snapshot.map(|bytes| ByteBuf::from(bytes.to_vec())),
            changes: changes.iter().map(|change| ByteBuf::from(change.to_vec())).collect(),
        };
        let reply = self.reply(&job)?;
        let load = |bytes: &[u8]| Document::load(KINDS, id, bytes);
        match reply {
            Reply::Applied { snapshot, hashes } => {
                Ok(Decoded::Applied { document: load(&snapshot)?, snapshot: snapshot.into_vec(), hashes })
            }
            Reply::HadAlready { hashes } => {
                let document = snapshot.map_or_else(|| Ok(Document::create(kind, id)), load)?;
                Ok(Decoded::HadAlready { document, hashes })
            }
            Reply::Undecodable { code, detail, missing } => {
                tracing::info!(document = %id, code, detail, "foreign changes were not taken");
                Err(undecodable(&code, detail, missing).into())
            }
            Reply::Unreadable { detail } => Err(unreadable(id, detail).into()),
            Reply::Verified { .. } => Err(other_reply().into()),
        }
    }

    /// Verifies evidence. The inner error is the code of evidence over which a process ends.
    pub(super) fn verify(
        &self,
        bytes: &[u8],
        ours: OrganisationId,
        published: &Published,
    ) -> Result<Result<Verification, String>, Error> {
        let published = ByteBuf::from(serde_json::to_vec(published)?);
        let job = Job::Verify { evidence: ByteBuf::from(bytes), ours, published };
        match self.reply(&job)? {
            Reply::Verified { verification } => Ok(Ok(serde_json::from_slice(&verification)?)),
            Reply::Undecodable { code, .. } => Ok(Err(code)),
            Reply::Applied { .. } | Reply::HadAlready { .. } | Reply::Unreadable { .. } => Err(other_reply()),
        }
    }

    fn reply(&self, job: &Job) -> Result<Reply, Error> {
        match &self.command {
            None => Ok(worker::work(job)),
            Some(command) => self.send(command, job),
        }
    }

    /// Has a child do it. Over one that waited before nothing is decided: it may have ended for reasons of its own, or
    /// used up its computing time on other jobs.
    fn send(&self, command: &Path, job: &Job) -> Result<Reply, Error> {
        let place = self.pool.place(self.longest).ok_or(Error::Busy { code: "server.busy" })?;
        if let Some(Ok(reply)) = place.idle().map(|child| self.ask(&place, child, job)) {
            return Ok(reply);
        }
        let fresh = Child::start(command, self.bounds);
        let fresh = fresh?;
        match self.ask(&place, fresh, job) {
            Ok(reply) => Ok(reply),
            Err(Silence::Ended(status)) => self.blamed(command, &place, job, status),
            Err(Silence::Lost(_)) => Err(Error::Busy { code: "server.timeout" }),
        }
    }

    /// What a fresh process ended over: the bytes that came in, unless it ends over what is stored alone. That is nobody's
    /// fault who sends something.
    fn blamed(
        &self,
        command: &Path,
        place: &Place<'_>,
        job: &Job,
        status: ExitStatus,
    ) -> Result<Reply, Error> {
        if let Job::Apply { document, kind, snapshot: Some(snapshot), .. } = job {
            let (document, kind, snapshot) = (*document, kind.clone(), Some(snapshot.clone()));
            let alone = Job::Apply { document, kind, snapshot, changes: Vec::new() };
            if let Err(Silence::Ended(_)) = self.ask(place, Child::start(command, self.bounds)?, &alone) {
                return Err(unreadable(document, format!("a decoding process ends over it ({status})")));
            }
        }
        Ok(Reply::Undecodable {
            code: codes::UNDECODABLE.to_owned(),
            detail: format!("the decoding process ended over it ({status})"),
            missing: Vec::new(),
        })
    }

    /// Asks a child, which is kept for the next job when it answers.
    fn ask(&self, place: &Place<'_>, mut child: Child, job: &Job) -> Result<Reply, Silence> {
        let reply = child.ask(job, self.longest).inspect_err(|silence| {
            tracing::warn!(error = %crate::office::chain(silence), "a decoding process was replaced");
        })?;
        place.keep(child);
        Ok(reply)
    }
}

/// An alarm: the ledger has a document that cannot be read.
fn unreadable(document: DocumentId, detail: String) -> Error {
    tracing::error!(%document, detail, "a stored document cannot be read");
    Error::failed(std::io::Error::other(detail))
}

fn other_reply() -> Error {
    Error::failed(std::io::Error::other("a decoding process answered another question"))
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
