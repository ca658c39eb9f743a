//! Live updates as server-sent events.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt};
use tokio_stream::wrappers::BroadcastStream;

use crate::api::error::ApiError;
use crate::api::identity::Login;
use crate::api::streams::{Streams, ended};
use crate::hub::LiveChange;
use crate::office::server::Server;
use crate::office::views::RefusalView;

const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// `event: change` for every document that changes, `event: lagged` when some were missed: read again.
#[utoipa::path(get, path = "/api/live", tag = "live", responses(
    (status = 200, content_type = "text/event-stream", body = LiveChange), (status = 403, body = RefusalView)))]
pub async fn live(
    State(server): State<Arc<Server>>,
    Extension(streams): Extension<Arc<Streams>>,
    login: Login,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, ApiError> {
    login.require_console()?;
    let open = streams.open(login.user.id.0)?;
    let changes = BroadcastStream::new(server.hub.listen()).map(move |change| {
        let _open = &open;
        let event = match change {
            Ok(change) => Event::default().event("change").json_data(&change),
            Err(_) => Ok(Event::default().event("lagged").data("{}")),
        };
        Ok(event.unwrap_or_default())
    });
    let may = move |server: &Server| {
        let session = server.ledger.session(server.organisation.id, &login.token, server.now())?;
        Ok(session.is_some())
    };
    let stream = changes.take_until(ended(server, may));
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}
