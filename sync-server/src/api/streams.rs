//! Live streams: how many there may be, and when one ends.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use uuid::Uuid;

use crate::api::error::ApiError;
use crate::office::server::Server;

/// Streams of one person or device: as many screens as somebody looks at.
const EACH: usize = 8;

/// The streams that are open, by whose they are.
#[derive(Debug)]
pub struct Streams {
    most: usize,
    open: Mutex<HashMap<Uuid, usize>>,
}

/// One open stream; dropped with it.
pub struct Open {
    streams: Arc<Streams>,
    whose: Uuid,
}

impl Streams {
    /// Room for so many streams in all.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, open: Mutex::default() }
    }

    /// A place for one more stream.
    ///
    /// # Errors
    /// 503 `server.busy` when there are too many, of this one or in all.
    pub(super) fn open(self: &Arc<Self>, whose: Uuid) -> Result<Open, ApiError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let (own, all) = (open.get(&whose).copied().unwrap_or(0), open.values().sum::<usize>());
        if own >= EACH || all >= self.most {
            return Err(ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "server.busy"));
        }
        open.insert(whose, own + 1);
        Ok(Open { streams: Arc::clone(self), whose })
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut open = self.streams.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get_mut(&self.whose) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(open.remove(&self.whose)),
        }
    }
}

/// How often a stream's right is looked at when nothing is said to have changed: sessions end by themselves.
const LOOK: Duration = Duration::from_secs(60);

/// Resolves when a stream has to end: the server stops, or whose it is has no right to it any more.
pub(super) async fn ended(
    server: Arc<Server>,
    may: impl Fn(&Server) -> Result<bool, ApiError> + Send + Clone + 'static,
) {
    let mut changes = server.hub.rights();
    loop {
        tokio::select! {
            () = server.stopping() => return,
            // However many were missed, the right is looked at now.
            _ = changes.recv() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
        let look = may.clone();
        match server.blocking(move |server| look(server)).await {
            Ok(true) => {}
            // Who cannot be asked about has no right.
            Ok(false) | Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_counted_by_whose_they_are_and_given_back() {
        let streams = Arc::new(Streams::new(EACH + 1));
        let [one, other] = [Uuid::from_u128(1), Uuid::from_u128(2)];
        let held: Vec<Open> = (0..EACH).map(|_| streams.open(one).unwrap()).collect();
        assert!(streams.open(one).is_err(), "of one");
        let last = streams.open(other).unwrap();
        assert!(streams.open(Uuid::from_u128(3)).is_err(), "in all");
        drop(held);
        drop(last);
        assert!(streams.open.lock().unwrap().is_empty());
        streams.open(one).unwrap();
    }
}
