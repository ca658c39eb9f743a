//! What an operator watches, in the text form of OpenMetrics, on an address of its own: numbers by route and verdict, never by
//! person, document or device.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jobsheet_sync::Verdict;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use tokio::net::TcpListener;

use crate::office::server::Server;

/// What a request that fits no route is counted under.
const ELSEWHERE: &str = "other";
/// From a millisecond to a minute.
const FASTEST_S: f64 = 0.001;
const BUCKETS: u16 = 9;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    route: String,
    method: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct On {
    route: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Judged {
    verdict: &'static str,
}

type Seconds = Family<On, Histogram, fn() -> Histogram>;

/// The numbers of a running server.
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Seconds,
    runs: Family<Judged, Counter>,
    position: Gauge<u64, AtomicU64>,
    ledger: Gauge<u64, AtomicU64>,
    clock_off: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let seconds: fn() -> Histogram = || Histogram::new(exponential_buckets(FASTEST_S, 4.0, BUCKETS));
        let mut made = Self {
            registry: Registry::with_prefix("jobsheet"),
            requests: Family::default(),
            seconds: Family::new_with_constructor(seconds),
            runs: Family::default(),
            position: Gauge::default(),
            ledger: Gauge::default(),
            clock_off: Gauge::default(),
        };
        let registry = &mut made.registry;
        registry.register("requests", "Requests answered", made.requests.clone());
        let help = "Time until an answer began";
        registry.register_with_unit("request", help, Unit::Seconds, made.seconds.clone());
        registry.register("runs", "Runs of changes judged, by their verdict", made.runs.clone());
        registry.register("feed_position", "Newest position of the feed", made.position.clone());
        registry.register_with_unit("ledger", "Size of the ledger's files", Unit::Bytes, made.ledger.clone());
        let help =
            "How far the machine's clock is from what the ledger knows, milliseconds; 0 where it is believed";
        registry.register("clock_off_milliseconds", help, made.clock_off.clone());
        made
    }
}

impl Metrics {
    /// Counts what became of a run.
    pub fn judged(&self, verdict: &Verdict) {
        let verdict = match verdict {
            Verdict::Stored { .. } => "stored",
            Verdict::HadAlready { .. } => "had_already",
            Verdict::Missing { .. } => "missing",
            Verdict::Refused { .. } => "refused",
        };
        self.runs.get_or_create(&Judged { verdict }).inc();
    }

    /// All of them now, as text. Blocks.
    fn text(&self, server: &Server) -> Result<String, crate::office::Error> {
        self.position.set(server.ledger.position(server.organisation.id)?);
        let size = |name: &str| std::fs::metadata(server.config.data.join(name)).map_or(0, |file| file.len());
        self.ledger.set(["ledger.sqlite", "ledger.sqlite-wal"].map(size).iter().sum());
        self.clock_off.set(server.clock.off_ms().unwrap_or_default());
        let mut text = String::new();
        text::encode(&mut text, &self.registry).map_err(crate::office::Error::failed)?;
        Ok(text)
    }
}

/// A method that some route takes: others are whatever a stranger makes up.
fn known(method: &Method) -> &str {
    match *method {
        Method::GET | Method::HEAD | Method::OPTIONS | Method::PATCH | Method::POST => method.as_str(),
        _ => ELSEWHERE,
    }
}

/// Counts a request by its route, method and answer.
pub(super) async fn counted(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>();
    let route = path.map_or(ELSEWHERE, MatchedPath::as_str).to_owned();
    let method = known(request.method()).to_owned();
    let begun = Instant::now();
    let response = next.run(request).await;
    metrics.seconds.get_or_create(&On { route: route.clone() }).observe(begun.elapsed().as_secs_f64());
    let status = response.status().as_u16();
    metrics.requests.get_or_create(&Answered { route, method, status }).inc();
    response
}

/// Serves the numbers on an address of their own until the server stops; where that is.
///
/// # Errors
/// When the address cannot be used.
pub(super) async fn serve(
    address: SocketAddr,
    metrics: Arc<Metrics>,
    server: Arc<Server>,
) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let page = async move |State(server): State<Arc<Server>>| {
        let metrics = Arc::clone(&metrics);
        let told = server.blocking(move |server| metrics.text(server)).await;
        let kind = (header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8");
        told.map(|text| (StatusCode::OK, [kind], text)).into_response()
    };
    let routes = Router::new().route("/metrics", get(page)).with_state(Arc::clone(&server));
    let stopping = async move { server.stopping().await };
    tokio::spawn(async move { axum::serve(listener, routes).with_graceful_shutdown(stopping).await });
    Ok(address)
}
