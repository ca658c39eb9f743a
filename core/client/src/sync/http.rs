//! HTTP with a proof by the device key on every request (RFC 9449 in manner), over a server nonce instead of a clock.

use std::time::Duration;

use jobsheet_domain::refusal::Refusal;
use jobsheet_domain::time::Timestamp;
use jobsheet_signing::{Proof, sha256, sign_proof};
use jobsheet_sync::ProtocolError;
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde::Deserialize;
use tokio::time::timeout;

use crate::anchor::{self, Anchor};
use crate::client::Client;
use crate::clock::Monotonic;
use crate::entropy;
use crate::error::ClientError;
use crate::identity::Identity;

/// The header the proof travels in.
const PROOF: &str = "jobsheet-proof";
/// The header of the next nonce.
const NONCE: &str = "jobsheet-nonce";
/// The longest a server thinks about an answer, once it has the whole request.
const THINKING: Duration = Duration::from_secs(90);
/// The slowest uplink there is, bytes in a second: half of what GPRS gives at the edge of its reach.
const SLOWEST_UPLINK: u64 = 512;
/// The longest an answer that has begun may be silent. How long it takes in all is not limited: on a slow link a limit
/// would have the same answer begun for ever.
const SILENCE: Duration = Duration::from_secs(60);
/// The most an answer may be once unpacked.
const UNPACKED_MOST: usize = 64 << 20;

/// The most an answer may be as it travels; a server sends far less.
const ANSWER_MOST: usize = 32 << 20;

/// One request.
#[derive(Clone)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Path with query.
    pub path: String,
    /// Headers beside the proof.
    pub headers: Vec<(&'static str, String)>,
    /// Body as it travels.
    pub body: Vec<u8>,
}

impl Request {
    /// A request of any method.
    #[must_use]
    pub fn new(method: Method, path: &str, body: Vec<u8>) -> Self {
        Self { method, path: path.to_owned(), headers: Vec::new(), body }
    }

    /// A POST.
    #[must_use]
    pub fn post(path: &str, body: Vec<u8>) -> Self {
        Self::new(Method::POST, path, body)
    }

    /// The same with one more header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// An answer.
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as it travelled.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's text; empty when it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body, unpacked where the server packed it.
    ///
    /// # Errors
    /// When it cannot be unpacked within the limit.
    pub fn unpacked(self) -> Result<Vec<u8>, ClientError> {
        if self.header("content-encoding") != "zstd" {
            return Ok(self.body);
        }
        zstd::bulk::decompress(&self.body, UNPACKED_MOST).map_err(|_| ProtocolError::Cut.into())
    }

    /// The refusal the server answered with.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        #[derive(Deserialize)]
        struct Told {
            code: String,
            #[serde(default)]
            parameters: std::collections::BTreeMap<String, String>,
        }
        match serde_json::from_slice::<Told>(&self.body) {
            Ok(told) => Refusal { code: told.code, parameters: told.parameters },
            Err(_) => Refusal::new("sync.protocol"),
        }
    }

    /// The answer, unless the server refused.
    ///
    /// # Errors
    /// [`ClientError::Server`] with what it said.
    pub fn accepted(self) -> Result<Self, ClientError> {
        if self.status.is_success() {
            return Ok(self);
        }
        let retry_after_ms = self.header("retry-after").parse::<u64>().ok().map(|s| s.saturating_mul(1_000));
        Err(ClientError::Server { status: self.status.as_u16(), refusal: self.refusal(), retry_after_ms })
    }
}

/// A connection to one server.
pub struct Transport {
    http: reqwest::Client,
    base: String,
}

impl Transport {
    /// Towards a server's address, over the client's pooled connections.
    #[must_use]
    pub fn to(client: &Client, base: &str) -> Self {
        Self { http: client.inner.connections.clone(), base: base.trim_end_matches('/').to_owned() }
    }

    /// Sends without a proof: enrolment, before the server knows the key.
    ///
    /// # Errors
    /// [`ClientError::Offline`] when no answer came, [`ProtocolError::Cut`] when it broke off.
    pub async fn send(&self, request: &Request) -> Result<Answer, ClientError> {
        let mut builder = self.http.request(request.method.clone(), format!("{}{}", self.base, request.path));
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        let answering = timeout(patience(request.body.len()), builder.body(request.body.clone()).send());
        let response = answering.await.map_err(|_| ClientError::Offline("no answer".to_owned()))?;
        let response = response.map_err(offline)?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok(Answer { status, headers, body: received(response, SILENCE).await? })
    }

    /// Sends with a proof, and takes any refusal as an error.
    ///
    /// # Errors
    /// [`ClientError::Offline`], or [`ClientError::Server`] when it refused.
    pub async fn send_proved(
        &self,
        client: &Client,
        identity: &Identity,
        nonce: Option<String>,
        request: Request,
    ) -> Result<Answer, ClientError> {
        self.send_proved_raw(client, identity, nonce, request).await?.accepted()
    }

