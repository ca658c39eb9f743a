//! The decoding process: jobs in on one side, replies out on the other, each with its length before it.

use std::io::{self, Read, Write};

use jobsheet_document::foreign::{self, ForeignChange, Limits};
use jobsheet_document::{Document, Undecodable};
use jobsheet_domain::id::ChangeHash;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::ByteBuf;

use super::{Job, Reply};

/// Longest frame read or written: a document at its largest and a run at its largest.
const LONGEST: u32 = 128 << 20;

/// Works until the input ends. The process limits its own memory first.
///
/// # Errors
/// The pipe's, and a limit that cannot be set.
pub fn run(memory_bytes: u64) -> io::Result<()> {
    rlimit::setrlimit(rlimit::Resource::AS, memory_bytes, memory_bytes)?;
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    while let Some(job) = read_frame::<Job>(&mut input)? {
        output.write_all(&frame(&work(&job))?)?;
        output.flush()?;
    }
    Ok(())
}

/// Applies a job's changes to a copy of its document.
pub(super) fn work(job: &Job) -> Reply {
    match apply(job) {
        Ok(reply) => reply,
        Err(undecodable) => Reply::Undecodable {
            code: undecodable.code.to_owned(),
            detail: undecodable.detail,
            missing: undecodable.missing,
        },
    }
}

fn apply(job: &Job) -> Result<Reply, Undecodable> {
    let limits = Limits::default();
    let document = match &job.snapshot {
        None => Document::create(job.kind, job.document),
        Some(snapshot) => Document::load(job.document, snapshot).map_err(|error| Undecodable {
            code: jobsheet_document::codes::UNDECODABLE,
            detail: error.to_string(),
            missing: Vec::new(),
        })?,
    };
    let changes: Vec<ForeignChange> = job
        .changes
        .iter()
        .map(|bytes| foreign::decode(job.document, bytes, &limits))
        .collect::<Result<_, _>>()?;
    let hashes: Vec<ChangeHash> = changes.iter().map(|change| change.header.hash).collect();
    if hashes.iter().all(|hash| document.contains(*hash)) {
        return Ok(Reply::HadAlready { hashes });
    }
    let applied = foreign::apply(&document, &changes, &limits)?;
    Ok(Reply::Applied { snapshot: ByteBuf::from(applied.save()), hashes })
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
    let mut frame = Vec::new();
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
