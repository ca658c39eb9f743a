//! The table of contents: every route of the server.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::OpenApi as Description;
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

use crate::api::describe::Shared;
use crate::api::doors::Doors;
use crate::api::error::localise;
use crate::api::metrics::{Metrics, counted};
use crate::api::receive::{Receiver, in_time, whole};
use crate::api::routes::{console, device, public};
use crate::api::streams::Streams;
use crate::office::server::Server;

#[derive(OpenApi)]
#[openapi(info(
    title = "jobsheet",
    description = "The console's API of the jobsheet server, and its public part. Devices speak the sync protocol, \
                   which is described in docs/protocol."
))]
struct Base;

/// Every route, ready to serve.
pub fn router(server: &Arc<Server>, metrics: &Arc<Metrics>) -> Router {
    let (described, description) = described(Some(server.clone())).split_for_parts();
    let description = description.to_pretty_json().unwrap_or_default();
    let doors = Arc::new(Doors::new(&server.config.limits));
    let receiver = Receiver { server: server.clone(), doors: Arc::clone(&doors) };
    let json = [(header::CONTENT_TYPE, "application/json")];
    let routes = described
        .route("/openapi.json", get(async move || (json, description)))
        .merge(device::routes())
        .layer(DefaultBodyLimit::disable())
        .fallback(public::console)
        .layer(from_fn_with_state(server.clone(), in_time))
        .layer(Extension(doors))
        .layer(Extension(Arc::clone(metrics)))
        .layer(Extension(Arc::new(Streams::new(server.config.limits.streams))))
        .layer(from_fn_with_state(receiver, whole))
        .layer(from_fn(localise))
        // Answers are about people; what may be kept says so itself.
        .layer(header_layer("cache-control", "no-store"))
        .layer(header_layer("x-content-type-options", "nosniff"))
        .layer(header_layer("x-frame-options", "DENY"))
        .layer(header_layer("referrer-policy", "no-referrer"))
        .layer(header_layer("content-security-policy", POLICY))
        .layer(header_layer("cross-origin-opener-policy", "same-origin"))
        .layer(header_layer("cross-origin-resource-policy", "same-origin"))
        .layer(tower_http::trace::TraceLayer::new_for_http().make_span_with(span))
        .layer(from_fn_with_state(Arc::clone(metrics), counted))
        .layer(from_fn(named))
        .with_state(server.clone());
    if server.is_reached_by_tls() { routes.layer(header_layer(HSTS, "max-age=31536000")) } else { routes }
}

/// The description of every route but the sync stream's.
#[must_use]
pub fn openapi() -> Description {
    described(None).into_openapi()
}

/// Whoever reached the server over TLS once does not come without it for a year (RFC 6797).
const HSTS: &str = "strict-transport-security";
/// What the console's pages may load. Ant Design sets styles from its scripts.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; \
                      frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

fn described(server: Option<Arc<Server>>) -> OpenApiRouter<Arc<Server>> {
    let mut router =
        OpenApiRouter::with_openapi(Base::openapi()).merge(public::routes()).merge(console::routes(server));
    Shared.modify(router.get_openapi_mut());
    router
}

fn header_layer(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
}

/// A request's name in the log, and in its answer: who reports a failure says which.
#[derive(Clone, Copy)]
struct RequestId(Uuid);

/// Names a request. What a caller calls it does not count.
async fn named(mut request: Request, next: Next) -> Response {
    let id = RequestId(Uuid::now_v7());
    request.extensions_mut().insert(id);
    let mut response = next.run(request).await;
    if let Ok(text) = HeaderValue::from_str(&id.0.to_string()) {
        response.headers_mut().insert("x-request-id", text);
    }
    response
}

/// Logs name the route, never what was asked for by name or number.
fn span(request: &Request) -> tracing::Span {
    let id = request.extensions().get::<RequestId>().map(|id| id.0).unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
    tracing::info_span!("request", %id, method = %request.method(), route)
}
