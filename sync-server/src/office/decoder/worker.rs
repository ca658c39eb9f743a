//! The decoding process: jobs in on one side, replies out on the other, each with its length before it.

use std::error::Error;
use std::io::{self, Read, Write};

use jobsheet_document::foreign::{self, ForeignChange, Limits};
use jobsheet_document::{Document, Undecodable};
use jobsheet_domain::aggregates::KINDS;
use jobsheet_domain::id::{ChangeHash, DocumentId, OrganisationId};
use jobsheet_evidence::verify_for;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::ByteBuf;

use super::confine::confine;
use super::{Job, Reply};

/// Longest frame read or written: a document at its largest and a run at its largest.
const LONGEST: u32 = 128 << 20;

/// Works until the input ends. The process limits its own memory and computing time (seconds) and what it may ask the kernel
/// for first. The limit of time is the soft one: it ends the process by a signal of its own, and not as anybody else could.
///
/// # Errors
/// The pipe's, and a limit that cannot be set.
pub fn run(memory_bytes: u64, cpu_s: u64) -> io::Result<()> {
    rlimit::setrlimit(rlimit::Resource::CORE, 0, 0)?;
    rlimit::setrlimit(rlimit::Resource::CPU, cpu_s, cpu_s.saturating_add(1))?;
    rlimit::setrlimit(rlimit::Resource::AS, memory_bytes, memory_bytes)?;
    confine()?;
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    while let Some(job) = read_frame::<Job>(&mut input)? {
        output.write_all(&frame(&work(&job))?)?;
        output.flush()?;
    }
    Ok(())
}

/// Does a job: changes are applied to a copy of their document.
pub(super) fn work(job: &Job) -> Reply {
    let done = match job {
        Job::Apply { document, kind, snapshot, changes } => {
            apply(*document, kind, snapshot.as_ref().map(|bytes| bytes.as_slice()), changes)
        }
        Job::Verify { evidence, ours, published } => verify(evidence, *ours, published),
    };
    match done {
        Ok(reply) => reply,
        Err(undecodable) => Reply::Undecodable {
            code: undecodable.code.to_owned(),
            detail: undecodable.detail,
            missing: undecodable.missing,
        },
    }
}

fn apply(
    id: DocumentId,
    kind: &str,
    snapshot: Option<&[u8]>,
    changes: &[ByteBuf],
) -> Result<Reply, Undecodable> {
    let limits = Limits::default();
    let document = match snapshot {
        None => Document::create(KINDS.find(kind).ok_or_else(unknown_kind)?, id),
        Some(snapshot) => match Document::load(KINDS, id, snapshot) {
            Ok(document) => document,
            Err(error) => return Ok(Reply::Unreadable { detail: error.to_string() }),
        },
    };
    let changes: Vec<ForeignChange> =
        changes.iter().map(|bytes| foreign::decode(id, bytes, &limits)).collect::<Result<_, _>>()?;
    let hashes: Vec<ChangeHash> = changes.iter().map(|change| change.header.hash).collect();
    if hashes.iter().all(|hash| document.contains(*hash)) {
        return Ok(Reply::HadAlready { hashes });
    }
    let applied = foreign::apply(&document, &changes, &limits)?;
    Ok(Reply::Applied { snapshot: ByteBuf::from(applied.save()), hashes })
}

fn verify(evidence: &[u8], ours: OrganisationId, published: &[u8]) -> Result<Reply, Undecodable> {
    let unreadable = |error: serde_json::Error| undecodable(&error);
    let published = serde_json::from_slice(published).map_err(unreadable)?;
    let verification = verify_for(ours, evidence, &published);
    let verification = serde_json::to_vec(&verification).map_err(unreadable)?;
    Ok(Reply::Verified { verification: ByteBuf::from(verification) })
}

fn unknown_kind() -> Undecodable {
    undecodable(&io::Error::other("a document of an unknown kind"))
}

fn undecodable(error: &dyn Error) -> Undecodable {
    let code = jobsheet_document::codes::UNDECODABLE;
    Undecodable { code, detail: error.to_string(), missing: Vec::new() }
}

/// Reads one frame; `None` at the end of the input.
pub(super) fn read_frame<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_be_bytes(length);
    if length > LONGEST {
        return Err(io::Error::other("a frame too long"));
    }
    // All of it at once: a child that cannot have it ends like any that is out of memory.
    let mut frame = Vec::with_capacity(length as usize);
    input.take(u64::from(length)).read_to_end(&mut frame)?;
    ciborium::from_reader(frame.as_slice()).map(Some).map_err(io::Error::other)
}

/// One frame: its length, then what it holds.
pub(super) fn frame<T: Serialize>(content: &T) -> io::Result<Vec<u8>> {
    let mut frame = vec![0; 4];
    ciborium::into_writer(content, &mut frame).map_err(io::Error::other)?;
    let length = u32::try_from(frame.len() - 4).ok().filter(|length| *length <= LONGEST);
    let length = length.ok_or_else(|| io::Error::other("a frame too long"))?;
    frame[..4].copy_from_slice(&length.to_be_bytes());
    Ok(frame)
}
