//! Photos of a document, by the digest of their bytes.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jobsheet_domain::id::{Digest, DocumentId};
use uuid::Uuid;

use super::{Path, report};
use crate::api::error::ApiError;
use crate::api::identity::Login;
use crate::office::Error;
use crate::office::desk::photos;
use crate::office::server::Server;
use crate::office::views::{BlobView, RefusalView};

/// A photo's bytes; 404 while it is still on the device, and for what the order does not name.
#[utoipa::path(get, path = "/api/orders/{id}/photos/{sha256}", tag = "photos",
    params(("id" = Uuid, Path), ("sha256" = String, Path)), responses(
    (status = 200, content_type = "image/jpeg", body = Vec<u8>), (status = 404, body = RefusalView)))]
pub async fn photo(
    State(server): State<Arc<Server>>,
    login: Login,
    Path((order, digest)): Path<(Uuid, String)>,
) -> Result<Response, ApiError> {
    login.require_console()?;
    let digest: Digest = digest.parse().map_err(|_| ApiError::malformed("digest"))?;
    let bytes = server
        .blocking(move |server| {
            let here = server.ledger.blob_of(server.organisation.id, DocumentId(order), digest)?;
            here.ok_or(Error::Missing("photo"))?;
            server.blobs.read(digest).map_err(Error::from)
        })
        .await?;
    let headers = [
        // Everything else is offered as plain bytes.
        (header::CONTENT_TYPE, photos::media_type(&bytes).unwrap_or("application/octet-stream")),
        // The address is the digest of the bytes, which never change; who logs out leaves them to nobody for long.
        (header::CACHE_CONTROL, "private, max-age=600, immutable"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, bytes).into_response())
}

/// The page a customer signed, as it was shown; 404 while it is still on the device, and for what the order does not name.
#[utoipa::path(get, path = "/api/orders/{id}/pages/{sha256}", tag = "photos",
    params(("id" = Uuid, Path), ("sha256" = String, Path)), responses(
    (status = 200, content_type = "text/html", body = String), (status = 404, body = RefusalView)))]
pub async fn page(
    State(server): State<Arc<Server>>,
    login: Login,
    Path((order, digest)): Path<(Uuid, Digest)>,
) -> Result<Response, ApiError> {
    login.require_console()?;
    let read = move |server: &Server| photos::signed_page(server, DocumentId(order), digest);
    Ok(report::shown(server.blocking(read).await?))
}

/// Hand in a picture, to be named by a photo of a document then. Only what was handed in can be named.
#[utoipa::path(post, operation_id = "hand_in_picture", path = "/api/blobs", tag = "photos",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = BlobView), (status = 400, body = RefusalView), (status = 403, body = RefusalView),
    (status = 413, body = RefusalView)))]
pub async fn hand_in(
    State(server): State<Arc<Server>>,
    login: Login,
    picture: Bytes,
) -> Result<Json<BlobView>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| photos::keep(server, &picture)).await.map(Json)
}
