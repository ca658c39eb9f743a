//! Uploads: tus 1.0, core protocol and creation. The rules are in `jobsheet_sync::tus_server`; bytes go to the blob
//! folder, and what is on disk is what the ledger says.

use std::sync::{Arc, MutexGuard};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use jobsheet_domain::id::{Digest, DocumentId};
use jobsheet_domain::time::DAY_MS;
use jobsheet_sync::tus;
use jobsheet_sync::tus_server::{self, TusError};
use uuid::Uuid;

use super::proved;
use crate::api::error::ApiError;
use crate::api::identity::ProofRefused;
use crate::blobs::Kept;
use crate::ledger::{Device, Upload};
use crate::office::server::Server;

/// What an upload counts for at least, bytes: it has a row, and may have a file.
const LEAST: u64 = 4_096;

/// What this server can do.
pub async fn abilities(State(server): State<Arc<Server>>) -> Response {
    let headers = tus_server::abilities(server.config.limits.blob_bytes);
    with(StatusCode::NO_CONTENT, &headers)
}

/// Begins an upload. A blob that the device may read need not be sent; any other is sent whole, here or not, so that
/// nobody learns by a digest alone what others have sent, and who sent a blob has had its bytes.
///
/// # Errors
/// 401 without a proof that holds; tus's own statuses.
pub async fn create(
    State(server): State<Arc<Server>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ProofRefused> {
    let work = move |server: &Server, device: &Device, headers: &HeaderMap, _: &Bytes| {
        let blob =
            tus_server::creation(&reader(headers), server.config.limits.blob_bytes).map_err(refused)?;
        begin(server, device, &blob)
    };
    proved(server, "POST", uri, headers, body, work).await
}

/// Where an upload stands.
///
/// # Errors
/// 401 without a proof that holds; 404.
pub async fn standing(
    State(server): State<Arc<Server>>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ProofRefused> {
    let work = move |server: &Server, device: &Device, headers: &HeaderMap, _: &Bytes| {
        tus_server::question(&reader(headers)).map_err(refused)?;
        let _held = hold(server, &id)?;
        let upload = find(server, device, &id)?;
        // A process that stopped between the last part and the end left the end to be done.
        let whole = upload.received == upload.length;
        if whole && server.ledger.blob_for(server.organisation.id, device.id, upload.digest)?.is_none() {
            finish(server, &upload)?;
        }
        Ok(with(StatusCode::OK, &tus_server::standing(upload.received, upload.length)))
    };
    proved(server, "HEAD", uri, headers, Bytes::new(), work).await
}

/// Takes a part.
///
/// # Errors
/// 401 without a proof that holds; 404; 409 where the part does not begin where the upload stands.
pub async fn part(
    State(server): State<Arc<Server>>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ProofRefused> {
    let work = move |server: &Server, device: &Device, headers: &HeaderMap, body: &Bytes| {
        let _held = hold(server, &id)?;
        let upload = find(server, device, &id)?;
        let most = tus_server::part(&reader(headers), upload.received, upload.length).map_err(refused)?;
        if body.len() as u64 > most {
            return Err(refused(TusError::TooLarge));
        }
        take(server, &upload, body)
    };
    proved(server, "PATCH", uri, headers, body, work).await
}

fn begin(server: &Server, device: &Device, blob: &tus::Blob) -> Result<Response, ApiError> {
    let (organisation, now) = (server.organisation.id, server.now());
    let here = server.ledger.blob_for(organisation, device.id, Digest(blob.digest))?.is_some();
    let (day, most) = (now.0.div_euclid(DAY_MS), server.config.limits.upload_day_bytes);
    let bytes = if here { LEAST } else { blob.length.max(LEAST) };
    if !server.ledger.charge_upload(organisation, device.id, day, bytes, most)? {
        return Err(ApiError::new(StatusCode::TOO_MANY_REQUESTS, "upload.enough_today"));
    }
    let upload = Upload {
        id: rand::random(),
        device: device.id,
        digest: Digest(blob.digest),
        length: blob.length,
        received: if here { blob.length } else { 0 },
        purpose: blob.purpose.name().to_owned(),
        begun_at: now,
    };
    server.ledger.put_upload(organisation, &upload)?;
    if here {
        // Its name may be under way again, and the bytes that wait for it must not be swept.
        server.ledger.finish_upload(organisation, &upload, server.now())?;
    } else if upload.length == 0 {
        // It has no parts: this is its end.
        server.blobs.append(&upload.id, 0, &[])?;
        finish(server, &upload)?;
    }
    let location = format!("/v1/blobs/uploads/{}", hex::encode(upload.id));
    Ok(with(StatusCode::CREATED, &tus_server::created(&location, upload.received)))
}

fn take(server: &Server, upload: &Upload, body: &Bytes) -> Result<Response, ApiError> {
    server.blobs.append(&upload.id, upload.received, body)?;
    let received = upload.received + body.len() as u64;
    server.ledger.advance_upload(server.organisation.id, &upload.id, received)?;
    if received == upload.length {
        finish(server, upload)?;
    }
    Ok(with(StatusCode::NO_CONTENT, &tus_server::taken(received)))
}

/// Ends an upload whose bytes are all on disk. Until it has, no device hears that the blob is here and lets go of its
/// own copy; it may be asked again, whatever stopped it.
fn finish(server: &Server, upload: &Upload) -> Result<(), ApiError> {
    let organisation = server.organisation.id;
    let _kept = server.keep_blobs();
    let kept = server.blobs.finish(&upload.id, upload.digest)?;
    if kept == Kept::Here {
        server.ledger.finish_upload(organisation, upload, server.now())?;
        server.hub.other(server.ledger.position(organisation)?, "blob");
        return Ok(());
    }
    server.ledger.drop_upload(organisation, &upload.id)?;
    server.blobs.discard(&upload.id)?;
    Err(if kept == Kept::Gone { ApiError::missing("upload") } else { refused(TusError::Digest) })
}

/// Two requests for one upload at once would write over each other.
fn hold<'a>(server: &'a Server, id: &str) -> Result<MutexGuard<'a, ()>, ApiError> {
    Ok(server.admission.hold(DocumentId(Uuid::from_bytes(key(id)?))))
}

/// An upload of that device; another's is as if it were not there.
fn find(server: &Server, device: &Device, id: &str) -> Result<Upload, ApiError> {
    let upload = server.ledger.upload(server.organisation.id, &key(id)?)?;
    upload.filter(|upload| upload.device == device.id).ok_or_else(|| ApiError::missing("upload"))
}

fn key(id: &str) -> Result<[u8; 16], ApiError> {
    let mut key = [0; 16];
    hex::decode_to_slice(id, &mut key).map_err(|_| ApiError::missing("upload"))?;
    Ok(key)
}

fn reader(headers: &HeaderMap) -> impl Fn(&str) -> Option<String> {
    |name| Some(headers.get(name)?.to_str().ok()?.to_owned())
}

fn refused(error: TusError) -> ApiError {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::BAD_REQUEST);
    ApiError::new(status, error.code())
}

fn with(status: StatusCode, headers: &[(&'static str, String)]) -> Response {
    let mut response = status.into_response();
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(*name), HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
