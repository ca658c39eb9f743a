//! What an image says about itself, read without decoding it.
//!
//! Own code on purpose: the limits must hold before any codec sees the bytes.

mod jpeg;
mod png;

use crate::error::MediaError;

/// Kind of file, by its first bytes. The name and the declared type of a file are not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// PNG (ISO/IEC 15948).
    Png,
    /// Anything else.
    Unknown,
}

impl Format {
    /// The kind of file these bytes begin like.
    #[must_use]
    pub fn detect(bytes: &[u8]) -> Self {
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            return Self::Jpeg;
        }
        if bytes.starts_with(png::SIGNATURE) {
            return Self::Png;
        }
        Self::Unknown
    }
}

/// What an image claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// Kind of file.
    pub format: Format,
    /// Stored width in pixels, before the EXIF orientation is applied.
    pub width: u32,
    /// Stored height in pixels, before the EXIF orientation is applied.
    pub height: u32,
    /// A progressive JPEG (SOF2) or an interlaced PNG.
    pub progressive: bool,
    /// Scans of a JPEG; 1 for a PNG.
    pub scans: u32,
}

impl Header {
    /// Width times height.
    #[must_use]
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Whether a decoder needs the whole image in memory at once, whatever the scale asked for.
    #[must_use]
    pub fn is_held_whole(&self) -> bool {
        self.progressive || self.scans > 1 || self.format == Format::Png
    }
}

/// Header and metadata segments of one file, borrowed from its bytes.
pub(crate) struct Layout<'a> {
    pub(crate) header: Header,
    /// The TIFF block of a JPEG's EXIF segment.
    pub(crate) exif: Option<&'a [u8]>,
    /// A JPEG's ICC colour profile, when it fits one segment.
    pub(crate) colour_profile: Option<&'a [u8]>,
}

impl<'a> Layout<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, MediaError> {
        match Format::detect(bytes) {
            Format::Jpeg => jpeg::read(bytes),
            Format::Png => png::read(bytes),
            Format::Unknown => Err(MediaError::Unsupported),
        }
    }
}

/// Reads the header of a JPEG or PNG without decoding it.
///
/// # Errors
/// [`MediaError::Unsupported`] for other formats and for kinds no camera writes,
/// [`MediaError::Damaged`] when the structure is broken before the first pixel.
pub fn probe(bytes: &[u8]) -> Result<Header, MediaError> {
    Layout::read(bytes).map(|layout| layout.header)
}
