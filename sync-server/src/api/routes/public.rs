//! What anybody may ask: is it up, which keys does it have, does this evidence hold. And the console's files.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jobsheet_evidence::Bundle;
use jobsheet_signing::Jwks;
use rust_embed::RustEmbed;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::console::Body;
use crate::api::doors::Doors;
use crate::api::error::{ApiError, language_of};
use crate::office::server::Server;
use crate::office::views::{RefusalView, VerificationView};
use crate::office::{evidence, keyring};

/// The routes that need no login.
pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new()
        .routes(routes!(health))
        .routes(routes!(ready))
        .routes(routes!(jwks))
        .routes(routes!(verify))
}

/// The process is up.
#[utoipa::path(get, path = "/health", tag = "public", responses((status = 200, body = String)))]
async fn health() -> &'static str {
    "ok"
}

/// The process can do its work: the ledger answers.
#[utoipa::path(get, path = "/ready", tag = "public", responses((status = 200, body = String),
    (status = 500, body = RefusalView)))]
async fn ready(State(server): State<Arc<Server>>) -> Result<&'static str, ApiError> {
    server.blocking(|server| server.ledger.position(server.organisation.id)).await?;
    Ok("ready")
}

/// The organisation's published keys (RFC 7517): whoever has a statement or a receipt checks it with these.
#[utoipa::path(get, path = "/.well-known/jwks.json", tag = "public", responses((status = 200, body = Object)))]
async fn jwks(State(server): State<Arc<Server>>) -> Result<Json<Jwks>, ApiError> {
    server.blocking(keyring::keyring).await.map(|keys| Json(keys.jwks()))
}

/// Whether an evidence bundle holds (R61). Needs no account.
#[utoipa::path(post, path = "/api/verify", tag = "public", request_body = Object, responses(
    (status = 200, body = VerificationView), (status = 400, body = RefusalView)))]
async fn verify(
    State(server): State<Arc<Server>>,
    Extension(doors): Extension<Arc<Doors>>,
    headers: HeaderMap,
    Body(bundle): Body<Bundle>,
) -> Result<Json<VerificationView>, ApiError> {
    let place = doors.verification()?;
    let work = move |server: &Server| {
        let _place = place;
        evidence::verify_foreign(server, &bundle)
    };
    let made = server.blocking(work).await?;
    Ok(Json(VerificationView::new(made, language_of(&headers))))
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
