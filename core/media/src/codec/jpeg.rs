//! JPEG through `libjpeg-turbo-rs`: decoding at a DCT scale, and encoding.

use image::RgbImage;
use libjpeg_turbo_rs::{DecodeLimits, Decoder, Encoder, JpegError, PixelFormat, ScalingFactor, Subsampling};

use super::Decoded;
use crate::error::MediaError;
use crate::header::Header;
use crate::scale::Eighths;

/// Metadata that goes into an encoded JPEG.
#[derive(Default, Clone, Copy)]
pub(crate) struct Metadata<'a> {
    /// A TIFF block.
    pub(crate) exif: Option<&'a [u8]>,
    /// An ICC colour profile, without which wide-gamut photos look pale.
    pub(crate) colour_profile: Option<&'a [u8]>,
}

/// Decodes strictly: a photo with a hole in it is damaged, not a smaller truth.
pub(super) fn decode(bytes: &[u8], header: &Header, scale: Eighths) -> Result<Decoded, MediaError> {
    let mut decoder = Decoder::new_with_limits(bytes, limits(header)).map_err(read_error)?;
    let (width, height) = (decoder.header().width(), decoder.header().height());
    if (width, height) != (header.width as usize, header.height as usize) {
        return Err(MediaError::Damaged("JPEG: two readings of its size".to_owned()));
    }
    decoder.set_output_format(PixelFormat::Rgb);
    decoder.set_scale(scaling_factor(scale)?);
    let image = decoder.decode_image().map_err(read_error)?;
    let pixels = rgb(image.width, image.height, image.data)?;
    Ok(Decoded { pixels, exif: None })
}

/// Encodes a baseline JPEG with halved colour resolution (4:2:0), as cameras do. `quality` is 1 to 100.
pub(crate) fn encode(pixels: &RgbImage, quality: u8, metadata: Metadata<'_>) -> Result<Vec<u8>, MediaError> {
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    let mut encoder = Encoder::new(pixels.as_raw(), width, height, PixelFormat::Rgb)
        .quality(quality)
        .subsampling(Subsampling::S420);
    if let Some(tiff) = metadata.exif {
        encoder = encoder.exif_data(tiff);
    }
    if let Some(profile) = metadata.colour_profile {
        encoder = encoder.icc_profile(profile);
    }
    encoder.encode().map_err(|error| MediaError::Codec(error.to_string()))
}

/// Exactly what our own reading of the header found: a codec that reads more than that is being fooled.
fn limits(header: &Header) -> DecodeLimits {
    DecodeLimits {
        max_width: header.width as usize,
        max_height: header.height as usize,
        max_pixels: header.pixels(),
        max_scans: header.scans as usize,
        ..DecodeLimits::strict()
    }
}

/// The codec takes fractions in lowest terms only.
fn scaling_factor(Eighths(eighths): Eighths) -> Result<ScalingFactor, MediaError> {
    let shift = eighths.trailing_zeros().min(3);
    ScalingFactor::try_new(eighths >> shift, 8 >> shift).map_err(|error| MediaError::Codec(error.to_string()))
}

fn rgb(width: usize, height: usize, data: Vec<u8>) -> Result<RgbImage, MediaError> {
    let edges = u32::try_from(width).ok().zip(u32::try_from(height).ok());
    edges
        .and_then(|(width, height)| RgbImage::from_raw(width, height, data))
        .ok_or_else(|| MediaError::Codec("pixels that do not fill their own size".to_owned()))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the codec may name more ways in which bytes are no picture"
)]
fn read_error(error: JpegError) -> MediaError {
    match error {
        JpegError::Unsupported(_) => MediaError::Unsupported,
        JpegError::AllocationFailed { .. } => MediaError::Codec(error.to_string()),
        _ => MediaError::Damaged(format!("JPEG: {error}")),
    }
}
