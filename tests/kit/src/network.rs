//! The network between devices and server: an HTTP relay that does to each request what it is told.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use tokio::sync::watch;

/// What happens to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It arrives, and so does the answer.
    Deliver,
    /// It never arrives.
    LoseRequest,
    /// It arrives; the answer does not.
    LoseAnswer,
    /// It arrives twice; the second answer is the one that comes back.
    Repeat,
    /// It arrives; the answer breaks off in the middle.
    CutAnswer,
    /// It arrives after the request that comes next: first nothing, then both.
    Delay,
    /// It arrives; the last byte of the answer is another.
    SpoilAnswer,
}

/// The relay.
pub struct Network {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    server: Mutex<String>,
    http: reqwest::Client,
    fates: Mutex<VecDeque<Fate>>,
    arrived: watch::Sender<usize>,
    delayed: Mutex<Vec<(axum::http::request::Parts, Bytes)>>,
}

impl Network {
    /// Relays a free port of this machine to a server.
    pub async fn towards(server: String) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        jobsheet_client::use_ring_for_tls();
        let shared = Arc::new(Shared {
            server: Mutex::new(server),
            http: reqwest::Client::new(),
            fates: Mutex::default(),
            arrived: watch::Sender::new(0),
            delayed: Mutex::new(Vec::new()),
        });
        let relay = Router::new().fallback(relay).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, relay).await });
        Self { address, shared }
    }

    /// Where devices find the server.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on towards another server.
    pub fn lead_to(&self, server: String) {
        *self.shared.server.lock().unwrap() = server;
    }

    /// What happens to the next request; the ones after it are delivered.
    pub fn set(&self, fate: Fate) {
        self.plan([fate]);
    }

    /// What happens to the next requests, one after the other; the ones after them are delivered.
    pub fn plan(&self, fates: impl IntoIterator<Item = Fate>) {
        *self.shared.fates.lock().unwrap() = fates.into_iter().collect();
    }

    /// How many requests devices have made.
    #[must_use]
    pub fn requests(&self) -> usize {
        *self.shared.arrived.borrow()
    }

    /// Resolves once devices have made so many requests.
    pub async fn reached(&self, requests: usize) {
        let mut arrived = self.shared.arrived.subscribe();
        arrived.wait_for(|arrived| *arrived >= requests).await.unwrap();
    }
}

async fn relay(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 64 << 20).await.unwrap();
    let fate = shared.fates.lock().unwrap().pop_front().unwrap_or(Fate::Deliver);
    shared.arrived.send_modify(|arrived| *arrived += 1);
    let waiting = std::mem::take(&mut *shared.delayed.lock().unwrap());
    let answer = match fate {
        Fate::LoseRequest => lost(),
        Fate::Delay => {
            shared.delayed.lock().unwrap().push((parts, body));
            lost()
        }
        Fate::LoseAnswer => {
            forward(&shared, &parts, body).await;
            lost()
        }
        Fate::Repeat => {
            forward(&shared, &parts, body.clone()).await;
            forward(&shared, &parts, body).await
        }
        Fate::CutAnswer => cut(forward(&shared, &parts, body).await).await,
        Fate::SpoilAnswer => spoilt(forward(&shared, &parts, body).await).await,
        Fate::Deliver => forward(&shared, &parts, body).await,
    };
    for (parts, body) in waiting {
        forward(&shared, &parts, body).await;
    }
    answer
}

async fn forward(shared: &Shared, parts: &axum::http::request::Parts, body: Bytes) -> Response {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut headers = parts.headers.clone();
    headers.remove("host");
    headers.remove("content-length");
    let url = format!("{}{path}", shared.server.lock().unwrap());
    let sent = shared.http.request(parts.method.clone(), url).headers(headers).body(body);
    let Ok(answer) = sent.send().await else { return lost() };
    let mut response = Response::builder().status(answer.status());
    for (name, value) in answer.headers().iter().filter(|(name, _)| *name != "transfer-encoding") {
        response = response.header(name, value);
    }
    let body = answer.bytes().await.unwrap_or_default();
    response.body(Body::from(body)).unwrap()
}

/// What a device sees when nothing comes back.
fn lost() -> Response {
    Response::builder().status(StatusCode::BAD_GATEWAY).body(Body::empty()).unwrap()
}

/// The first half of an answer.
async fn cut(answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    let whole = axum::body::to_bytes(body, 64 << 20).await.unwrap_or_default();
    parts.headers.remove("content-length");
    Response::from_parts(parts, Body::from(whole.slice(..whole.len() / 2)))
}

/// An answer whose last byte is another.
async fn spoilt(answer: Response) -> Response {
    let (parts, body) = answer.into_parts();
    let mut whole = axum::body::to_bytes(body, 64 << 20).await.unwrap_or_default().to_vec();
    if let Some(last) = whole.last_mut() {
        *last ^= 1;
    }
    Response::from_parts(parts, Body::from(whole))
}
