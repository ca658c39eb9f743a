//! Why a photo has no normal form.

/// Why bytes could not be normalised. The original is kept whatever the reason (R14).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// The file is bigger than [`Limits::max_bytes`](crate::Limits::max_bytes).
    #[error("the file has {bytes} bytes, allowed are {limit}")]
    TooLarge {
        /// Length of the file in bytes.
        bytes: usize,
        /// The limit it exceeds, in bytes.
        limit: usize,
    },
    /// The header claims more pixels than may be decoded.
    #[error("the header claims {pixels} pixels, allowed are {limit}")]
    TooManyPixels {
        /// Width times height, as the header says.
        pixels: u64,
        /// The limit it exceeds: the smaller one for images that must be held whole.
        limit: u64,
    },
    /// A JPEG with more scans than any camera or editor writes.
    #[error("the image has {scans} scans, allowed are {limit}")]
    TooManyScans {
        /// Number of scans in the file.
        scans: u32,
        /// The limit it exceeds.
        limit: u32,
    },
    /// Not a JPEG or PNG, or a kind of them that no camera writes (CMYK, 12 bit, arithmetic, lossless).
    #[error("not a kind of image this crate decodes")]
    Unsupported,
    /// The bytes break the rules of their own format; the text says where, and never quotes content.
    #[error("the image is damaged: {0}")]
    Damaged(String),
    /// Decoded pixels could not be resized or encoded: out of memory, or a fault of the codec.
    #[error("the image could not be written: {0}")]
    Codec(String),
}

impl MediaError {
    /// A stable name for logs, tests and the shells' translations.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "media.too_large",
            Self::TooManyPixels { .. } => "media.too_many_pixels",
            Self::TooManyScans { .. } => "media.too_many_scans",
            Self::Unsupported => "media.unsupported",
            Self::Damaged(_) => "media.damaged",
            Self::Codec(_) => "media.codec",
        }
    }
}
