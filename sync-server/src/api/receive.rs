//! Taking in requests: the body for as long as it goes on, then the work for as long as it may take.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use tokio::time::timeout;

use crate::api::error::ApiError;
use crate::office::server::Server;

/// Takes in the whole body, and only then lets the work begin. A slow uplink has all the time it needs as long as bytes
/// come; one that stops is let go (408), and so is one that brings too much (413).
pub async fn whole(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let idle = Duration::from_millis(server.config.times.body_idle_ms);
    match taken_in(body, server.config.limits.request_bytes, idle).await {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Err(error) => error.into_response(),
    }
}

async fn taken_in(body: Body, most: usize, idle: Duration) -> Result<Bytes, ApiError> {
    let too_large = || ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "request.too_large");
    // What says itself that it is too large is not waited for.
    if body.size_hint().lower() > most as u64 {
        return Err(too_large());
    }
    let mut pieces = body.into_data_stream();
    let mut whole = Vec::new();
    loop {
        let stalled = |_| ApiError::new(StatusCode::REQUEST_TIMEOUT, "request.stalled");
        let Some(piece) = timeout(idle, pieces.next()).await.map_err(stalled)? else {
            return Ok(whole.into());
        };
        let piece = piece.map_err(|_| ApiError::malformed("body"))?;
        if whole.len() + piece.len() > most {
            return Err(too_large());
        }
        whole.extend_from_slice(&piece);
    }
}

/// Ends the wait for work that takes too long. Live streams answer at once and are not cut.
pub async fn in_time(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let late = ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "server.timeout");
    let longest = Duration::from_millis(server.config.times.request_ms);
    timeout(longest, next.run(request)).await.unwrap_or_else(|_| late.into_response())
}
