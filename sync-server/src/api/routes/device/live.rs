//! Wake-ups for a device in the foreground: something changed, sync.

use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

use super::told;
use crate::api::identity::{ProofRefused, Proven};
use crate::api::streams::{Streams, ended};
use crate::office::server::Server;

const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// `event: position` with the newest feed position whenever it moves.
///
/// # Errors
/// 401 without a proof that holds.
pub async fn live(
    State(server): State<Arc<Server>>,
    Extension(streams): Extension<Arc<Streams>>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ProofRefused> {
    let proven = Proven::of(&server, "GET", uri, headers, Bytes::new()).await?;
    let device = proven.device.id;
    let open = match streams.open(device.0) {
        Ok(open) => open,
        Err(busy) => return Ok(told(&server, &proven, busy.into_response())),
    };
    let positions = BroadcastStream::new(server.hub.listen()).map(move |change| {
        let _open = &open;
        let position = change.map(|change| change.position.to_string()).unwrap_or_default();
        Ok::<Event, std::convert::Infallible>(Event::default().event("position").data(position))
    });
    let may = move |server: &Server| {
        let known = server.ledger.device(server.organisation.id, device)?;
        Ok(known.is_some_and(|known| known.revoked_at.is_none()))
    };
    let stream = Sse::new(positions.take_until(ended(Arc::clone(&server), may)));
    let response = stream.keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response();
    Ok(told(&server, &proven, response))
}
