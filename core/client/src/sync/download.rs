//! Photos of others, fetched part by part when somebody wants to look at them. Parts that came are kept, so that a cut or a
//! cancelled call costs the part it fell in and no more.

use jobsheet_domain::id::{Digest, DocumentId};
use jobsheet_signing::{SigningError, sha256};
use jobsheet_store::{CHUNK_BYTES, NewBlob, Purpose};
use jobsheet_sync::ProtocolError;
use reqwest::{Method, StatusCode};

use crate::cancel::CancelHandle;
use crate::client::Client;
use crate::error::ClientError;
use crate::identity::Identity;
use crate::sync::http::{Answer, Request, Transport};

/// The most a photo may be, bytes; servers take none that is longer.
const LONGEST: u64 = 64 << 20;

/// Bytes of a photo from an offset on.
struct Part {
    bytes: Vec<u8>,
    /// Bytes of the whole.
    total: u64,
}

impl Client {
    /// The bytes of a photo or thumbnail of an order: from this device, or else fetched in parts, checked against its
    /// digest and kept. Called again after a failure, it goes on after the parts that had come.
    ///
    /// # Errors
    /// [`ClientError::Offline`]; [`ClientError::Server`] while the photo is still on another device; `digest.mismatch`
    /// when what came is something else, which is thrown away: the next call begins anew.
    pub async fn fetch_photo(
        &self,
        order: DocumentId,
        digest: Digest,
        cancel: &CancelHandle,
    ) -> Result<Vec<u8>, ClientError> {
        if let Some(bytes) = self.photo_if_here(digest)? {
            return Ok(bytes);
        }
        self.guard(cancel, self.fetch(order, digest)).await
    }

    async fn fetch(&self, order: DocumentId, digest: Digest) -> Result<Vec<u8>, ClientError> {
        let identity = self.enrolled()?;
        let transport = Transport::to(self, &identity.profile.server_url);
        loop {
            let offset = self.store().read(|tx| tx.blob(digest))?.map_or(0, |blob| blob.stored);
            let part = self.ask_part(&transport, &identity, digest, offset).await?;
            if let Some(whole) = self.keep_part(order, digest, offset, part)? {
                return Ok(whole);
            }
        }
    }

    async fn ask_part(
        &self,
        transport: &Transport,
        identity: &Identity,
        digest: Digest,
        offset: u64,
    ) -> Result<Part, ClientError> {
        let nonce = self.store().read(|tx| tx.sync_state())?.http_nonce;
        let last = offset + CHUNK_BYTES as u64 - 1;
        let request = Request::new(Method::GET, &format!("/v1/blobs/{digest}"), Vec::new())
            .header("range", format!("bytes={offset}-{last}"));
        let answer = transport.send_proved_raw(self, identity, nonce, request).await?;
        part(answer, offset)
    }

    /// Keeps a part. The whole, once this was the last and the digest is right: nothing is whole here that was not checked.
    fn keep_part(
        &self,
        order: DocumentId,
        digest: Digest,
        offset: u64,
        part: Part,
    ) -> Result<Option<Vec<u8>>, ClientError> {
        let new = NewBlob {
            digest,
            purpose: Purpose::Photo,
            media_type: "image/jpeg",
            length: part.total,
            created_at: self.now(),
            on_server: true,
        };
        let known = self.store().read(|tx| tx.blob(digest))?;
        if known.is_some_and(|blob| blob.length != part.total) {
            return self.spoilt(digest);
        }
        let mut whole = None;
        if offset + part.bytes.len() as u64 == part.total {
            let mut bytes = match offset {
                0 => Vec::new(),
                _ => self.store().read(|tx| tx.read_blob(digest, 0..offset))?,
            };
            bytes.extend_from_slice(&part.bytes);
            if sha256(&bytes) != digest.0 {
                return self.spoilt(digest);
            }
            whole = Some(bytes);
        }
        self.store().write(|tx| {
            // Another call may have fetched the same part meanwhile.
            if tx.begin_blob(&new)? == offset {
                tx.append_blob(digest, &part.bytes)?;
            }
            tx.refer_blob(order, digest)
        })?;
        Ok(whole)
    }

