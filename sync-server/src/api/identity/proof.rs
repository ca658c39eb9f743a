//! Devices: every request carries a proof by the device's key over method, URL, body digest, a nonce of the server and
//! an id, in the manner of DPoP (RFC 9449), and never over a device clock. The URL is its path and query: which name a
//! server goes by is TLS's business and changes with proxies.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use jobsheet_signing::encoding::{base64url, from_base64url};
use jobsheet_signing::{KeyId, Proof, PublicKey, proof_without_body, sha256};

use crate::api::error::ApiError;
use crate::ledger::{Device, DeviceKind, ProofUse};
use crate::office::server::Server;

/// The header of the proof.
pub(super) const PROOF: &str = "jobsheet-proof";
/// The header of the server's time, milliseconds since the Unix epoch (R51).
pub(crate) const TIME: &str = "jobsheet-time";
/// The header of the nonce for the next request.
pub(crate) const NONCE: &str = "jobsheet-nonce";

/// A device that proved its request.
#[derive(Clone, Debug)]
pub struct Proven {
    /// Which.
    pub device: Device,
    /// The nonce for its next request, for the header of the answer.
    pub nonce: HeaderValue,
}

impl Proven {
    /// Checks a request's proof and prepares the next nonce. Blocks.
    ///
    /// # Errors
    /// 401 `request.*`, `device.revoked`, `device.unknown`; 403 `access.forbidden` once its user's account is not live,
    /// and `device.unconfirmed` until a dispatcher compared the fingerprint. Where the nonce alone was wrong, the answer brings a new one.
    pub fn check(
        server: &Server,
        method: &str,
        uri: &Uri,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self, ProofRefused> {
        let (device, proof) = without_body(server, method, uri, headers)?;
        if proof.body_digest != sha256(body) {
            return Err(unproven("request.proof_invalid").into());
        }
        let organisation = server.organisation.id;
        check_live(server, &device)?;
        let nonce = from_base64url(&proof.nonce).and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
        let nonce = nonce.ok_or_else(|| unproven("request.proof_invalid"))?;
        let now = server.now();
        let older_end = now.plus_ms(server.config.times.nonce_grace_ms);
        let id = base64url(&proof.id);
        let fate = server.ledger.use_proof(organisation, device.id, &nonce, &id, now, older_end);
        let refused = match fate.map_err(ApiError::from)? {
            ProofUse::Fresh => None,
            ProofUse::UnknownNonce => Some("request.nonce_stale"),
            ProofUse::Replayed => Some("request.replayed"),
        };
        let next = next_nonce(server, &device)?;
        match refused {
            Some(code) => Err(ProofRefused { error: unproven(code), nonce: Some(next) }),
            None if !device.confirmed => {
                let error = ApiError::new(StatusCode::FORBIDDEN, "device.unconfirmed");
                Err(ProofRefused { error, nonce: Some(next) })
            }
            None => Ok(Self { device, nonce: next }),
        }
    }

    /// The same on a thread that may block.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub async fn of(
        server: &Arc<Server>,
        method: &'static str,
        uri: Uri,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Self, ProofRefused> {
        server
            .blocking_or(move |server| Self::check(server, method, &uri, &headers, &body), ProofRefused::from)
            .await
    }
}

/// The device whose key made a request's proof, and what it covers; the body is still to be compared. Blocks.
///
/// # Errors
/// 401 `request.proof_invalid`, `device.unknown`.
pub(super) fn without_body(
    server: &Server,
    method: &str,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<(Device, Proof), ApiError> {
    let header = headers.get(PROOF).ok_or_else(|| unproven("request.proof_invalid"))?;
    let header = header.to_str().map_err(|_| unproven("request.proof_invalid"))?;
    let kid = key_of(header).ok_or_else(|| unproven("request.proof_invalid"))?;
    let device = server.ledger.device_by_key(server.organisation.id, &kid.0).map_err(ApiError::from)?;
    let device = device.filter(|device| device.kind == DeviceKind::Device);
    let device = device.ok_or_else(|| unproven("device.unknown"))?;
    let key = PublicKey::Ed25519(device.key);
    let url = uri.path_and_query().map_or("/", |path| path.as_str());
    let only = |id: &KeyId| (*id == kid).then_some(key);
    let made = proof_without_body(header, method, url, &only);
    let (_, proof) = made.map_err(|_| unproven("request.proof_invalid"))?;
    Ok((device, proof))
}

fn unproven(code: &str) -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, code)
}

/// A proof that did not hold, with a nonce to try again where that helps.
#[derive(Clone, Debug)]
pub struct ProofRefused {
    error: ApiError,
    nonce: Option<HeaderValue>,
}

impl From<ApiError> for ProofRefused {
    fn from(error: ApiError) -> Self {
        Self { error, nonce: None }
    }
}

impl axum::response::IntoResponse for ProofRefused {
    fn into_response(self) -> axum::response::Response {
        let mut response = self.error.into_response();
        if let Some(nonce) = self.nonce {
            response.headers_mut().insert(NONCE, nonce);
        }
        response
    }
}

/// Gives a device its next nonce. Blocks.
///
/// # Errors
/// 500 when the ledger fails.
pub fn next_nonce(server: &Server, device: &Device) -> Result<HeaderValue, ApiError> {
    let nonce: [u8; 16] = rand::random();
    let expires_at = server.now().plus_ms(server.config.times.nonce_ms);
    server.ledger.put_nonce(server.organisation.id, device.id, &nonce, expires_at)?;
    HeaderValue::from_str(&base64url(&nonce)).map_err(|error| ApiError::failed(&error))
}

/// Neither the device's key nor its user's account has ended: whoever left reads no more either (R54).
fn check_live(server: &Server, device: &Device) -> Result<(), ApiError> {
    if device.revoked_at.is_some() {
        return Err(ApiError::new(StatusCode::UNAUTHORIZED, "device.revoked"));
    }
    let user = server.ledger.user(server.organisation.id, device.user)?;
    if user.is_some_and(|user| user.active) {
        Ok(())
    } else {
        Err(ApiError::new(StatusCode::FORBIDDEN, "access.forbidden"))
    }
}

/// The key a proof claims, before anything of it is believed.
fn key_of(header: &str) -> Option<KeyId> {
    let protected = from_base64url(header.split('.').next()?)?;
    let header: serde_json::Value = serde_json::from_slice(&protected).ok()?;
    header.get("kid")?.as_str()?.parse().ok()
}
