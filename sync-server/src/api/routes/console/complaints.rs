//! Complaints (R41).

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::{Extension, Json};
use jobsheet_domain::complaint::{ComplaintCommand, ComplaintTaken};
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::language::Language;
use uuid::Uuid;

use super::report::{self, ReportQuery};
use super::{Body, NewDocument, Path, Query};
use crate::api::error::ApiError;
use crate::api::identity::Login;
use crate::office::desk::complaint_report;
use crate::office::desk::complaints::{self, ComplaintQuery};
use crate::office::server::Server;
use crate::office::views::{CommandAsked, ComplaintList, ComplaintView, RefusalView};

/// Complaints, newest first.
#[utoipa::path(get, operation_id = "list_complaints", path = "/api/complaints", tag = "complaints", params(ComplaintQuery), responses(
    (status = 200, body = ComplaintList), (status = 403, body = RefusalView)))]
pub async fn list(
    State(server): State<Arc<Server>>,
    login: Login,
    Query(query): Query<ComplaintQuery>,
) -> Result<Json<ComplaintList>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| complaints::list(server, &query)).await.map(Json)
}

/// Take down a complaint. It gets the register's next number.
#[utoipa::path(post, operation_id = "take_complaint", path = "/api/complaints", tag = "complaints", request_body = ComplaintTaken,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = ComplaintView), (status = 409, body = RefusalView), (status = 403, body = RefusalView)))]
pub async fn take(
    State(server): State<Arc<Server>>,
    login: Login,
    Extension(NewDocument(id)): Extension<NewDocument>,
    Body(taken): Body<ComplaintTaken>,
) -> Result<Json<ComplaintView>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| complaints::take(server, &login.user, id, taken)).await.map(Json)
}

/// A complaint's page.
#[utoipa::path(get, operation_id = "complaint_page", path = "/api/complaints/{id}", tag = "complaints", params(("id" = Uuid, Path)), responses(
    (status = 200, body = ComplaintView), (status = 404, body = RefusalView)))]
pub async fn page(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
) -> Result<Json<ComplaintView>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| complaints::page(server, DocumentId(id))).await.map(Json)
}

/// The report of a complaint as a self-contained page: all that its file holds, as it stands.
#[utoipa::path(get, operation_id = "complaint_report", path = "/api/complaints/{id}/report", tag = "complaints",
    params(("id" = Uuid, Path), ReportQuery),
    responses((status = 200, body = String, content_type = "text/html"), (status = 404, body = RefusalView)))]
pub async fn report(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
    Query(query): Query<ReportQuery>,
) -> Result<Response, ApiError> {
    login.require_console()?;
    let language = query.language.as_deref().and_then(Language::from_code);
    let work = move |server: &Server| complaint_report::report(server, DocumentId(id), language);
    Ok(report::shown(server.blocking(work).await?))
}

/// Do something to a complaint.
#[utoipa::path(post, operation_id = "complaint_command", path = "/api/complaints/{id}/commands", tag = "complaints", request_body = CommandAsked<ComplaintCommand>,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = ComplaintView), (status = 409, body = RefusalView), (status = 404, body = RefusalView)))]
pub async fn command(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
    Body(asked): Body<CommandAsked<ComplaintCommand>>,
) -> Result<Json<ComplaintView>, ApiError> {
    login.require_console()?;
    let work = move |server: &Server| complaints::command(server, &login.user, DocumentId(id), asked.command);
    server.blocking(work).await.map(Json)
}
