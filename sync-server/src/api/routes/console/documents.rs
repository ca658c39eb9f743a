//! Documents of any kind.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::{Extension, Json};
use jobsheet_domain::aggregates::Command;
use jobsheet_domain::id::DocumentId;
use uuid::Uuid;

use super::{Body, NewDocument, Path, Query};
use crate::api::error::{ApiError, language_of};
use crate::api::identity::Login;
use crate::office::desk::documents::{self, DocumentQuery};
use crate::office::desk::possible;
use crate::office::server::Server;
use crate::office::views::{DocumentKindView, DocumentList, DocumentView, PossibleView, RefusalView};

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

/// Every kind of document, in your words, with what begins one where you may.
#[utoipa::path(get, operation_id = "document_kinds", path = "/api/documents/kinds", tag = "documents", responses(
    (status = 200, body = Vec<DocumentKindView>), (status = 403, body = RefusalView)))]
pub async fn kinds(
    State(server): State<Arc<Server>>,
    login: Login,
    headers: HeaderMap,
) -> Result<Json<Vec<DocumentKindView>>, ApiError> {
    login.require_console()?;
    let language = language_of(&headers);
    server.blocking(move |server| documents::kinds(server, &login.user, language)).await.map(Json)
}

/// Documents of a kind, newest first.
#[utoipa::path(get, operation_id = "list_documents", path = "/api/documents", tag = "documents", params(DocumentQuery), responses(
    (status = 200, body = DocumentList), (status = 404, body = RefusalView)))]
pub async fn list(
    State(server): State<Arc<Server>>,
    login: Login,
    Query(query): Query<DocumentQuery>,
) -> Result<Json<DocumentList>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| documents::list(server, &query)).await.map(Json)
}

/// A document's page, whatever its kind.
#[utoipa::path(get, operation_id = "document_page", path = "/api/documents/{id}", tag = "documents", params(("id" = Uuid, Path)), responses(
    (status = 200, body = DocumentView), (status = 404, body = RefusalView)))]
pub async fn page(
    State(server): State<Arc<Server>>,
    login: Login,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> Result<Json<DocumentView>, ApiError> {
    login.require_console()?;
    let language = language_of(&headers);
    let work = move |server: &Server| documents::page(server, &login.user, DocumentId(id), language);
    server.blocking(work).await.map(Json)
}

/// Begin a document of the command's kind. Where the kind has a register, it gets the next number.
#[utoipa::path(post, operation_id = "begin_document", path = "/api/documents", tag = "documents", request_body = ref("#/components/schemas/Command"),
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = DocumentView), (status = 409, body = RefusalView), (status = 403, body = RefusalView)))]
pub async fn begin(
    State(server): State<Arc<Server>>,
    login: Login,
    headers: HeaderMap,
    Extension(NewDocument(id)): Extension<NewDocument>,
    Body(command): Body<Command>,
) -> Result<Json<DocumentView>, ApiError> {
    login.require_console()?;
    let language = language_of(&headers);
    let work = move |server: &Server| documents::begin(server, &login.user, id, &command, language);
    server.blocking(work).await.map(Json)
}

/// Do something to a document, under the kind it is about.
#[utoipa::path(post, operation_id = "document_command", path = "/api/documents/{id}/commands", tag = "documents",
    request_body = ref("#/components/schemas/Command"), params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = DocumentView), (status = 409, body = RefusalView), (status = 404, body = RefusalView)))]
pub async fn command(
    State(server): State<Arc<Server>>,
    login: Login,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    Body(command): Body<Command>,
) -> Result<Json<DocumentView>, ApiError> {
    login.require_console()?;
    let language = language_of(&headers);
    let work =
        move |server: &Server| documents::command(server, &login.user, DocumentId(id), &command, language);
    server.blocking(work).await.map(Json)
}
