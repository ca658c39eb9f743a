//! Documents of any kind.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use jobsheet_domain::id::DocumentId;
use uuid::Uuid;

use super::Path;
use crate::api::error::{ApiError, language_of};
use crate::api::identity::Login;
use crate::office::desk::possible;
use crate::office::server::Server;
use crate::office::views::{PossibleView, RefusalView};

/// What you can ask of a document now, and why the rest cannot be asked.
#[utoipa::path(get, operation_id = "possible", path = "/api/documents/{id}/possible", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 200, body = Vec<PossibleView>), (status = 404, body = RefusalView)))]
pub async fn possible(
    State(server): State<Arc<Server>>,
    login: Login,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> Result<Json<Vec<PossibleView>>, ApiError> {
    login.require_console()?;
    let language = language_of(&headers);
    let work = move |server: &Server| possible::possible(server, &login.user, DocumentId(id), language);
    server.blocking(work).await.map(Json)
}
