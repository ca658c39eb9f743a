//! The one interface to the image codecs; nothing outside this module names one of them.
//!
//! In: bytes whose header passed the limits, and a scale. Out: upright-agnostic RGB pixels, and JPEG
//! bytes again. Which codec serves, and why, is docs/adr/0003; to replace it is to rewrite one file here.

mod jpeg;
mod png;
mod resample;

use image::RgbImage;

use crate::error::MediaError;
use crate::header::{Format, Layout};
use crate::scale::Eighths;

pub(crate) use jpeg::{Metadata, encode};
pub(crate) use resample::resample;

/// Pixels of an image, and the EXIF block only its decoder could find.
pub(crate) struct Decoded {
    pub(crate) pixels: RgbImage,
    pub(crate) exif: Option<Vec<u8>>,
}

/// Decodes an image whose layout has passed the limits. A JPEG comes out at `scale`, a PNG at full size.
pub(crate) fn decode(bytes: &[u8], layout: &Layout<'_>, scale: Eighths) -> Result<Decoded, MediaError> {
    match layout.header.format {
        Format::Jpeg => jpeg::decode(bytes, &layout.header, scale),
        Format::Png => png::decode(bytes, &layout.header),
        Format::Unknown => Err(MediaError::Unsupported),
    }
}
