//! Enrolling, confirming and revoking devices.

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use jobsheet_domain::id::{DeviceId, UserId};
use jobsheet_domain::permission::DEVICE_KEEPERS;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::idempotency::Secret;
use super::{Body, Path};
use crate::api::error::ApiError;
use crate::api::identity::Login;
use crate::office::desk::devices;
use crate::office::server::Server;
use crate::office::views::{DeviceView, EnrolmentView, RefusalView};

/// Every enrolled installation, newest first.
#[utoipa::path(get, operation_id = "list_devices", path = "/api/devices", tag = "devices", responses(
    (status = 200, body = Vec<DeviceView>), (status = 403, body = RefusalView)))]
pub async fn list(
    State(server): State<Arc<Server>>,
    login: Login,
) -> Result<Json<Vec<DeviceView>>, ApiError> {
    login.require_console()?;
    server.blocking(devices::list).await.map(Json)
}

/// For whom a device is.
#[derive(Deserialize, ToSchema)]
pub struct EnrolmentAsked {
    /// Whose device it will be.
    pub user: Uuid,
}

/// A one-time code for enrolling a device; it is shown once and ends after ten minutes.
#[utoipa::path(post, operation_id = "create_enrolment", path = "/api/enrolments", tag = "devices",
    request_body = EnrolmentAsked, params(("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = EnrolmentView), (status = 403, body = RefusalView), (status = 404, body = RefusalView)))]
pub async fn enrolment(
    State(server): State<Arc<Server>>,
    login: Login,
    Body(asked): Body<EnrolmentAsked>,
) -> Result<(Extension<Secret>, Json<EnrolmentView>), ApiError> {
    login.require(&DEVICE_KEEPERS)?;
    let work = move |server: &Server| devices::enrolment(server, UserId(asked.user), &server.url());
    let made = server.blocking(work).await?;
    Ok((Extension(Secret), Json(made)))
}

/// The fingerprint was compared.
#[utoipa::path(post, operation_id = "confirm_device", path = "/api/devices/{id}/confirm", tag = "devices",
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = DeviceView), (status = 403, body = RefusalView), (status = 404, body = RefusalView)))]
pub async fn confirm(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
) -> Result<Json<DeviceView>, ApiError> {
    login.require(&DEVICE_KEEPERS)?;
    server.blocking(move |server| devices::confirm(server, DeviceId(id))).await.map(Json)
}

/// The device is lost, or its user left: at once its key opens nothing (R54).
#[utoipa::path(post, operation_id = "revoke_device", path = "/api/devices/{id}/revoke", tag = "devices",
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = DeviceView), (status = 403, body = RefusalView), (status = 404, body = RefusalView)))]
pub async fn revoke(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
) -> Result<Json<DeviceView>, ApiError> {
    login.require(&DEVICE_KEEPERS)?;
    server.blocking(move |server| devices::revoke(server, DeviceId(id))).await.map(Json)
}
