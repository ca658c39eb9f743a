//! Who sends a request whose body is still to come.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::login::Login;
use super::proof::{self, PROOF};
use crate::api::error::ApiError;
use crate::office::server::Server;

/// Whether a device or a person of this server sends a request: by its proof, of which only the body is still to be compared,
/// or by a session.
///
/// # Errors
/// 401 `request.proof_invalid`, `device.unknown`, `login.required`.
pub(crate) async fn require_known(server: &Arc<Server>, parts: &Parts) -> Result<(), ApiError> {
    if parts.headers.contains_key(PROOF) {
        let (method, uri, headers) = (parts.method.clone(), parts.uri.clone(), parts.headers.clone());
        return server
            .blocking(move |server| proof::without_body(server, method.as_str(), &uri, &headers).map(drop))
            .await;
    }
    let mut head = Parts::clone(parts);
    Login::from_request_parts(&mut head, server).await.map(drop)
}
