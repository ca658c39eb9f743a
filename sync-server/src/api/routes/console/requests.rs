//! The intake register and who is calling.

#![expect(unused_qualifications, reason = "the path macro writes the types of parameters in full")]

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::request::RequestCommand;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{Body, NewDocument, Path, Query};
use crate::api::error::ApiError;
use crate::api::identity::Login;
use crate::office::desk::callers;
use crate::office::desk::requests::{self, LogAsked, RequestQuery};
use crate::office::server::Server;
use crate::office::views::{CallerView, CommandAsked, RefusalView, RequestList, RequestView};

/// The register, newest first.
#[utoipa::path(get, operation_id = "list_requests", path = "/api/requests", tag = "requests", params(RequestQuery), responses(
    (status = 200, body = RequestList), (status = 403, body = RefusalView)))]
pub async fn list(
    State(server): State<Arc<Server>>,
    login: Login,
    Query(query): Query<RequestQuery>,
) -> Result<Json<RequestList>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| requests::list(server, &query)).await.map(Json)
}

/// Take down a call (R1). The request gets the register's next number.
#[utoipa::path(post, operation_id = "log_request", path = "/api/requests", tag = "requests", request_body = LogAsked,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = RequestView), (status = 409, body = RefusalView), (status = 403, body = RefusalView)))]
pub async fn log(
    State(server): State<Arc<Server>>,
    login: Login,
    Extension(NewDocument(id)): Extension<NewDocument>,
    Body(asked): Body<LogAsked>,
) -> Result<Json<RequestView>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| requests::log(server, &login.user, id, asked)).await.map(Json)
}

/// A request's page.
#[utoipa::path(get, operation_id = "request_page", path = "/api/requests/{id}", tag = "requests", params(("id" = Uuid, Path)), responses(
    (status = 200, body = RequestView), (status = 404, body = RefusalView)))]
pub async fn page(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
) -> Result<Json<RequestView>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| requests::page(server, DocumentId(id))).await.map(Json)
}

/// Do something to a request.
#[utoipa::path(post, operation_id = "request_command", path = "/api/requests/{id}/commands", tag = "requests", request_body = CommandAsked<RequestCommand>,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = RequestView), (status = 409, body = RefusalView), (status = 404, body = RefusalView)))]
pub async fn command(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
    Body(asked): Body<CommandAsked<RequestCommand>>,
) -> Result<Json<RequestView>, ApiError> {
    login.require_console()?;
    let work = move |server: &Server| requests::command(server, &login.user, DocumentId(id), asked.command);
    server.blocking(work).await.map(Json)
}

/// What is known of a caller.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CallerAsked {
    /// A phone number, name, address or serial number, or the beginning of one.
    pub q: String,
}

/// Who may be calling (R3), likeliest first.
#[utoipa::path(get, operation_id = "callers", path = "/api/callers", tag = "requests", params(CallerAsked), responses(
    (status = 200, body = Vec<CallerView>), (status = 403, body = RefusalView)))]
pub async fn callers(
    State(server): State<Arc<Server>>,
    login: Login,
    Query(asked): Query<CallerAsked>,
) -> Result<Json<Vec<CallerView>>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| callers::recognise(server, &asked.q)).await.map(Json)
}
