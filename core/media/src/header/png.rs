//! The first chunk of a PNG (ISO/IEC 15948, 11.2.2).

use super::{Format, Header, Layout};
use crate::error::MediaError;

/// The eight bytes every PNG begins with.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const IHDR_LENGTH: [u8; 4] = [0, 0, 0, 13];

/// Reads IHDR, which must be the first chunk. The metadata chunks are left to the decoder.
pub(super) fn read(bytes: &[u8]) -> Result<Layout<'_>, MediaError> {
    let chunk = bytes.get(SIGNATURE.len()..SIGNATURE.len() + 21).ok_or_else(|| damaged("no IHDR"))?;
    if chunk[..4] != IHDR_LENGTH || &chunk[4..8] != b"IHDR" {
        return Err(damaged("the first chunk is not IHDR"));
    }
    let width = u32::from_be_bytes([chunk[8], chunk[9], chunk[10], chunk[11]]);
    let height = u32::from_be_bytes([chunk[12], chunk[13], chunk[14], chunk[15]]);
    if width == 0 || height == 0 {
        return Err(damaged("an edge of zero pixels"));
    }
    let progressive = chunk[20] == 1;
    let header = Header { format: Format::Png, width, height, progressive, scans: 1 };
    Ok(Layout { header, exif: None, colour_profile: None })
}

fn damaged(detail: &str) -> MediaError {
    MediaError::Damaged(format!("PNG: {detail}"))
}
