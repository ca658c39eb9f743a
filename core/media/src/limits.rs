//! What may be decoded at all.

use crate::error::MediaError;
use crate::header::Header;

/// Limits against decompression bombs, held before the first pixel is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest file, in bytes.
    pub max_bytes: usize,
    /// Most pixels (width × height) of a baseline JPEG, which is decoded row by row and already scaled.
    pub max_pixels: u64,
    /// Most pixels of an image that must be held whole while it is decoded: a progressive or
    /// multi-scan JPEG, and any PNG.
    pub max_progressive_pixels: u64,
    /// Most scans of a JPEG. Every scan walks the whole image again; encoders write about ten.
    pub max_scans: u32,
}

impl Default for Limits {
    /// 40 MiB, 64 megapixels, 16 megapixels when held whole, 64 scans.
    fn default() -> Self {
        Self {
            max_bytes: 40 * 1024 * 1024,
            max_pixels: 64_000_000,
            max_progressive_pixels: 16_000_000,
            max_scans: 64,
        }
    }
}

impl Limits {
    /// Refuses a file by its length alone.
    pub(crate) fn check_length(&self, bytes: usize) -> Result<(), MediaError> {
        if bytes > self.max_bytes {
            return Err(MediaError::TooLarge { bytes, limit: self.max_bytes });
        }
        Ok(())
    }

    /// Refuses an image by what its header claims.
    pub(crate) fn check_header(&self, header: &Header) -> Result<(), MediaError> {
        let limit = if header.is_held_whole() {
            self.max_progressive_pixels.min(self.max_pixels)
        } else {
            self.max_pixels
        };
        if header.pixels() > limit {
            return Err(MediaError::TooManyPixels { pixels: header.pixels(), limit });
        }
        if header.scans > self.max_scans {
            return Err(MediaError::TooManyScans { scans: header.scans, limit: self.max_scans });
        }
        Ok(())
    }
}
