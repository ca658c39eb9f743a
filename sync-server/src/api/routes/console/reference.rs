//! What the organisation works with: staff, catalogue, policy.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use jobsheet_domain::records::Policy;

use crate::api::error::ApiError;
use crate::api::identity::Login;
use crate::office::desk::reference;
use crate::office::server::Server;
use crate::office::views::{CatalogueView, RefusalView, StaffView};

/// The people, with their qualifications (R46).
#[utoipa::path(get, path = "/api/staff", tag = "reference", responses(
    (status = 200, body = Vec<StaffView>), (status = 403, body = RefusalView)))]
pub async fn staff(
    State(server): State<Arc<Server>>,
    login: Login,
) -> Result<Json<Vec<StaffView>>, ApiError> {
    login.require_console()?;
    server.blocking(reference::staff).await.map(Json)
}

/// Parts and products.
#[utoipa::path(get, path = "/api/catalogue", tag = "reference", responses(
    (status = 200, body = CatalogueView), (status = 403, body = RefusalView)))]
pub async fn catalogue(
    State(server): State<Arc<Server>>,
    login: Login,
) -> Result<Json<CatalogueView>, ApiError> {
    login.require_console()?;
    server.blocking(reference::catalogue).await.map(Json)
}

/// The organisation's rules, as the record has them.
#[utoipa::path(get, path = "/api/policy", tag = "reference", responses(
    (status = 200, body = Policy), (status = 403, body = RefusalView)))]
pub async fn policy(State(server): State<Arc<Server>>, login: Login) -> Result<Json<Policy>, ApiError> {
    login.require_console()?;
    server.blocking(reference::policy).await.map(Json)
}
