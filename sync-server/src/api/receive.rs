//! Taking in requests: the body for as long as it goes on, then the work for as long as it may take.
//!
//! Nobody's body is held before its sender is known, but for a little: a device proves its key in a header, and a person has
//! a session, before the rest is taken in.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use tokio::time::{Instant, timeout};

use crate::api::doors::{Doors, Held, Whose};
use crate::api::error::ApiError;
use crate::api::identity;
use crate::office::server::Server;

/// Largest body of a login.
const LOGIN_BYTES: usize = 4 << 10;

/// What takes in bodies.
#[derive(Clone)]
pub struct Receiver {
    /// The server.
    pub server: Arc<Server>,
    /// What is left to take.
    pub doors: Arc<Doors>,
}

/// Takes in the whole body, and only then lets the work begin. A slow uplink has all the time it needs as long as bytes
/// come and it is known whose they are; one that stops is let go (408), and so is one that brings too much (413).
pub async fn whole(State(receiver): State<Receiver>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut held = Held::default();
    let bytes = match receiver.taken_in(&parts, body, &mut held).await {
        Ok(bytes) => bytes,
        Err(error) => return error.into_response(),
    };
    let answer = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    drop(held);
    answer
}

/// How much of a body is taken in, and whether more is once its sender is known.
struct Room {
    most: usize,
    unknown: usize,
}

impl Receiver {
    fn room(&self, path: &str) -> Room {
        let limits = &self.server.config.limits;
        let most = limits.request_bytes;
        let anybodys = |bytes: usize| Room { most: bytes.min(most), unknown: bytes.min(most) };
        match path {
            "/api/login" => anybodys(LOGIN_BYTES),
            "/api/verify" => anybodys(limits.evidence_bytes),
            _ => Room { most, unknown: limits.unknown_bytes.min(most) },
        }
    }

    async fn taken_in(&self, parts: &Parts, body: Body, held: &mut Held) -> Result<Bytes, ApiError> {
        let times = &self.server.config.times;
        let room = self.room(parts.uri.path());
        // What says itself that it is too large is not waited for.
        if body.size_hint().lower() > room.most as u64 {
            return Err(too_large(room.most));
        }
        let idle = Duration::from_millis(times.body_idle_ms);
        let known_by = Instant::now() + Duration::from_millis(times.unknown_ms);
        let mut whose = Whose::Stranger;
        let mut pieces = body.into_data_stream();
        let mut whole = Vec::new();
        loop {
            let longest = match whose {
                Whose::Known => idle,
                Whose::Stranger => idle.min(known_by.saturating_duration_since(Instant::now())),
            };
            let piece = match timeout(longest, pieces.next()).await {
                Ok(Some(piece)) => piece.map_err(|_| ApiError::malformed("body"))?,
                Ok(None) => return Ok(whole.into()),
                Err(_)
                    if whose == Whose::Stranger && Instant::now() >= known_by && room.unknown < room.most =>
                {
                    identity::require_known(&self.server, parts).await?;
                    whose = Whose::Known;
                    continue;
                }
                Err(_) => return Err(ApiError::new(StatusCode::REQUEST_TIMEOUT, "request.stalled")),
            };
            let length = whole.len() + piece.len();
            if length > room.most {
                return Err(too_large(room.most));
            }
            if length > room.unknown && whose == Whose::Stranger {
                identity::require_known(&self.server, parts).await?;
                whose = Whose::Known;
            }
            self.doors.hold(held, whose, length)?;
            whole.extend_from_slice(&piece);
        }
    }
}

fn too_large(most: usize) -> ApiError {
    let mut error = ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "request.too_large");
    error.refusal = error.refusal.with("limit", most);
    error
}

/// Ends the wait for work that takes too long. Live streams answer at once and are not cut.
pub async fn in_time(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let late = ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "server.timeout");
    let longest = Duration::from_millis(server.config.times.request_ms);
    timeout(longest, next.run(request)).await.unwrap_or_else(|_| late.into_response())
}
