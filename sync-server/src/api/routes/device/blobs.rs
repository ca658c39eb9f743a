//! Blobs down, whole or in part.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use jobsheet_domain::id::Digest;

use super::proved;
use crate::api::error::ApiError;
use crate::api::identity::ProofRefused;
use crate::ledger::Device;
use crate::office::server::Server;

/// A blob's bytes; with `Range: bytes=a-b`, that part (RFC 9110 §14). Only where the device may read it: everything else
/// is as if it were not here (R52).
///
/// # Errors
/// 401 without a proof that holds; 404; 416.
pub async fn blob(
    State(server): State<Arc<Server>>,
    Path(digest): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ProofRefused> {
    let work = move |server: &Server, device: &Device, headers: &HeaderMap, _: &Bytes| {
        bytes(server, device, &digest, headers)
    };
    proved(server, "GET", uri, headers, Bytes::new(), work).await
}

fn bytes(server: &Server, device: &Device, digest: &str, headers: &HeaderMap) -> Result<Response, ApiError> {
    let digest: Digest = digest.parse().map_err(|_| ApiError::malformed("digest"))?;
    let length = server.ledger.blob_for(server.organisation.id, device.id, digest)?;
    let length = length.ok_or_else(|| ApiError::missing("blob"))?;
    let kind = (header::CONTENT_TYPE, "application/octet-stream".to_owned());
    let ranges = (header::ACCEPT_RANGES, "bytes".to_owned());
    let Some(range) = headers.get(header::RANGE).and_then(|range| range.to_str().ok()) else {
        return Ok(([kind, ranges], server.blobs.read(digest)?).into_response());
    };
    let Some((first, last)) = part(range, length) else {
        let whole = [(header::CONTENT_RANGE, format!("bytes */{length}"))];
        return Ok((StatusCode::RANGE_NOT_SATISFIABLE, whole).into_response());
    };
    let bytes = server.blobs.read_range(digest, first, last - first + 1)?;
    let which = (header::CONTENT_RANGE, format!("bytes {first}-{last}/{length}"));
    Ok((StatusCode::PARTIAL_CONTENT, [kind, ranges, which], bytes).into_response())
}

/// The first and last byte of a single range.
fn part(range: &str, length: u64) -> Option<(u64, u64)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let end = length.checked_sub(1)?;
    let (first, last) = match (first.is_empty(), last.is_empty()) {
        (true, true) => return None,
        (true, false) => (length.saturating_sub(last.parse().ok()?), end),
        (false, true) => (first.parse().ok()?, end),
        (false, false) => (first.parse().ok()?, last.parse::<u64>().ok()?.min(end)),
    };
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_first_to_last_or_the_end_of_it() {
        assert_eq!(part("bytes=0-3", 10), Some((0, 3)));
        assert_eq!(part("bytes=4-", 10), Some((4, 9)));
        assert_eq!(part("bytes=-3", 10), Some((7, 9)));
        assert_eq!(part("bytes=8-99", 10), Some((8, 9)));
        for nonsense in ["bytes=10-", "bytes=5-4", "bytes=-", "bytes=a-b", "lines=0-1", "bytes=0-1,3-4"] {
            assert_eq!(part(nonsense, 10), None, "{nonsense}");
        }
        assert_eq!(part("bytes=0-", 0), None);
    }
}
