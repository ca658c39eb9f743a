//! Inputs: the committed photographs, small JPEGs made of them, and surgery on their bytes.

use std::path::Path;
use std::sync::LazyLock;

use jobsheet_media::{Limits, MediaError, Normalised, Outcome, PositionPolicy, normalise};
use libjpeg_turbo_rs::{Encoder, PixelFormat, decompress_to};

/// A photograph of tests/fixtures/photos at 12 megapixels.
pub fn photograph(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/photos");
    std::fs::read(folder.join(name)).unwrap()
}

pub fn normalised(bytes: &[u8], position: PositionPolicy) -> Normalised {
    match normalise(bytes, &Limits::default(), position) {
        Outcome::Normalised(normalised) => normalised,
        Outcome::KeptAsIs { reason } => panic!("not normalised: {reason}"),
    }
}

pub fn refusal(bytes: &[u8], limits: &Limits) -> MediaError {
    match normalise(bytes, limits, PositionPolicy::Keep) {
        Outcome::KeptAsIs { reason } => reason,
        Outcome::Normalised(_) => panic!("normalised"),
    }
}

/// Decoded RGB pixels.
pub struct Pixels {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<u8>,
}

impl Pixels {
    pub fn of(jpeg: &[u8]) -> Self {
        let image = decompress_to(jpeg, PixelFormat::Rgb).unwrap();
        Self { width: image.width, height: image.height, rgb: image.data }
    }

    pub fn at(&self, column: usize, row: usize) -> [u8; 3] {
        let start = (row * self.width + column) * 3;
        [self.rgb[start], self.rgb[start + 1], self.rgb[start + 2]]
    }
}

/// A photograph of 320 × 240 pixels without metadata, about 20 kB.
pub static SMALL: LazyLock<Vec<u8>> =
    LazyLock::new(|| normalised(&photograph("dragonfly.jpg"), PositionPolicy::Strip).thumbnail);

/// The same picture as a progressive JPEG.
pub static SMALL_PROGRESSIVE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let pixels = Pixels::of(&SMALL);
    Encoder::new(&pixels.rgb, pixels.width, pixels.height, PixelFormat::Rgb)
        .progressive(true)
        .encode()
        .unwrap()
});

/// Where the segment of a marker begins (at its FF).
pub fn marker(jpeg: &[u8], code: u8) -> usize {
    jpeg.windows(2).position(|pair| pair == [0xFF, code]).unwrap()
}

/// Rewrites the size a JPEG claims, in its frame header of the given marker.
pub fn claim_size(jpeg: &[u8], frame: u8, width: u16, height: u16) -> Vec<u8> {
    let mut forged = jpeg.to_vec();
    let at = marker(jpeg, frame) + 5;
    forged[at..at + 2].copy_from_slice(&height.to_be_bytes());
    forged[at + 2..at + 4].copy_from_slice(&width.to_be_bytes());
    forged
}

/// Puts a segment behind the start of a JPEG.
pub fn with_segment(jpeg: &[u8], code: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(2 + body.len()).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, code], &length, body, &jpeg[2..]].concat()
}

/// Puts an EXIF segment behind the start of a JPEG.
pub fn with_exif(jpeg: &[u8], tiff: &[u8]) -> Vec<u8> {
    with_segment(jpeg, 0xE1, &[b"Exif\0\0", tiff].concat())
}

/// A TIFF block with one field: the orientation, little-endian.
pub fn tiff_orientation(value: u8) -> Vec<u8> {
    [b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".as_slice(), &[value], &[0; 7]].concat()
}
