//! Work orders.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jobsheet_domain::id::DocumentId;
use jobsheet_domain::language::Language;
use jobsheet_domain::work_order::WorkOrderCommand;
use jobsheet_evidence::MEDIA_TYPE;
use serde::Deserialize;
use uuid::Uuid;

use super::report::{self, ReportQuery};
use super::{Body, NewDocument, Path, Query};
use crate::api::error::{ApiError, language_of};
use crate::api::identity::Login;
use crate::office::desk::orders::{self, OrderQuery, RaiseAsked};
use crate::office::server::Server;
use crate::office::views::{CommandAsked, OrderList, OrderView, RefusalView, StrokesView, VerificationView};
use crate::office::{Error, evidence, hands};

/// The board.
#[utoipa::path(get, operation_id = "list_orders", path = "/api/orders", tag = "orders", params(OrderQuery), responses(
    (status = 200, body = OrderList), (status = 401, body = RefusalView), (status = 403, body = RefusalView)))]
pub async fn list(
    State(server): State<Arc<Server>>,
    login: Login,
    Query(query): Query<OrderQuery>,
) -> Result<Json<OrderList>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| orders::list(server, &query)).await.map(Json)
}

/// Raise an order.
#[utoipa::path(post, operation_id = "raise_order", path = "/api/orders", tag = "orders", request_body = RaiseAsked,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = OrderView), (status = 409, body = RefusalView), (status = 403, body = RefusalView)))]
pub async fn raise(
    State(server): State<Arc<Server>>,
    login: Login,
    Extension(NewDocument(id)): Extension<NewDocument>,
    Body(asked): Body<RaiseAsked>,
) -> Result<Json<OrderView>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| orders::raise(server, &login.user, id, &asked)).await.map(Json)
}

/// An order's page.
#[utoipa::path(get, operation_id = "order_page", path = "/api/orders/{id}", tag = "orders", params(("id" = Uuid, Path)), responses(
    (status = 200, body = OrderView), (status = 404, body = RefusalView)))]
pub async fn page(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
) -> Result<Json<OrderView>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| orders::page(server, DocumentId(id))).await.map(Json)
}

/// Do something to an order.
#[utoipa::path(post, operation_id = "order_command", path = "/api/orders/{id}/commands", tag = "orders", request_body = CommandAsked<WorkOrderCommand>,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = OrderView), (status = 409, body = RefusalView), (status = 404, body = RefusalView)))]
pub async fn command(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
    Body(asked): Body<CommandAsked<WorkOrderCommand>>,
) -> Result<Json<OrderView>, ApiError> {
    login.require_console()?;
    let work = move |server: &Server| orders::command(server, &login.user, DocumentId(id), &asked.command);
    server.blocking(work).await.map(Json)
}

/// The service report as a self-contained page.
#[utoipa::path(get, operation_id = "order_report", path = "/api/orders/{id}/report", tag = "orders", params(("id" = Uuid, Path), ReportQuery),
    responses((status = 200, body = String, content_type = "text/html"), (status = 404, body = RefusalView)))]
pub async fn report(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
    Query(query): Query<ReportQuery>,
) -> Result<Response, ApiError> {
    login.require_console()?;
    let language = query.language.as_deref().and_then(Language::from_code);
    let with_hand = login.may_see_hands();
    let work = move |server: &Server| orders::report(server, DocumentId(id), language, with_hand);
    let (html, was_opened) = server.blocking(work).await?;
    if was_opened {
        tracing::info!(order = %id, user = %login.user.id, "a report was shown with a customer's hand");
    }
    Ok(report::shown(html))
}

/// The customer's hand under a sign-off, opened. Who asked is written in the log.
#[utoipa::path(get, operation_id = "order_hand", path = "/api/orders/{id}/hands/{event}", tag = "orders",
    params(("id" = Uuid, Path), ("event" = String, Path)), responses(
    (status = 200, body = StrokesView), (status = 403, body = RefusalView), (status = 404, body = RefusalView)))]
pub async fn hand(
    State(server): State<Arc<Server>>,
    login: Login,
    Path((id, event)): Path<(Uuid, String)>,
) -> Result<Json<StrokesView>, ApiError> {
    login.require_hands()?;
    let event = event.parse().map_err(|_| Error::Missing("signoff"))?;
    let shown = server.blocking(move |server| hands::shown(server, DocumentId(id), event)).await?;
    tracing::info!(order = %id, user = %login.user.id, "a customer's hand was opened");
    Ok(Json(shown))
}

/// Whether an order's evidence holds.
#[utoipa::path(get, operation_id = "order_verification", path = "/api/orders/{id}/verification", tag = "orders", params(("id" = Uuid, Path)),
    responses((status = 200, body = VerificationView), (status = 404, body = RefusalView)))]
pub async fn verification(
    State(server): State<Arc<Server>>,
    login: Login,
    headers: HeaderMap,
    Path(id): Path<Uuid>,
) -> Result<Json<VerificationView>, ApiError> {
    login.require_console()?;
    let made = server.blocking(move |server| evidence::verified(server, DocumentId(id))).await?;
    Ok(Json(VerificationView::new(made, language_of(&headers))))
}

/// What an export of evidence holds.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct EvidenceQuery {
    /// Whether customers' hands are in it, for who may see them; they stay sealed otherwise.
    #[serde(default)]
    hands: bool,
}

/// An order's evidence as one file that `jobsheet verify` reads.
#[utoipa::path(get, operation_id = "order_evidence", path = "/api/orders/{id}/evidence", tag = "orders", params(("id" = Uuid, Path), EvidenceQuery), responses(
    (status = 403, body = RefusalView), (status = 200, content_type = "application/vnd.jobsheet.evidence+zip", body = Vec<u8>),
    (status = 404, body = RefusalView)))]
pub async fn evidence(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
    Query(query): Query<EvidenceQuery>,
) -> Result<Response, ApiError> {
    login.require_console()?;
    if query.hands {
        login.require_hands()?;
        tracing::info!(order = %id, user = %login.user.id, "evidence was exported with hands");
    }
    let may_see = login.may_see_hands();
    let work = move |server: &Server| {
        if !may_see && evidence::has_open_hand(server, DocumentId(id))? {
            // It was signed before hands were sealed: the order itself would give it away.
            login.require_hands()?;
        }
        Ok::<_, ApiError>(evidence::export(server, DocumentId(id), query.hands)?)
    };
    let bytes = server.blocking(work).await?;
    let file = format!("attachment; filename=\"evidence-{id}.zip\"");
    let headers = [(header::CONTENT_TYPE, MEDIA_TYPE.to_owned()), (header::CONTENT_DISPOSITION, file)];
    Ok((headers, bytes).into_response())
}
