//! PNG: screenshots, and pictures that are no photographs.

use std::io::Cursor;

use image::{ImageFormat, Rgba, RgbaImage};
use jobsheet_media::{Format, Limits, MediaError, PositionPolicy, probe};

use crate::fixture::{Pixels, normalised, refusal};

/// Opaque red on the left, nothing on the right.
fn half_transparent(width: u32, height: u32) -> Vec<u8> {
    let red = Rgba([200, 0, 0, 255]);
    let image = RgbaImage::from_fn(width, height, |x, _| if x < width / 2 { red } else { Rgba([0; 4]) });
    let mut png = Cursor::new(Vec::new());
    image.write_to(&mut png, ImageFormat::Png).unwrap();
    png.into_inner()
}

#[test]
fn a_png_is_normalised_to_jpeg_on_white() {
    let png = half_transparent(2400, 1200);
    let header = probe(&png).unwrap();
    assert_eq!((header.format, header.width, header.height), (Format::Png, 2400, 1200));
    let forms = normalised(&png, PositionPolicy::Keep);
    assert_eq!((forms.width, forms.height), (2016, 1008));
    let pixels = Pixels::of(&forms.normal);
    let (red, white) = (pixels.at(100, 500), pixels.at(1900, 500));
    assert!(red[0].abs_diff(200) < 4 && red[1] < 4, "{red:?}");
    assert!(white.iter().all(|channel| *channel > 251), "{white:?}");
}

#[test]
fn a_png_that_claims_too_many_pixels_is_refused_by_its_header() {
    let mut bomb = half_transparent(8, 8);
    bomb[16..20].copy_from_slice(&50_000u32.to_be_bytes());
    bomb[20..24].copy_from_slice(&50_000u32.to_be_bytes());
    let expected = MediaError::TooManyPixels { pixels: 2_500_000_000, limit: 16_000_000 };
    assert_eq!(refusal(&bomb, &Limits::default()), expected);
}

#[test]
fn a_truncated_png_is_damaged() {
    let png = half_transparent(64, 64);
    for length in [png.len() / 2, 40, 10] {
        assert_eq!(refusal(&png[..length], &Limits::default()).code(), "media.damaged", "{length} bytes");
    }
}
