//! The rules of a tus 1.0 server as functions of headers and numbers: what a request asks, and whether it may.

use thiserror::Error;

use crate::tus::{Blob, CONTENT_TYPE, VERSION, read_metadata, read_number};

/// A request's headers: gives the value of a header by its name in lower case.
pub type Headers<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TusError {
    /// Not `Tus-Resumable: 1.0.0`. The answer names the version in `Tus-Version`.
    #[error("another version of tus")]
    Version,
    /// A header is missing or makes no sense.
    #[error("missing or malformed header {0}")]
    Header(&'static str),
    /// The body is of another type than a `PATCH` has.
    #[error("another content type")]
    ContentType,
    /// The part does not begin where the upload stands. The client asks and goes on.
    #[error("another offset")]
    Offset,
    /// The blob, or the part, is longer than it may be.
    #[error("too large")]
    TooLarge,
    /// All bytes are there and they are not the blob's.
    #[error("another digest")]
    Digest,
}

impl TusError {
    /// The HTTP status to answer with; 460 is the one tus gives a checksum that does not fit.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::Version => 412,
            Self::Header(_) => 400,
            Self::ContentType => 415,
            Self::Offset => 409,
            Self::TooLarge => 413,
            Self::Digest => 460,
        }
    }

    /// Stable, dotted, lower case; never reused for another meaning.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Version => "upload.version",
            Self::Header(_) => "upload.header",
            Self::ContentType => "upload.content_type",
            Self::Offset => "upload.offset",
            Self::TooLarge => "upload.too_large",
            Self::Digest => "upload.digest_mismatch",
        }
    }
}

/// Reads the creation of an upload (`POST`): which blob it will be.
///
/// # Errors
/// [`TusError::Version`], [`TusError::Header`] or, beyond `longest`, [`TusError::TooLarge`].
pub fn creation(headers: &Headers<'_>, longest: u64) -> Result<Blob, TusError> {
    check_version(headers)?;
    // A length told later (`Upload-Defer-Length`) is an extension not offered.
    let length = number(headers, "upload-length").ok_or(TusError::Header("Upload-Length"))?;
    let metadata = headers("upload-metadata").ok_or(TusError::Header("Upload-Metadata"))?;
    let (digest, purpose) = read_metadata(&metadata).ok_or(TusError::Header("Upload-Metadata"))?;
    if length > longest {
        return Err(TusError::TooLarge);
    }
    Ok(Blob { purpose, length, digest })
}

/// Reads a question about an upload (`HEAD`).
///
/// # Errors
/// [`TusError::Version`].
pub fn question(headers: &Headers<'_>) -> Result<(), TusError> {
    check_version(headers)
}

/// Reads a part (`PATCH`) for an upload that stands at `offset` of `length`; gives the most bytes its body may bring.
/// Bytes are kept as they arrive, so a body cut short moves the offset by what came.
///
/// # Errors
/// [`TusError::Version`], [`TusError::ContentType`], [`TusError::Header`], [`TusError::Offset`], or
/// [`TusError::TooLarge`] when the announced body runs beyond the blob.
pub fn part(headers: &Headers<'_>, offset: u64, length: u64) -> Result<u64, TusError> {
    check_version(headers)?;
    if headers("content-type").as_deref() != Some(CONTENT_TYPE) {
        return Err(TusError::ContentType);
    }
    let from = number(headers, "upload-offset").ok_or(TusError::Header("Upload-Offset"))?;
    if from != offset {
        return Err(TusError::Offset);
    }
    let left = length.saturating_sub(offset);
    let announced = number(headers, "content-length").unwrap_or(0);
    if announced > left { Err(TusError::TooLarge) } else { Ok(left) }
}

/// Judges the digest once all bytes are there. A blob that fails is thrown away and uploaded anew.
///
/// # Errors
/// [`TusError::Digest`].
pub fn check_digest(blob: &Blob, digest_of_stored: &[u8; 32]) -> Result<(), TusError> {
    if blob.digest == *digest_of_stored { Ok(()) } else { Err(TusError::Digest) }
}

/// The headers of the answer to a creation (201). A server that has the blob already names its length as offset.
#[must_use]
pub fn created(location: &str, offset: u64) -> Vec<(&'static str, String)> {
    vec![version(), ("Location", location.to_owned()), ("Upload-Offset", offset.to_string())]
}

/// The headers of the answer to a question (200).
#[must_use]
pub fn standing(offset: u64, length: u64) -> Vec<(&'static str, String)> {
    vec![
        version(),
        ("Upload-Offset", offset.to_string()),
        ("Upload-Length", length.to_string()),
        ("Cache-Control", "no-store".to_owned()),
    ]
}

/// The headers of the answer to a part (204).
#[must_use]
pub fn taken(offset: u64) -> Vec<(&'static str, String)> {
    vec![version(), ("Upload-Offset", offset.to_string())]
}

/// The headers of the answer to `OPTIONS` (204).
#[must_use]
pub fn abilities(longest: u64) -> Vec<(&'static str, String)> {
    vec![
        version(),
        ("Tus-Version", VERSION.to_owned()),
        ("Tus-Extension", "creation".to_owned()),
        ("Tus-Max-Size", longest.to_string()),
    ]
}

fn version() -> (&'static str, String) {
    ("Tus-Resumable", VERSION.to_owned())
}

fn check_version(headers: &Headers<'_>) -> Result<(), TusError> {
    if headers("tus-resumable").as_deref() == Some(VERSION) { Ok(()) } else { Err(TusError::Version) }
}

fn number(headers: &Headers<'_>, name: &str) -> Option<u64> {
    read_number(&headers(name)?)
}
