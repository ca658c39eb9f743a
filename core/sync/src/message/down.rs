//! What the server says.

use std::sync::Arc;

use jobsheet_signing::cbor::Writer;

use super::run::{Author, Cover, SignedRun};
use super::{MAY_BE_PASSED_OVER, fields, open, unknown};
use crate::ProtocolError;
use crate::reader::Reader;

const WELCOME: u64 = 16;
const VERDICT: u64 = 17;
const AUTHOR: u64 = 18;
const CHANGES: u64 = 19;
const SNAPSHOT: u64 = 20;
const RECORD: u64 = 21;
const LEAVE: u64 = 22;
const DONE: u64 = 23;
const ADMISSION: u64 = 24;
/// A device that does not know it passes it over.
const CHECKPOINT: u64 = MAY_BE_PASSED_OVER;

/// The server's first word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Welcome {
    /// The server's epoch: another than before means that it was restored from a backup and may have lost something.
    pub epoch: u64,
    /// The server's time, ms since the Unix epoch (R51).
    pub server_time_ms: i64,
    /// The feed position of this moment: the device's newest checkpoint (R62).
    pub checkpoint: u64,
}

/// What became of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Stored now; with the receipt (a JWS) of every statement in it (R62).
    Stored {
        /// The receipts.
        receipts: Vec<String>,
    },
    /// The server had it already: sent before, and the answer was lost.
    HadAlready {
        /// The receipts, again.
        receipts: Vec<String>,
    },
    /// Refused as a whole. The device keeps it.
    Refused {
        /// The refusal's stable code.
        code: String,
        /// What fills its message, by name.
        parameters: Vec<(String, String)>,
    },
    /// Not judged: these changes it rests on are not there. To be sent again after them.
    Missing {
        /// Their hashes.
        hashes: Vec<[u8; 32]>,
    },
}

/// The kinds of document that servers of every version know.
const OF_VERSION_1: [&str; 4] = ["customer", "asset", "request", "work_order"];

/// What servers say of a run that begins a document of a kind they do not know: of version 1, and of later ones. No version
/// has another word for it.
const UNKNOWN_KIND: [&str; 2] = ["change.undecodable", "document.unknown"];

impl Verdict {
    /// Whether it is what a server of an earlier version says of a run that begins a document of this kind.
    #[must_use]
    pub fn is_of_an_unknown_kind(&self, kind: &str) -> bool {
        let Self::Refused { code, .. } = self else { return false };
        !OF_VERSION_1.contains(&kind) && UNKNOWN_KIND.contains(&code.as_str())
    }
}

/// New changes of a document. `A` as in [`Cover`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes<A> {
    /// The document.
    pub document: [u8; 16],
    /// Its kind, when the device has not seen the document before.
    pub kind: Option<String>,
    /// The covering runs with their changes. Runs of one author are in order; across authors the receiver orders the
    /// changes by their dependencies.
    pub runs: Vec<SignedRun<A>>,
}

/// A whole document the device has not seen before. `A` as in [`Cover`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot<A> {
    /// The document.
    pub document: [u8; 16],
    /// Its kind.
    pub kind: String,
    /// The server's signed manifest of the bytes (a JWS), to be checked before they are loaded.
    pub manifest: String,
    /// The document's saved bytes.
    pub bytes: Arc<[u8]>,
    /// The covers of every run in it.
    pub covers: Vec<Cover<A>>,
}

/// A record: written by the server only, versioned by its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its name, such as `policy` or `key/<id>`.
    pub name: String,
    /// The feed position it has held since.
    pub position: u64,
    /// Its content: canonical JSON (RFC 8785).
    pub bytes: Vec<u8>,
}

/// The end of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Where the next sync continues, once everything before it is kept.
    pub cursor: Vec<u8>,
    /// Whether there is more to fetch now.
    pub more: bool,
}

/// A message of the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DownMessage {
    /// First, and once.
    Welcome(Welcome),
    /// What became of the run of that index.
    Verdict {
        /// The index of the run in the request.
        run: u64,
        /// The verdict.
        verdict: Verdict,
    },
    /// An author. The first gets number 0, the next 1 …
    Author(Author),
    /// New changes.
    Changes(Changes<Option<u64>>),
    /// A whole document.
    Snapshot(Snapshot<Option<u64>>),
    /// A record.
    Record(Record),
    /// The device is no longer to hold this document; obeyed after unsent work is safe.
    Leave {
        /// The document.
        document: [u8; 16],
    },
    /// Last, and once.
    Done(Done),
    /// The server's signed word (a JWS) for a run of a revoked key, before the document it is in (R54).
    Admission {
        /// The word.
        word: String,
    },
    /// The server's signed word (a JWS) for what the welcome says: its position and its time (R62).
    Checkpoint {
        /// The word.
        word: String,
    },
}

