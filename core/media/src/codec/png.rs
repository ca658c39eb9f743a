//! PNG through the `image` crate: screenshots, and pictures from other programs.

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder, ImageError, Limits, Rgb, RgbImage, RgbaImage};

use super::Decoded;
use crate::error::MediaError;
use crate::header::Header;

/// Widest pixel a PNG can have: four channels of 16 bits; twice that leaves room for the conversion.
const BYTES_PER_PIXEL: u64 = 16;
/// Room for metadata chunks beside the pixels.
const METADATA_BYTES: u64 = 1024 * 1024;

pub(super) fn decode(bytes: &[u8], header: &Header) -> Result<Decoded, MediaError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(header.width);
    limits.max_image_height = Some(header.height);
    limits.max_alloc = Some(header.pixels() * BYTES_PER_PIXEL + METADATA_BYTES);
    let mut decoder = PngDecoder::with_limits(Cursor::new(bytes), limits).map_err(read_error)?;
    let exif = decoder.exif_metadata().map_err(read_error)?;
    let image = DynamicImage::from_decoder(decoder).map_err(read_error)?;
    let pixels = if image.color().has_alpha() { over_white(&image.into_rgba8()) } else { image.into_rgb8() };
    Ok(Decoded { pixels, exif })
}

/// A JPEG has no transparency: what shows through is white, as on paper.
fn over_white(image: &RgbaImage) -> RgbImage {
    let mut flat = RgbImage::new(image.width(), image.height());
    for (to, from) in flat.pixels_mut().zip(image.pixels()) {
        let [red, green, blue, alpha] = from.0;
        *to = Rgb([red, green, blue].map(|channel| blend_with_white(channel, alpha)));
    }
    flat
}

fn blend_with_white(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    let blended = (channel * alpha + 255 * (255 - alpha) + 127) / 255;
    u8::try_from(blended).unwrap_or(u8::MAX)
}

fn read_error(error: ImageError) -> MediaError {
    match error {
        ImageError::Unsupported(_) => MediaError::Unsupported,
        ImageError::Limits(_) => MediaError::Codec(format!("PNG: {error}")),
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::IoError(_) => MediaError::Damaged(format!("PNG: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transparency_shows_white() {
        assert_eq!(blend_with_white(0, 0), 255);
        assert_eq!(blend_with_white(10, 255), 10);
        assert_eq!(blend_with_white(0, 128), 127);
    }
}