    /// Sends with a proof; once more when the nonce had aged or the id had been seen. Keeps the next nonce and the
    /// server's time. The caller judges the status.
    ///
    /// # Errors
    /// [`ClientError::Offline`].
    pub async fn send_proved_raw(
        &self,
        client: &Client,
        identity: &Identity,
        nonce: Option<String>,
        request: Request,
    ) -> Result<Answer, ClientError> {
        let mut nonce = nonce.unwrap_or_default();
        for attempt in 0..2 {
            let answer = self.send_once(client, identity, &nonce, &request).await?;
            let stale = answer.status == StatusCode::UNAUTHORIZED
                && matches!(answer.refusal().code.as_str(), "request.nonce_stale" | "request.replayed");
            if attempt == 0 && stale {
                answer.header(NONCE).clone_into(&mut nonce);
                continue;
            }
            return Ok(answer);
        }
        Err(ClientError::Offline("the server kept asking for another nonce".to_owned()))
    }

    async fn send_once(
        &self,
        client: &Client,
        identity: &Identity,
        nonce: &str,
        request: &Request,
    ) -> Result<Answer, ClientError> {
        let proof = Proof {
            method: request.method.as_str().to_owned(),
            url: request.path.clone(),
            body_digest: sha256(&request.body),
            nonce: nonce.to_owned(),
            id: entropy::bytes()?,
        };
        let proved = request.clone().header(PROOF, sign_proof(&identity.key, &proof)?);
        let begun = client.inner.clock.monotonic();
        let answer = self.send(&proved).await?;
        heard(client, &answer, &begun)?;
        if answer.status.is_success() && !identity.profile.confirmed {
            client.confirmed()?;
        }
        Ok(answer)
    }
}

/// Keeps the next nonce, and anchors the device's time to the server's where the answer tells it more exactly than is
/// known already: after a long upload an answer says little about when it was written.
fn heard(client: &Client, answer: &Answer, begun: &Monotonic) -> Result<(), ClientError> {
    let next = answer.header(NONCE);
    let clock = client.inner.clock.as_ref();
    let server = answer.header("jobsheet-time").parse().ok().map(Timestamp);
    let heard = server.and_then(|server| Anchor::heard(server, begun, clock));
    let known = client.inner.store.read(|tx| tx.sync_state())?.anchor.map(Anchor::from);
    let known = anchor::event_time(known.as_ref(), clock, None);
    let better = heard.filter(|heard| heard.is_better_than(&known));
    client.inner.store.write(|tx| {
        if !next.is_empty() {
            tx.set_http_nonce(next)?;
        }
        better.map_or(Ok(()), |anchor| tx.set_time_anchor(&anchor.into()))
    })?;
    Ok(())
}

/// How long to wait for the answer to begin: the request has to get there first.
fn patience(request_bytes: usize) -> Duration {
    THINKING + Duration::from_secs(request_bytes as u64 / SLOWEST_UPLINK)
}

/// The body of an answer, however long it takes, as long as it goes on.
async fn received(mut response: reqwest::Response, silence: Duration) -> Result<Vec<u8>, ClientError> {
    let mut body = Vec::new();
    loop {
        // The status came: whatever breaks now breaks in the middle of an answer.
        let piece = timeout(silence, response.chunk()).await.map_err(|_| ProtocolError::Cut)?;
        let Some(piece) = piece.map_err(|_| ProtocolError::Cut)? else { return Ok(body) };
        if body.len() + piece.len() > ANSWER_MOST {
            return Err(ProtocolError::TooLarge("an answer").into());
        }
        body.extend(piece);
    }
}

fn offline(error: reqwest::Error) -> ClientError {
    // The chain says why; the URL is left out, it may name a customer's server.
    let error = error.without_url();
    let mut detail = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(inner) = source {
        detail = format!("{detail}: {inner}");
        source = inner.source();
    }
    ClientError::Offline(detail)
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;
    use crate::network::connections;

    #[test]
    fn a_slow_uplink_is_waited_for() {
        assert_eq!(patience(0), THINKING);
        assert_eq!(patience(256 << 10), THINKING + Duration::from_secs(512));
    }

    #[test]
    fn a_busy_server_says_when_to_come_again() {
        let told = |retry_after: &'static str| {
            let headers = [("retry-after", retry_after)].map(|(name, value)| {
                (name.parse().unwrap(), reqwest::header::HeaderValue::from_static(value))
            });
            let answer = Answer {
                status: StatusCode::SERVICE_UNAVAILABLE,
                headers: HeaderMap::from_iter(headers),
                body: br#"{"code":"server.busy"}"#.to_vec(),
            };
            answer.accepted().err()
        };
        let asked = |said: &'static str| match told(said) {
            Some(ClientError::Server { status: 503, refusal, retry_after_ms }) => {
                assert_eq!(refusal.code, "server.busy");
                retry_after_ms
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(
            [asked("2"), asked("Fri, 31 Dec 1999 23:59:59 GMT"), asked("")],
            [Some(2_000), None, None]
        );
    }

    #[tokio::test]
    async fn r48_an_answer_that_falls_silent_in_the_middle_was_cut() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = [0; 1024];
            assert!(stream.read(&mut asked).await.unwrap() > 0);
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab").await.unwrap();
            // Open, and silent, until the client goes away.
            let _gone = stream.read(&mut asked).await;
        });
        let response = connections().unwrap().get(base).send().await.unwrap();
        let error = received(response, Duration::from_millis(50)).await.unwrap_err();
        assert!(matches!(error, ClientError::Protocol(ProtocolError::Cut)), "{error}");
        server.await.unwrap();
    }
}
