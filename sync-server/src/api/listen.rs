//! Connections: so many at once, each with a time for the head of a request, and told apart by where they come from.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::Service;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::api::doors::Peer;
use crate::office::server::Server;

/// How long it rests when the system gives no more connections.
const EXHAUSTED: Duration = Duration::from_millis(200);

/// The routes for one connection.
struct From {
    routes: TowerToHyperService<Router>,
    peer: Peer,
}

impl Service<Request<Incoming>> for From {
    type Response = <TowerToHyperService<Router> as Service<Request<Incoming>>>::Response;
    type Error = <TowerToHyperService<Router> as Service<Request<Incoming>>>::Error;
    type Future = <TowerToHyperService<Router> as Service<Request<Incoming>>>::Future;

    fn call(&self, mut request: Request<Incoming>) -> Self::Future {
        request.extensions_mut().insert(self.peer);
        self.routes.call(request)
    }
}

/// Serves until the server stops, then lets requests under way finish.
///
/// # Errors
/// The listener's own.
pub async fn serve(listener: TcpListener, routes: Router, server: Arc<Server>) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(server.config.limits.connections.max(1)));
    let mut builder = Builder::new();
    // HTTP/1.1 alone: TLS and HTTP/2 end at a proxy, and nothing has to be read to tell versions apart, which has no time limit.
    let longest = Duration::from_millis(server.config.times.unknown_ms);
    builder.timer(TokioTimer::new()).header_read_timeout(longest);
    let under_way = GracefulShutdown::new();
    let mut stopping = pin!(server.stopping());
    loop {
        let place = tokio::select! {
            () = &mut stopping => break,
            place = Arc::clone(&places).acquire_owned() => place.map_err(io::Error::other)?,
        };
        let (stream, address) = tokio::select! {
            () = &mut stopping => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) if is_of_the_connection(&error) => continue,
                Err(error) => {
                    tracing::warn!(%error, "no more connections for now");
                    tokio::time::sleep(EXHAUSTED).await;
                    continue;
                }
            },
        };
        let routes = TowerToHyperService::new(routes.clone());
        let service = From { routes, peer: Peer(address.ip().to_canonical()) };
        let watched = under_way.watch(builder.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // What breaks a connection is its caller's to see.
            drop(watched.await);
            drop(place);
        });
    }
    drop(listener);
    under_way.shutdown().await;
    Ok(())
}

fn is_of_the_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
