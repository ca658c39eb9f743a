//! The console's API: a session cookie, an idempotency key on every mutation.

mod assets;
mod complaints;
mod customers;
mod devices;
mod documents;
mod idempotency;
mod live;
mod orders;
mod photos;
mod reference;
mod refused;
mod report;
mod requests;
mod reviews;
mod session;

use std::sync::Arc;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::middleware::from_fn_with_state;
use jobsheet_domain::id::DocumentId;
use serde::de::DeserializeOwned;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::error::ApiError;
use crate::office::server::Server;

/// Everything under `/api` that needs no idempotency key.
fn reading() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new()
        .routes(routes!(session::login))
        .routes(routes!(session::logout))
        .routes(routes!(session::me))
        .routes(routes!(orders::list))
        .routes(routes!(orders::page))
        .routes(routes!(orders::report))
        .routes(routes!(orders::verification))
        .routes(routes!(orders::hand))
        .routes(routes!(orders::evidence))
        .routes(routes!(requests::list))
        .routes(routes!(requests::page))
        .routes(routes!(requests::callers))
        .routes(routes!(complaints::list))
        .routes(routes!(complaints::page))
        .routes(routes!(complaints::report))
        .routes(routes!(documents::possible))
        .routes(routes!(documents::kinds))
        .routes(routes!(documents::list))
        .routes(routes!(documents::page))
        .routes(routes!(customers::list))
        .routes(routes!(customers::page))
        .routes(routes!(assets::list))
        .routes(routes!(assets::page))
        .routes(routes!(refused::refused))
        .routes(routes!(reviews::list))
        .routes(routes!(reference::staff))
        .routes(routes!(reference::catalogue))
        .routes(routes!(reference::policy))
        .routes(routes!(devices::list))
        .routes(routes!(photos::photo))
        .routes(routes!(photos::page))
        .routes(routes!(live::live))
}

/// Everything under `/api` that changes something: repeatable under its key.
fn writing(server: Option<Arc<Server>>) -> OpenApiRouter<Arc<Server>> {
    let router = OpenApiRouter::new()
        .routes(routes!(orders::raise))
        .routes(routes!(orders::command))
        .routes(routes!(requests::log))
        .routes(routes!(requests::command))
        .routes(routes!(complaints::take))
        .routes(routes!(complaints::command))
        .routes(routes!(documents::begin))
        .routes(routes!(documents::command))
        .routes(routes!(customers::create))
        .routes(routes!(customers::command))
        .routes(routes!(assets::create))
        .routes(routes!(assets::command))
        .routes(routes!(photos::hand_in))
        .routes(routes!(reviews::hand_in))
        .routes(routes!(reviews::admit))
        .routes(routes!(reviews::reject))
        .routes(routes!(devices::enrolment))
        .routes(routes!(devices::confirm))
        .routes(routes!(devices::revoke));
    match server {
        Some(server) => router.layer(from_fn_with_state(server, idempotency::once)),
        None => router,
    }
}

/// The console's routes; without a server, only their description.
pub fn routes(server: Option<Arc<Server>>) -> OpenApiRouter<Arc<Server>> {
    reading().merge(writing(server))
}

/// The id of the document a request makes. It follows from who asks, the key and what is asked: the same request, run
/// again because its answer was lost, finds what it made.
#[derive(Clone, Copy, Debug)]
pub struct NewDocument(pub DocumentId);

/// A JSON body whose errors are ours.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<Server>> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, server: &Arc<Server>) -> Result<Self, Self::Rejection> {
        use axum::body::Bytes;
        use axum::http::{StatusCode, header};
        // A form of another site cannot say that it sends JSON without asking first.
        let said = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = said.and_then(|kind| kind.split(';').next()).unwrap_or_default();
        if !kind.trim().eq_ignore_ascii_case("application/json") {
            return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "request.not_json"));
        }
        let bytes = Bytes::from_request(request, server)
            .await
            .map_err(|_| ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "request.too_large"))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| ApiError::malformed(&error.to_string()))
    }
}

/// Path parameters whose errors are ours.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Server>> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Self::Rejection> {
        let inner = axum::extract::Path::<T>::from_request_parts(parts, server).await;
        inner.map(|axum::extract::Path(value)| Self(value)).map_err(|_| ApiError::malformed("path"))
    }
}

/// Query parameters whose errors are ours.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<Server>> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Self::Rejection> {
        let inner = axum::extract::Query::<T>::from_request_parts(parts, server).await;
        inner.map(|axum::extract::Query(value)| Self(value)).map_err(|_| ApiError::malformed("query"))
    }
}
