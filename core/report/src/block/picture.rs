//! Pictures inside a page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// First bytes of the pictures a page can show, with their type.
const PICTURES: [(&[u8], &str); 2] = [(b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png")];

/// A picture inside the page; `None` for bytes that are not a picture a page can show.
pub(super) fn data_uri(bytes: &[u8]) -> Option<String> {
    let (_, media_type) = PICTURES.iter().find(|(start, _)| bytes.starts_with(start))?;
    Some(format!("data:{media_type};base64,{}", STANDARD.encode(bytes)))
}
