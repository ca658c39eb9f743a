//! Customers.

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use jobsheet_domain::customer::CustomerCommand;
use jobsheet_domain::id::DocumentId;
use uuid::Uuid;

use super::{Body, NewDocument, Path, Query};
use crate::api::error::ApiError;
use crate::api::identity::Login;
use crate::office::desk::customers::{self, CreateCustomerAsked, CustomerQuery};
use crate::office::server::Server;
use crate::office::views::{CommandAsked, CustomerList, CustomerView, RefusalView};

/// Customers, newest first.
#[utoipa::path(get, path = "/api/customers", tag = "customers", params(CustomerQuery), responses(
    (status = 200, body = CustomerList), (status = 403, body = RefusalView)), operation_id = "list_customers")]
pub async fn list(
    State(server): State<Arc<Server>>,
    login: Login,
    Query(query): Query<CustomerQuery>,
) -> Result<Json<CustomerList>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| customers::list(server, &query)).await.map(Json)
}

/// A customer's page.
#[utoipa::path(get, path = "/api/customers/{id}", tag = "customers", params(("id" = Uuid, Path)), responses(
    (status = 200, body = CustomerView), (status = 404, body = RefusalView)), operation_id = "customer_page")]
pub async fn page(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
) -> Result<Json<CustomerView>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| customers::page(server, DocumentId(id))).await.map(Json)
}

/// Add a customer.
#[utoipa::path(post, path = "/api/customers", tag = "customers", request_body = CreateCustomerAsked,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = CustomerView), (status = 409, body = RefusalView)), operation_id = "create_customer")]
pub async fn create(
    State(server): State<Arc<Server>>,
    login: Login,
    Extension(NewDocument(id)): Extension<NewDocument>,
    Body(asked): Body<CreateCustomerAsked>,
) -> Result<Json<CustomerView>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| customers::create(server, &login.user, id, asked)).await.map(Json)
}

/// Do something to a customer.
#[utoipa::path(post, path = "/api/customers/{id}/commands", tag = "customers", request_body = CommandAsked<CustomerCommand>,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = CustomerView), (status = 409, body = RefusalView), (status = 404, body = RefusalView)),
    operation_id = "customer_command")]
pub async fn command(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
    Body(asked): Body<CommandAsked<CustomerCommand>>,
) -> Result<Json<CustomerView>, ApiError> {
    login.require_console()?;
    let work = move |server: &Server| customers::command(server, &login.user, DocumentId(id), &asked.command);
    server.blocking(work).await.map(Json)
}
