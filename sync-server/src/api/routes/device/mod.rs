//! What devices ask. Everything but enrolment carries a proof by the device's key; every answer brings the server's time
//! and the nonce for the next proof.

mod blobs;
mod enrol;
mod live;
mod sync;
mod uploads;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, head, options, post};

use crate::api::error::ApiError;
use crate::api::identity::{NONCE, ProofRefused, Proven, TIME};
use crate::ledger::Device;
use crate::office::server::Server;

/// The routes of the sync protocol and of tus 1.0.
pub fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/v1/enrol", post(enrol::enrol))
        .route("/v1/enrolments", post(enrol::own_code))
        .route("/v1/sync", post(sync::sync))
        .route("/v1/live", get(live::live))
        .route("/v1/blobs", options(uploads::abilities).post(uploads::create))
        .route("/v1/blobs/uploads/{id}", head(uploads::standing).patch(uploads::part))
        .route("/v1/blobs/{sha256}", get(blobs::blob))
}

/// Runs work for a proven device, on a thread that may block.
async fn proved(
    server: Arc<Server>,
    method: &'static str,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    work: impl FnOnce(&Server, &Device, &HeaderMap, &Bytes) -> Result<Response, ApiError> + Send + 'static,
) -> Result<Response, ProofRefused> {
    let all = move |server: &Server| {
        let proven = Proven::check(server, method, &uri, &headers, &body)?;
        let answer = work(server, &proven.device, &headers, &body);
        Ok(told(server, &proven, answer.unwrap_or_else(IntoResponse::into_response)))
    };
    server.blocking_or(all, ProofRefused::from).await
}

/// Adds the next nonce and the server's time to an answer.
fn told(server: &Server, proven: &Proven, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(NONCE, proven.nonce.clone());
    headers.insert(TIME, HeaderValue::from(server.now().0));
    response
}