    /// Throws away what came of a photo that is not what its digest says.
    fn spoilt<T>(&self, digest: Digest) -> Result<T, ClientError> {
        self.store().write(|tx| tx.drop_download(digest))?;
        Err(SigningError::DigestMismatch.into())
    }
}

/// The part an answer carries (RFC 9110 §14.4, §15.3.7). One that was cut carries the beginning of what was asked for.
fn part(answer: Answer, offset: u64) -> Result<Part, ClientError> {
    let (range, total) = content_range(answer.header("content-range")).unzip();
    let part = match (answer.status, range, total) {
        (StatusCode::PARTIAL_CONTENT, Some(Some((first, last))), Some(total))
            if first == offset && last < total && answer.body.len() as u64 <= last - first + 1 =>
        {
            Part { bytes: answer.body, total }
        }
        // A photo of no bytes has no range that could be satisfied.
        (StatusCode::RANGE_NOT_SATISFIABLE, Some(None), Some(0)) if offset == 0 => {
            return Ok(Part { bytes: Vec::new(), total: 0 });
        }
        // A server that knows no ranges gives the whole.
        (StatusCode::OK, ..) => {
            let total = answer.body.len() as u64;
            let from = usize::try_from(offset).unwrap_or(usize::MAX);
            Part { bytes: answer.body.get(from..).unwrap_or_default().to_vec(), total }
        }
        (status, ..) if status.is_success() => return Err(ProtocolError::Malformed("content-range").into()),
        _ => return answer.accepted().and(Err(ProtocolError::Malformed("content-range").into())),
    };
    if part.total > LONGEST {
        return Err(ProtocolError::TooLarge("a photo").into());
    }
    if part.bytes.is_empty() {
        return Err(ProtocolError::Cut.into());
    }
    Ok(part)
}

/// First and last byte, where any can be had, and the bytes of the whole.
fn content_range(header: &str) -> Option<(Option<(u64, u64)>, u64)> {
    let (range, total) = header.strip_prefix("bytes ")?.split_once('/')?;
    let total = total.parse().ok()?;
    if range == "*" {
        return Some((None, total));
    }
    let (first, last) = range.split_once('-')?;
    let range = (first.parse().ok()?, last.parse().ok()?);
    (range.0 <= range.1).then_some((Some(range), total))
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, HeaderValue};

    use super::*;

    fn answer(status: u16, range: &str, body: &[u8]) -> Answer {
        let mut headers = HeaderMap::new();
        headers.insert("content-range", HeaderValue::from_str(range).unwrap());
        Answer { status: StatusCode::from_u16(status).unwrap(), headers, body: body.to_vec() }
    }

    #[test]
    fn a_part_is_taken_where_it_was_asked_for() {
        let taken = |status, range: &str, body: &[u8], offset| {
            part(answer(status, range, body), offset).map(|part| (part.bytes, part.total))
        };
        assert_eq!(taken(206, "bytes 4-6/9", b"abc", 4).unwrap(), (b"abc".to_vec(), 9));
        assert_eq!(taken(206, "bytes 4-6/9", b"ab", 4).unwrap(), (b"ab".to_vec(), 9), "cut, and still right");
        assert_eq!(taken(200, "", b"whole", 2).unwrap(), (b"ole".to_vec(), 5));
        assert_eq!(taken(416, "bytes */0", b"", 0).unwrap(), (Vec::new(), 0));
        for (status, range, body, offset) in [
            (206, "bytes 3-5/9", &b"abc"[..], 4),
            (206, "bytes 4-9/9", b"abc", 4),
            (206, "bytes 4-5/9", b"abc", 4),
            (206, "bytes 6-4/9", b"", 6),
            (206, "", b"abc", 0),
            (206, "bytes 0-2/99999999999", b"abc", 0),
            (206, "bytes 0-2/3", b"", 0),
            (416, "bytes */9", b"", 9),
            (404, "", b"{}", 0),
        ] {
            assert!(taken(status, range, body, offset).is_err(), "{status} {range}");
        }
    }
}
