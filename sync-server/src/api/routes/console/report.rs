//! Reports as pages.

use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which language a report is in.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// BCP 47; the customer's own language when absent.
    pub language: Option<String>,
}

/// What a report's page may do. It comes from data: it shows itself and its own pictures, runs nothing, and stands in the
/// console only.
const POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

/// A report's page.
pub(super) fn shown(html: String) -> Response {
    let headers = [(header::CONTENT_SECURITY_POLICY, POLICY), (header::X_FRAME_OPTIONS, "SAMEORIGIN")];
    (headers, Html(html)).into_response()
}
