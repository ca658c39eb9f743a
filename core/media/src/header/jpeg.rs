//! A walk over the marker segments of a JPEG (ITU-T T.81, annex B), linear in the file's length.

use super::{Format, Header, Layout};
use crate::error::MediaError;

const EXIF_PREFIX: &[u8] = b"Exif\0\0";
/// Identifier, then chunk 1 of 1: bigger profiles span segments, and no camera writes those.
const ICC_PREFIX: &[u8] = b"ICC_PROFILE\0\x01\x01";

/// The frame header (SOF) as far as limits and codec need it.
struct Frame {
    width: u16,
    height: u16,
    components: u8,
    progressive: bool,
}

#[derive(Default)]
struct Walk<'a> {
    frame: Option<Frame>,
    scans: u32,
    exif: Option<&'a [u8]>,
    colour_profile: Option<&'a [u8]>,
}

/// Reads all segments up to the last scan that belongs to the image.
pub(super) fn read(bytes: &[u8]) -> Result<Layout<'_>, MediaError> {
    let mut walk = Walk::default();
    let mut at = 2;
    while let Some((marker, start)) = next_marker(bytes, at) {
        if marker == 0xD9 {
            break;
        }
        if is_standalone(marker) {
            at = start;
            continue;
        }
        let body = segment(bytes, start)?;
        at = start + 2 + body.len();
        if walk.take(marker, body)? {
            break;
        }
    }
    walk.finish()
}

impl<'a> Walk<'a> {
    /// Takes one segment; `true` when nothing of interest can follow.
    fn take(&mut self, marker: u8, body: &'a [u8]) -> Result<bool, MediaError> {
        match marker {
            0xC0..=0xC2 => self.take_frame(marker, body)?,
            // Lossless, hierarchical and arithmetic frames; C4, C8 and CC are no frames.
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return Err(MediaError::Unsupported),
            0xDA => return self.take_scan(body),
            0xE1 if self.exif.is_none() => self.exif = body.strip_prefix(EXIF_PREFIX),
            0xE2 if self.colour_profile.is_none() => self.colour_profile = body.strip_prefix(ICC_PREFIX),
            _ => {}
        }
        Ok(false)
    }

    fn take_frame(&mut self, marker: u8, body: &[u8]) -> Result<(), MediaError> {
        let &[precision, h1, h0, w1, w0, components, ..] = body else {
            return Err(damaged("a short frame header"));
        };
        // Two frame headers would let one pass the limits and the other be decoded.
        if self.frame.is_some() {
            return Err(damaged("two frame headers"));
        }
        let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
        if width == 0 {
            return Err(damaged("a width of zero pixels"));
        }
        // A height of zero is defined after the first scan (DNL), which no camera writes.
        if precision != 8 || height == 0 || !matches!(components, 1 | 3) {
            return Err(MediaError::Unsupported);
        }
        self.frame = Some(Frame { width, height, components, progressive: marker == 0xC2 });
        Ok(())
    }

    fn take_scan(&mut self, body: &[u8]) -> Result<bool, MediaError> {
        let Some(frame) = &self.frame else { return Err(damaged("a scan before the frame header")) };
        let components = *body.first().ok_or_else(|| damaged("an empty scan header"))?;
        self.scans = self.scans.saturating_add(1);
        // A sequential image whose first scan has all components is complete after it.
        Ok(!frame.progressive && components == frame.components)
    }

    fn finish(self) -> Result<Layout<'a>, MediaError> {
        let frame = self.frame.ok_or_else(|| damaged("no frame header"))?;
        if self.scans == 0 {
            return Err(damaged("no scan"));
        }
        let header = Header {
            format: Format::Jpeg,
            width: u32::from(frame.width),
            height: u32::from(frame.height),
            progressive: frame.progressive,
            scans: self.scans,
        };
        Ok(Layout { header, exif: self.exif, colour_profile: self.colour_profile })
    }
}

/// The next marker at or after `at`, with the position behind it. Entropy-coded bytes (with their
/// stuffed FF 00), padding and stray bytes are passed over.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == 0xFF)?;
        match *bytes.get(at + 1)? {
            0x00 => at += 2,
            0xFF => at += 1,
            marker => return Some((marker, at + 2)),
        }
    }
}

/// RSTn, SOI and TEM have no length and no body.
fn is_standalone(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xD0..=0xD8)
}

/// The body of the segment whose two length bytes are at `start`.
fn segment(bytes: &[u8], start: usize) -> Result<&[u8], MediaError> {
    let length = bytes.get(start..start + 2).ok_or_else(|| damaged("a segment without its length"))?;
    let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
    bytes.get(start + 2..start + length).ok_or_else(|| damaged("a segment longer than the file"))
}

fn damaged(detail: &str) -> MediaError {
    MediaError::Damaged(format!("JPEG: {detail}"))
}
