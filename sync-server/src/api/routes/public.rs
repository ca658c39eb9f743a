//! What anybody may ask: is it up, which keys does it have, does this evidence hold. And the console's files.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jobsheet_domain::id::{Digest, DocumentId};
use jobsheet_signing::{Jwks, KeyList};
use rust_embed::RustEmbed;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::console::Path;
use crate::api::doors::Doors;
use crate::api::error::{ApiError, language_of};
use crate::office::server::Server;
use crate::office::views::{RefusalView, StandingView, VerificationView};
use crate::office::{evidence, keyring};

/// The routes that need no login.
pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new()
        .routes(routes!(health))
        .routes(routes!(ready))
        .routes(routes!(jwks))
        .routes(routes!(key_list))
        .routes(routes!(verify))
        .routes(routes!(standing))
}

/// The process is up.
#[utoipa::path(get, path = "/health", tag = "public", responses((status = 200, body = String)))]
async fn health() -> &'static str {
    "ok"
}

/// The process can do its work: the ledger answers, and the clock is to be believed.
#[utoipa::path(get, path = "/ready", tag = "public", responses((status = 200, body = String),
    (status = 500, body = RefusalView), (status = 503, body = RefusalView, description = "server.clock")))]
async fn ready(State(server): State<Arc<Server>>) -> Result<&'static str, ApiError> {
    if server.clock.off_ms().is_some() {
        return Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "server.clock"));
    }
    server.blocking(|server| server.ledger.position(server.organisation.id)).await?;
    Ok("ready")
}

/// The organisation's published keys (RFC 7517): whoever has a statement or a receipt checks it with these.
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "public", responses((status = 200, body = Object)))]
async fn jwks(State(server): State<Arc<Server>>) -> Result<Json<Arc<Jwks>>, ApiError> {
    server.blocking(keyring::published).await.map(|said| Json(said.set))
}

/// The list of the organisation's keys, to which entries are only added, with the server's word for it.
#[utoipa::path(get, path = "/.well-known/jobsheet-keys.json", tag = "public", responses((status = 200, body = Object)))]
async fn key_list(State(server): State<Arc<Server>>) -> Result<Json<Arc<KeyList>>, ApiError> {
    server.blocking(keyring::published).await.map(|said| Json(said.list))
}

/// Whether evidence holds (R61). Needs no account: the file as it was exported is the body.
#[utoipa::path(post, path = "/api/verify", tag = "public",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses(
    (status = 200, body = VerificationView), (status = 413, body = RefusalView)))]
async fn verify(
    State(server): State<Arc<Server>>,
    Extension(doors): Extension<Arc<Doors>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<VerificationView>, ApiError> {
    let bytes = body.map_err(|_| ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "request.too_large"))?;
    let place = doors.verification()?;
    let work = move |server: &Server| {
        let _place = place;
        evidence::verify_foreign(server, &bytes)
    };
    let made = server.blocking(work).await?;
    Ok(Json(VerificationView::new(made, language_of(&headers))))
}

/// What became of a statement since: the server's signed answer for whoever holds it and so knows its digest (R61).
#[utoipa::path(get, path = "/api/standing/{document}/{statement}", tag = "public",
    params(("document" = Uuid, Path), ("statement" = String, Path)), responses(
    (status = 200, body = StandingView), (status = 404, body = RefusalView)))]
async fn standing(
    State(server): State<Arc<Server>>,
    Extension(doors): Extension<Arc<Doors>>,
    Path((document, statement)): Path<(Uuid, Digest)>,
) -> Result<Json<StandingView>, ApiError> {
    let place = doors.verification()?;
    let work = move |server: &Server| {
        let _place = place;
        evidence::standing(server, DocumentId(document), &statement.0)
    };
    server.blocking(work).await.map(|standing| Json(StandingView { standing }))
}

/// The console, as it was built.
#[derive(RustEmbed)]
#[folder = "console/dist"]
#[allow_missing = true]
struct Console;

/// A file of the console, its start page for every other path, or a word that it was not built.
pub async fn console(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") || path.starts_with("v1/") {
        return ApiError::missing("path").into_response();
    }
    let asset = Console::get(path).filter(|_| !path.is_empty());
    if let Some(file) = asset {
        let kind = file.metadata.mimetype().to_owned();
        // Vite names these by their content.
        let age =
            if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
        return ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, age.to_owned())], file.data)
            .into_response();
    }
    match Console::get("index.html") {
        Some(page) => {
            let headers =
                [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
            (headers, page.data).into_response()
        }
        None if path.is_empty() => (StatusCode::OK, "console not built\n").into_response(),
        None => ApiError::missing("path").into_response(),
    }
}
