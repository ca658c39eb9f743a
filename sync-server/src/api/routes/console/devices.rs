//! Enrolling, confirming and revoking devices.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use jobsheet_domain::id::{DeviceId, UserId};
use jobsheet_domain::permission::DEVICE_KEEPERS;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::idempotency::Secret;
use super::{Body, Path, session};
use crate::api::doors::{Doors, Peer};
use crate::api::error::{ApiError, language_of};
use crate::api::identity::Login;
use crate::ledger::User;
use crate::office::desk::devices;
use crate::office::server::Server;
use crate::office::views::{DeviceView, EnrolmentView, RefusalView};

/// Every enrolled installation, newest first; to who does not work at the console, their own.
#[utoipa::path(get, operation_id = "list_devices", path = "/api/devices", tag = "devices", responses(
    (status = 200, body = Vec<DeviceView>), (status = 403, body = RefusalView)))]
pub async fn list(
    State(server): State<Arc<Server>>,
    login: Login,
    headers: HeaderMap,
) -> Result<Json<Vec<DeviceView>>, ApiError> {
    let only = login.require_console().err().map(|_| login.user.id);
    let asker = User { language: language_of(&headers), ..login.user };
    server.blocking(move |server| devices::list(server, &asker, only)).await.map(Json)
}

/// For whom a device is.
#[derive(Deserialize, ToSchema)]
pub struct EnrolmentAsked {
    /// Whose device it will be.
    pub user: Uuid,
    /// That person's own password, where somebody else who is no administrator asks: their consent.
    pub password: Option<String>,
}

/// A one-time code for enrolling a device; it is shown once and ends after ten minutes. Everybody makes one for themselves, an
/// administrator for anybody, whoever keeps devices for somebody who types their password.
#[utoipa::path(post, operation_id = "create_enrolment", path = "/api/enrolments", tag = "devices",
    request_body = EnrolmentAsked, params(("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = EnrolmentView), (status = 403, body = RefusalView), (status = 404, body = RefusalView)))]
pub async fn enrolment(
    State(server): State<Arc<Server>>,
    Extension(doors): Extension<Arc<Doors>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    login: Login,
    Body(asked): Body<EnrolmentAsked>,
) -> Result<(Extension<Secret>, Json<EnrolmentView>), ApiError> {
    if asked.user != login.user.id.0 {
        login.require(&DEVICE_KEEPERS)?;
    }
    let place = match asked.password {
        Some(_) => Some(doors.password().await?),
        None => None,
    };
    let from = peer.caller(&headers);
    let work = move |server: &Server| {
        let _place = place;
        let user = UserId(asked.user);
        let consents = match &asked.password {
            Some(password) => consents(server, &devices::person(server, user)?, password, from)?,
            None => false,
        };
        Ok::<_, ApiError>(devices::enrolment(server, &login.user, user, consents)?)
    };
    let made = server.blocking(work).await?;
    Ok((Extension(Secret), Json(made)))
}

/// Whether a password is that person's own. A wrong one ends nobody's session.
fn consents(server: &Server, person: &User, password: &str, from: IpAddr) -> Result<bool, ApiError> {
    match session::check(server, &person.name, password, from) {
        Ok(checked) => Ok(checked.id == person.id),
        Err(wrong) if wrong.status == StatusCode::UNAUTHORIZED => {
            Err(ApiError::new(StatusCode::CONFLICT, "enrolment.consent_wrong"))
        }
        Err(error) => Err(error),
    }
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
    server.blocking(move |server| devices::confirm(server, &login.user, DeviceId(id))).await.map(Json)
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
    server.blocking(move |server| devices::revoke(server, &login.user, DeviceId(id))).await.map(Json)
}
