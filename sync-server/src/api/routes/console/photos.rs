//! Photos of an order, by the digest of their bytes.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jobsheet_domain::id::{Digest, DocumentId};
use uuid::Uuid;

use super::Path;
use crate::api::error::ApiError;
use crate::api::identity::Login;
use crate::office::Error;
use crate::office::server::Server;
use crate::office::views::RefusalView;

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
        (header::CONTENT_TYPE, content_type(&bytes)),
        // The address is the digest of the bytes: they never change.
        (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, bytes).into_response())
}

/// By the first bytes, never by what somebody says it is; everything else is offered as plain bytes.
fn content_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        _ => "application/octet-stream",
    }
}
