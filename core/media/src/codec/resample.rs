//! Resampling through `fast_image_resize`.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;

use crate::error::MediaError;

/// Resamples with a Lanczos window of three lobes, which keeps nameplates readable.
pub(crate) fn resample(pixels: &RgbImage, width: u32, height: u32) -> Result<RgbImage, MediaError> {
    let from = ImageRef::new(pixels.width(), pixels.height(), pixels.as_raw(), PixelType::U8x3)
        .map_err(|error| MediaError::Codec(error.to_string()))?;
    let mut to = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&from, &mut to, &options).map_err(|error| MediaError::Codec(error.to_string()))?;
    RgbImage::from_raw(width, height, to.into_vec())
        .ok_or_else(|| MediaError::Codec("pixels that do not fill their own size".to_owned()))
}