impl DownMessage {
    /// The message as one CBOR item.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        let w = &mut writer;
        match self {
            Self::Welcome(welcome) => {
                w.array(4).unsigned(WELCOME).unsigned(welcome.epoch);
                w.integer(welcome.server_time_ms).unsigned(welcome.checkpoint);
            }
            Self::Verdict { run, verdict } => verdict.write(*run, w),
            Self::Author(author) => {
                w.array(4).unsigned(AUTHOR);
                author.write(w);
            }
            Self::Changes(changes) => changes.write(w),
            Self::Snapshot(snapshot) => snapshot.write(w),
            Self::Record(record) => {
                w.array(4).unsigned(RECORD).text(&record.name).unsigned(record.position).bytes(&record.bytes);
            }
            Self::Leave { document } => {
                w.array(2).unsigned(LEAVE).bytes(document);
            }
            Self::Done(done) => {
                w.array(3).unsigned(DONE).bytes(&done.cursor).flag(done.more);
            }
            Self::Admission { word } => {
                w.array(2).unsigned(ADMISSION).text(word);
            }
            Self::Checkpoint { word } => {
                w.array(2).unsigned(CHECKPOINT).text(word);
            }
        }
        writer.finish()
    }

    /// Reads one whole item; nothing for a message that may be passed over.
    ///
    /// # Errors
    /// [`ProtocolError::Malformed`] or [`ProtocolError::UnknownMessage`].
    pub fn decode(item: &[u8]) -> Result<Option<Self>, ProtocolError> {
        let (mut reader, present, kind) = open(item)?;
        let Some(wanted) = field_count(kind) else { return unknown(kind) };
        fields(present, wanted)?;
        let r = &mut reader;
        let message = match kind {
            WELCOME => Self::Welcome(Welcome {
                epoch: r.unsigned()?,
                server_time_ms: r.integer()?,
                checkpoint: r.unsigned()?,
            }),
            VERDICT => Self::Verdict { run: r.unsigned()?, verdict: Verdict::read(r)? },
            AUTHOR => Self::Author(Author::read(r)?),
            CHANGES => Self::Changes(Changes::read(r)?),
            SNAPSHOT => Self::Snapshot(Snapshot::read(r)?),
            RECORD => {
                Self::Record(Record { name: r.text()?, position: r.unsigned()?, bytes: r.bytes()?.to_vec() })
            }
            LEAVE => Self::Leave { document: r.fixed()? },
            ADMISSION => Self::Admission { word: r.text()? },
            CHECKPOINT => Self::Checkpoint { word: r.text()? },
            _ => Self::Done(Done { cursor: r.bytes()?.to_vec(), more: r.flag()? }),
        };
        reader.end()?;
        Ok(Some(message))
    }
}

/// How many fields follow the type of each known message.
const fn field_count(kind: u64) -> Option<usize> {
    match kind {
        WELCOME | AUTHOR | CHANGES | RECORD => Some(3),
        SNAPSHOT => Some(5),
        LEAVE | ADMISSION | CHECKPOINT => Some(1),
        VERDICT | DONE => Some(2),
        _ => None,
    }
}

const STORED: u64 = 0;
const HAD_ALREADY: u64 = 1;
const REFUSED: u64 = 2;
const MISSING: u64 = 3;

impl Verdict {
    fn write(&self, run: u64, w: &mut Writer) {
        w.array(3).unsigned(VERDICT).unsigned(run);
        match self {
            Self::Stored { receipts } => write_receipts(w, STORED, receipts),
            Self::HadAlready { receipts } => write_receipts(w, HAD_ALREADY, receipts),
            Self::Refused { code, parameters } => {
                w.array(2 + 2 * parameters.len()).unsigned(REFUSED).text(code);
                for (name, value) in parameters {
                    w.text(name).text(value);
                }
            }
            Self::Missing { hashes } => {
                w.array(1 + hashes.len()).unsigned(MISSING);
                for hash in hashes {
                    w.bytes(hash);
                }
            }
        }
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ProtocolError> {
        const WRONG: ProtocolError = ProtocolError::Malformed("no verdict");
        let length = r.array()?;
        match (r.unsigned()?, length) {
            (STORED, 1..) => Ok(Self::Stored { receipts: read_receipts(r, length)? }),
            (HAD_ALREADY, 1..) => Ok(Self::HadAlready { receipts: read_receipts(r, length)? }),
            (REFUSED, 2..) if length % 2 == 0 => {
                let code = r.text()?;
                let pairs = 1..length / 2;
                let parameters = pairs.map(|_| Ok((r.text()?, r.text()?))).collect::<Result<_, _>>()?;
                Ok(Self::Refused { code, parameters })
            }
            (MISSING, 1..) => {
                let hashes = (1..length).map(|_| r.fixed()).collect::<Result<_, _>>()?;
                Ok(Self::Missing { hashes })
            }
            _ => Err(WRONG),
        }
    }
}

fn write_receipts(w: &mut Writer, outcome: u64, receipts: &[String]) {
    w.array(1 + receipts.len()).unsigned(outcome);
    for receipt in receipts {
        w.text(receipt);
    }
}

fn read_receipts(r: &mut Reader<'_>, length: usize) -> Result<Vec<String>, ProtocolError> {
    (1..length).map(|_| r.text()).collect()
}

impl Changes<Option<u64>> {
    fn write(&self, w: &mut Writer) {
        w.array(4).unsigned(CHANGES).bytes(&self.document);
        match &self.kind {
            Some(kind) => w.text(kind),
            None => w.null(),
        };
        w.array(self.runs.len());
        for run in &self.runs {
            run.write(w);
        }
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ProtocolError> {
        let document = r.fixed()?;
        let kind = r.optional(Reader::text)?;
        Ok(Self { document, kind, runs: r.list(SignedRun::read)? })
    }
}

impl Snapshot<Option<u64>> {
    fn write(&self, w: &mut Writer) {
        w.array(6).unsigned(SNAPSHOT).bytes(&self.document).text(&self.kind);
        w.text(&self.manifest).bytes(&self.bytes).array(self.covers.len());
        for cover in &self.covers {
            cover.write_counted(w);
        }
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ProtocolError> {
        Ok(Self {
            document: r.fixed()?,
            kind: r.text()?,
            manifest: r.text()?,
            bytes: r.shared()?,
            covers: r.list(Cover::read_counted)?,
        })
    }
}
