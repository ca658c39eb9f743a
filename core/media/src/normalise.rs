//! From the bytes a camera wrote to normal form and thumbnail.

use std::panic::{AssertUnwindSafe, catch_unwind};

use image::{DynamicImage, RgbImage};

use crate::codec::{self, Metadata};
use crate::error::MediaError;
use crate::exif::Capture;
use crate::header::Layout;
use crate::limits::Limits;
use crate::position::GeoPoint;
use crate::scale::{NORMAL_LONG_EDGE, THUMBNAIL_LONG_EDGE, decode_scale, fit};

/// High enough that a second encoding does not show on text; about 350 kB a photo.
const NORMAL_QUALITY: u8 = 85;
const THUMBNAIL_QUALITY: u8 = 80;
/// Longest colour profile carried over, in bytes; a camera's has 500 to 3,000.
const MAX_COLOUR_PROFILE: usize = 16 * 1024;

/// Whether the place where a photo was taken may leave the device (R14: by policy).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PositionPolicy {
    /// The position stays in the normal form.
    Keep,
    /// The position is neither written nor reported.
    Strip,
}

/// A photo ready for sync.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalised {
    /// JPEG, upright. The largest exact DCT scale with a long edge of 1800–2016 pixels, else resampled to
    /// 2016; never enlarged. EXIF: time, and position by policy.
    pub normal: Vec<u8>,
    /// JPEG, upright, long edge at most 320 pixels; no EXIF.
    pub thumbnail: Vec<u8>,
    /// Width of the normal form in pixels.
    pub width: u32,
    /// Height of the normal form in pixels.
    pub height: u32,
    /// EXIF DateTimeOriginal as written: `YYYY:MM:DD HH:MM:SS`, the camera's local time.
    pub taken_at: Option<String>,
    /// Where it was taken, as read from the original; `None` when unknown or stripped by policy.
    pub position: Option<GeoPoint>,
}

/// What became of a photo. Either way the original is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It has a normal form and a thumbnail.
    Normalised(Normalised),
    /// It does not decode, or may not be decoded: the original stands for itself.
    KeptAsIs {
        /// Why.
        reason: MediaError,
    },
}

/// Makes the normal form and the thumbnail of a photo. Never panics, whatever the bytes.
///
/// The codecs' panics are caught here, at the boundary: they are other people's code fed with strangers'
/// bytes, and the worst a photo may do is stay as it is. Nothing outlives the call, so no broken state
/// can be seen. An allocation the system refuses would abort instead; the limits prevent that.
#[must_use]
pub fn normalise(original: &[u8], limits: &Limits, position: PositionPolicy) -> Outcome {
    let result = catch_unwind(AssertUnwindSafe(|| run(original, limits, position)))
        .unwrap_or_else(|_| Err(MediaError::Damaged("the decoder gave up on it".to_owned())));
    match result {
        Ok(normalised) => Outcome::Normalised(normalised),
        Err(reason) => Outcome::KeptAsIs { reason },
    }
}

fn run(original: &[u8], limits: &Limits, policy: PositionPolicy) -> Result<Normalised, MediaError> {
    limits.check_length(original.len())?;
    let layout = Layout::read(original)?;
    limits.check_header(&layout.header)?;

    let scale = decode_scale(layout.header.width, layout.header.height);
    let decoded = codec::decode(original, &layout, scale)?;
    let mut capture = Capture::read_optional(layout.exif.or(decoded.exif.as_deref()));
    if policy == PositionPolicy::Strip {
        capture.position = None;
    }

    let pixels = upright(shrink(decoded.pixels, NORMAL_LONG_EDGE)?, &capture);
    let colour_profile = layout.colour_profile.filter(|profile| profile.len() <= MAX_COLOUR_PROFILE);
    let exif = capture.write()?;
    let normal = codec::encode(&pixels, NORMAL_QUALITY, Metadata { exif: exif.as_deref(), colour_profile })?;
    let (width, height) = pixels.dimensions();
    let small = shrink(pixels, THUMBNAIL_LONG_EDGE)?;
    let thumbnail = codec::encode(&small, THUMBNAIL_QUALITY, Metadata { exif: None, colour_profile })?;
    Ok(Normalised {
        normal,
        thumbnail,
        width,
        height,
        taken_at: capture.taken_at,
        position: capture.position,
    })
}

/// Resamples to a long edge; pixels that fit already pass untouched.
fn shrink(pixels: RgbImage, long_edge: u32) -> Result<RgbImage, MediaError> {
    let (width, height) = fit(pixels.width(), pixels.height(), long_edge);
    if (width, height) == pixels.dimensions() {
        return Ok(pixels);
    }
    codec::resample(&pixels, width, height)
}

/// Turns and mirrors by the EXIF orientation.
fn upright(pixels: RgbImage, capture: &Capture) -> RgbImage {
    let mut image = DynamicImage::ImageRgb8(pixels);
    image.apply_orientation(capture.orientation);
    image.into_rgb8()
}
