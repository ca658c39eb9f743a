//! Enrolment: a one-time code makes a key a person's device.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use jobsheet_domain::id::DeviceId;
use jobsheet_signing::encoding::from_base64url;
use jobsheet_signing::{
    Attestation, Jwk, Jwks, Keeping, PublicKey, device_fingerprint, enrolment_digest, verify_certificate,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::proved;
use crate::api::error::ApiError;
use crate::api::identity::{ProofRefused, TIME, next_nonce};
use crate::api::routes::console::Body;
use crate::auth::code_digest;
use crate::ledger::{Device, DeviceKind, EnrolmentUse, User};
use crate::office::desk::devices;
use crate::office::server::Server;
use crate::office::{custody, keyring};

/// Longest name a device may give itself.
const LONGEST_NAME: usize = 200;

/// What a device says of itself.
#[derive(Deserialize)]
pub struct Asked {
    code: String,
    change_key: String,
    statement_jwk: Jwk,
    certificate: String,
    #[serde(default)]
    device_name: String,
    #[serde(default)]
    platform: String,
    /// Where the statement key is kept; absent from apps of before.
    custody: Option<Holding>,
    /// What its maker says of it.
    attestation: Option<Attestation>,
}

/// Where a device says that its statement key is.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Holding {
    Software,
    Hardware,
}

impl Asked {
    fn keeping(&self) -> Result<Option<Keeping>, ApiError> {
        match (self.custody, &self.attestation) {
            (None, None) => Ok(None),
            (Some(Holding::Software), None) => Ok(Some(Keeping::Software)),
            (Some(Holding::Hardware), said) if said.as_ref().is_none_or(Attestation::is_bounded) => {
                Ok(Some(Keeping::Hardware(said.clone())))
            }
            (None | Some(_), _) => Err(ApiError::new(StatusCode::BAD_REQUEST, "enrolment.attestation")),
        }
    }
}

/// What it hears.
#[derive(Serialize)]
struct Enrolled {
    organisation: Uuid,
    organisation_name: String,
    device: Uuid,
    user: Uuid,
    user_name: String,
    server_jwks: Jwks,
    epoch: u64,
    nonce: String,
    fingerprint: String,
    confirmed: bool,
}

/// Enrols a device.
///
/// # Errors
/// 401 `enrolment.*` for a code that cannot be used, 400 for keys that do not fit each other.
pub async fn enrol(
    State(server): State<Arc<Server>>,
    Body(asked): Body<Asked>,
) -> Result<Response, ApiError> {
    let enrolled = server.blocking(move |server| settle(server, &asked)).await?;
    Ok(([(TIME, server.now().0.to_string())], Json(enrolled)).into_response())
}

/// A one-time code by which its person enrols another device: having this one in hand is their consent (R54). A second person
/// confirms that device as any other.
///
/// # Errors
/// 401 without a proof that holds; 403 for a device that nobody confirmed.
pub async fn own_code(
    State(server): State<Arc<Server>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ProofRefused> {
    let work = |server: &Server, device: &Device, _: &HeaderMap, _: &Bytes| {
        let person = devices::person(server, device.user)?;
        Ok(Json(devices::enrolment(server, &person, person.id, true)?).into_response())
    };
    proved(server, "POST", uri, headers, body, work).await
}

fn settle(server: &Server, asked: &Asked) -> Result<Enrolled, ApiError> {
    let organisation = server.organisation.id;
    let unusable = |code: &str| ApiError::new(StatusCode::UNAUTHORIZED, code);
    let code = code_digest(&asked.code);
    let user = server.ledger.enrolment_user(organisation, &code)?;
    let user = user.ok_or_else(|| unusable("enrolment.unknown_code"))?;
    let user = server.ledger.user(organisation, user)?.filter(|user| user.active);
    let user = user.ok_or_else(|| unusable("enrolment.unknown_code"))?;
    let (device, attestation) = device(server, asked, &user)?;
    match server.ledger.enrol(organisation, &code, &device, attestation.as_deref(), server.now())? {
        EnrolmentUse::Enrolled(_) => {}
        EnrolmentUse::Unknown => return Err(unusable("enrolment.unknown_code")),
        EnrolmentUse::Expired => return Err(unusable("enrolment.expired")),
        EnrolmentUse::Used => return Err(unusable("enrolment.used")),
    }
    keyring::publish(server)?;
    let nonce = next_nonce(server, &device)?;
    Ok(Enrolled {
        organisation: organisation.0,
        organisation_name: server.organisation.name.clone(),
        device: device.id.0,
        user: user.id.0,
        user_name: user.full_name,
        server_jwks: Jwks::publish([&server.key.public()]),
        epoch: server.organisation.epoch,
        nonce: nonce.to_str().unwrap_or_default().to_owned(),
        fingerprint: device.fingerprint,
        confirmed: device.confirmed,
    })
}

/// The device, once its statement key vouches for its change key, with the attestation that is kept of it.
fn device(server: &Server, asked: &Asked, user: &User) -> Result<(Device, Option<Vec<u8>>), ApiError> {
    let wrong = || ApiError::new(StatusCode::BAD_REQUEST, "enrolment.certificate");
    let change_key = from_base64url(&asked.change_key).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let change_key = PublicKey::Ed25519(change_key.ok_or_else(wrong)?);
    let statement_key = PublicKey::try_from(&asked.statement_jwk).map_err(|_| wrong())?;
    let certificate = verify_certificate(&asked.certificate, &statement_key).map_err(|_| wrong())?;
    if change_key.is_weak()
        || certificate.change_key != change_key
        || certificate.enrolment != enrolment_digest(&asked.code)
    {
        return Err(wrong());
    }
    if server.ledger.device_by_key(server.organisation.id, &change_key.id().0)?.is_some() {
        return Err(wrong());
    }
    let mut key = [0; 32];
    key.copy_from_slice(change_key.as_bytes());
    let jwk = Jwk::published(&statement_key);
    let kept = custody::judge(server, asked.keeping()?, &certificate.enrolment, &statement_key)?;
    let now = server.now();
    let device = Device {
        id: DeviceId(Uuid::now_v7()),
        user: user.id,
        kind: DeviceKind::Device,
        name: asked.device_name.chars().take(LONGEST_NAME).collect(),
        platform: asked.platform.chars().take(LONGEST_NAME).collect(),
        key,
        key_id: change_key.id().0,
        statement_jwk: serde_json::to_string(&jwk)?,
        certificate: asked.certificate.clone(),
        custody: kept.custody,
        fingerprint: device_fingerprint(&change_key, &statement_key),
        issued_by: None,
        confirmed: false,
        confirmed_by: None,
        valid_from: 0,
        revoked_at: None,
        delivered: 0,
        seen: 0,
        seen_at: now,
        floor: 0,
        enrolled_at: now,
    };
    Ok((device, kept.attestation))
}
