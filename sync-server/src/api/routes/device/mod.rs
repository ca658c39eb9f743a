//! What devices ask. Everything but enrolment carries a proof by the device's key; every answer brings the server's time
//! and the nonce for the next proof.

mod blobs;
mod enrol;
mod live;
mod sync;
mod uploads;

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderValue;
use axum::response::Response;
use axum::routing::{get, head, options, post};

use crate::api::identity::{NONCE, Proven, TIME};
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

/// Adds the next nonce and the server's time to an answer.
fn told(server: &Server, proven: &Proven, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(NONCE, proven.nonce.clone());
    headers.insert(TIME, HeaderValue::from(server.now().0));
    response
}
