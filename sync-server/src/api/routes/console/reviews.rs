//! The review desk.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use jobsheet_domain::permission::REVIEWERS;

use super::{Body, Path};
use crate::api::error::{ApiError, language_of};
use crate::api::identity::Login;
use crate::office::desk::reviews;
use crate::office::server::Server;
use crate::office::views::{DecisionAsked, HandedIn, RefusalView, ReviewList};

/// All work that waits for a person, newest first.
#[utoipa::path(get, operation_id = "list_reviews", path = "/api/reviews", tag = "reviews", responses(
    (status = 200, body = ReviewList), (status = 403, body = RefusalView)))]
pub async fn list(
    State(server): State<Arc<Server>>,
    login: Login,
    headers: HeaderMap,
) -> Result<Json<ReviewList>, ApiError> {
    login.require_console()?;
    let language = language_of(&headers);
    server.blocking(move |server| reviews::list(server, language)).await.map(Json)
}

/// Hand in a file that a device exported (R50, R53, R54).
#[utoipa::path(post, operation_id = "hand_in", path = "/api/reviews", tag = "reviews",
    request_body(content = Vec<u8>, content_type = "application/cbor-seq"),
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = HandedIn), (status = 400, body = RefusalView), (status = 403, body = RefusalView),
    (status = 409, body = RefusalView), (status = 413, body = RefusalView)))]
pub async fn hand_in(
    State(server): State<Arc<Server>>,
    login: Login,
    headers: HeaderMap,
    file: Bytes,
) -> Result<Json<HandedIn>, ApiError> {
    login.require(&REVIEWERS)?;
    let language = language_of(&headers);
    let work = move |server: &Server| reviews::hand_in(server, login.user.id, &file, language);
    server.blocking(work).await.map(Json)
}

/// Let work in.
#[utoipa::path(post, operation_id = "admit_review", path = "/api/reviews/{digest}/admit", tag = "reviews",
    request_body = DecisionAsked, params(("digest" = String, Path), ("Idempotency-Key" = String, Header)), responses(
    (status = 204), (status = 403, body = RefusalView), (status = 404, body = RefusalView),
    (status = 409, body = RefusalView)))]
pub async fn admit(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(digest): Path<String>,
    Body(asked): Body<DecisionAsked>,
) -> Result<StatusCode, ApiError> {
    login.require(&REVIEWERS)?;
    let work = move |server: &Server| reviews::admit(server, login.user.id, &digest, &asked.reason);
    server.blocking(work).await.map(|()| StatusCode::NO_CONTENT)
}

/// Keep work out.
#[utoipa::path(post, operation_id = "reject_review", path = "/api/reviews/{digest}/reject", tag = "reviews",
    request_body = DecisionAsked, params(("digest" = String, Path), ("Idempotency-Key" = String, Header)), responses(
    (status = 204), (status = 403, body = RefusalView), (status = 404, body = RefusalView),
    (status = 409, body = RefusalView)))]
pub async fn reject(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(digest): Path<String>,
    Body(asked): Body<DecisionAsked>,
) -> Result<StatusCode, ApiError> {
    login.require(&REVIEWERS)?;
    let work = move |server: &Server| reviews::reject(server, login.user.id, &digest, &asked.reason);
    server.blocking(work).await.map(|()| StatusCode::NO_CONTENT)
}
