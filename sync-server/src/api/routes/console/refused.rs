//! Work that was refused.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use jobsheet_domain::id::DocumentId;
use uuid::Uuid;

use super::Path;
use crate::api::error::{ApiError, language_of};
use crate::api::identity::Login;
use crate::office::desk;
use crate::office::server::Server;
use crate::office::views::{RefusalView, RefusedView};

/// Work on a document that was refused at admission, oldest first; nothing of it is lost (R50).
#[utoipa::path(get, operation_id = "list_refused", path = "/api/documents/{id}/refused", tag = "documents",
    params(("id" = Uuid, Path)), responses(
    (status = 200, body = Vec<RefusedView>), (status = 403, body = RefusalView)))]
pub async fn refused(
    State(server): State<Arc<Server>>,
    login: Login,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> Result<Json<Vec<RefusedView>>, ApiError> {
    login.require_console()?;
    let language = language_of(&headers);
    server.blocking(move |server| desk::refused::list(server, DocumentId(id), language)).await.map(Json)
}
