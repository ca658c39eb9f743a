//! One blob on its way to the server: a tus 1.0 client that does not touch the network.

use thiserror::Error;

use crate::tus::{Blob, CHUNK, CONTENT_TYPE, VERSION, metadata, read_number};

/// The next thing to send. Every request carries `Tus-Resumable` and the headers here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `POST` to the collection of uploads, without a body.
    Create {
        /// Its headers.
        headers: Vec<(&'static str, String)>,
    },
    /// `HEAD` at the upload's place, to hear how far it got.
    Ask {
        /// The place the server gave.
        location: String,
        /// Its headers.
        headers: Vec<(&'static str, String)>,
    },
    /// `PATCH` at the upload's place with a part of the blob as body.
    Send {
        /// The place the server gave.
        location: String,
        /// Its headers.
        headers: Vec<(&'static str, String)>,
        /// Where the body begins in the blob.
        offset: u64,
        /// How long the body is.
        length: u64,
    },
    /// The server has the whole blob.
    Finished,
}

/// What came back on a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The header `Location`.
    pub location: Option<String>,
    /// The header `Upload-Offset`.
    pub offset: Option<String>,
}

/// Why an upload stopped.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UploadError {
    /// The server takes no blob of this length (413).
    #[error("the blob is too large for the server")]
    TooLarge,
    /// What arrived has not the promised digest (460); the blob is damaged here or was on the way.
    #[error("the server received other bytes")]
    DigestMismatch,
    /// The server does not speak tus 1.0 (412).
    #[error("the server speaks another version of tus")]
    Version,
    /// Another refusal. Trying again changes nothing.
    #[error("refused with status {0}")]
    Refused(u16),
    /// The server is busy or faulty (423, 429, 5xx). The same again after a wait.
    #[error("try again later, status {0}")]
    Later(u16),
    /// The answer makes no sense.
    #[error("an answer without a usable {0}")]
    Malformed(&'static str),
}

impl UploadError {
    /// Stable, dotted, lower case; never reused for another meaning.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "upload.too_large",
            Self::DigestMismatch => "upload.digest_mismatch",
            Self::Version => "upload.version",
            Self::Refused(_) => "upload.refused",
            Self::Later(_) => "upload.later",
            Self::Malformed(_) => "upload.malformed",
        }
    }

    /// Whether the same upload may go on after a wait.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Later(_))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// No place yet.
    New,
    /// A place, and no knowledge of how far the server got.
    Unsure {
        location: String,
    },
    /// The server has so many bytes.
    Sending {
        location: String,
        offset: u64,
    },
    Finished,
}

/// One upload. Do what [`Self::next_step`] says, report with [`Self::handle_response`] or [`Self::handle_lost`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    blob: Blob,
    state: State,
}

impl Upload {
    /// An upload that begins, or goes on at the place kept from before.
    #[must_use]
    pub fn new(blob: Blob, location: Option<String>) -> Self {
        let state = location.map_or(State::New, |location| State::Unsure { location });
        Self { blob, state }
    }

    /// The blob.
    #[must_use]
    pub const fn blob(&self) -> &Blob {
        &self.blob
    }

    /// The place to keep, so that the upload can go on after the app was stopped.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        match &self.state {
            State::Unsure { location } | State::Sending { location, .. } => Some(location),
            State::New | State::Finished => None,
        }
    }

    /// How many bytes the server is known to have.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        match &self.state {
            State::New | State::Unsure { .. } => 0,
            State::Sending { offset, .. } => *offset,
            State::Finished => self.blob.length,
        }
    }

    /// What to send next.
    #[must_use]
    pub fn next_step(&self) -> Step {
        let version = ("Tus-Resumable", VERSION.to_owned());
        match &self.state {
            State::New => Step::Create {
                headers: vec![
                    version,
                    ("Upload-Length", self.blob.length.to_string()),
                    ("Upload-Metadata", metadata(&self.blob)),
                ],
            },
            State::Unsure { location } => Step::Ask { location: location.clone(), headers: vec![version] },
            State::Sending { location, offset } => Step::Send {
                location: location.clone(),
                headers: vec![
                    version,
                    ("Upload-Offset", offset.to_string()),
                    ("Content-Type", CONTENT_TYPE.to_owned()),
                ],
                offset: *offset,
                length: (self.blob.length - offset).min(CHUNK),
            },
            State::Finished => Step::Finished,
        }
    }

    /// Takes the answer to the last step.
    ///
    /// # Errors
    /// [`UploadError::Later`] leaves the upload where it was; after any other error it is over.
    pub fn handle_response(&mut self, response: &Response) -> Result<(), UploadError> {
        match response.status {
            404 | 410 => self.state = State::New,
            409 => self.handle_lost(),
            200..=299 => self.state = self.advanced(response)?,
            412 => return Err(UploadError::Version),
            413 => return Err(UploadError::TooLarge),
            460 => return Err(UploadError::DigestMismatch),
            status @ (401 | 408 | 423 | 425 | 429 | 500..) => return Err(UploadError::Later(status)),
            status => return Err(UploadError::Refused(status)),
        }
        Ok(())
    }

    /// The connection broke and no answer came: how far the server got has to be asked.
    pub fn handle_lost(&mut self) {
        if let State::Sending { location, .. } = &self.state {
            self.state = State::Unsure { location: location.clone() };
        }
    }

    /// The state after a step that went well.
    fn advanced(&self, response: &Response) -> Result<State, UploadError> {
        let offset =
            response.offset.as_deref().map(|text| read_number(text).ok_or(WITHOUT_OFFSET)).transpose()?;
        match &self.state {
            State::New => {
                let location = response.location.clone().ok_or(UploadError::Malformed("place"))?;
                // A server that has the blob already says so at once.
                self.at(location, offset.unwrap_or(0))
            }
            State::Unsure { location } => self.at(location.clone(), offset.ok_or(WITHOUT_OFFSET)?),
            State::Sending { location, offset: sent_from } => {
                let offset = offset.ok_or(WITHOUT_OFFSET)?;
                let sent_to = sent_from + (self.blob.length - sent_from).min(CHUNK);
                // Part of the body may have been kept; nothing before it can be lost, nothing after it be there. An
                // answer that does not move would have the same part sent for ever.
                let moved = offset > *sent_from && offset <= sent_to;
                if moved { self.at(location.clone(), offset) } else { Err(WITHOUT_OFFSET) }
            }
            State::Finished => Ok(State::Finished),
        }
    }

    fn at(&self, location: String, offset: u64) -> Result<State, UploadError> {
        match offset {
            offset if offset == self.blob.length => Ok(State::Finished),
            offset if offset < self.blob.length => Ok(State::Sending { location, offset }),
            _ => Err(WITHOUT_OFFSET),
        }
    }
}

const WITHOUT_OFFSET: UploadError = UploadError::Malformed("offset");

/// Puts blobs in the order they are uploaded: signatures, thumbnails, photos, originals; short ones first among equals.
pub fn order(blobs: &mut [Blob]) {
    blobs.sort_unstable();
}
