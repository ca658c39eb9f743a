//! One sync: unsent runs up, verdicts and news down, in one round trip.

use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use jobsheet_domain::id::{ActorId, ChangeHash, DocumentId};
use jobsheet_domain::kind::Kind;
use jobsheet_signing::{FeedPosition, PublicKey, actor_id, sign_checkpoint};
use jobsheet_sync::{
    Author, Down, Hello, Limits, ProtocolError, ServerEvent, ServerSession, SignedRun, Verdict, Welcome,
};
use uuid::Uuid;

use super::proved;
use crate::api::error::ApiError;
use crate::api::identity::ProofRefused;
use crate::api::metrics::Metrics;
use crate::ledger::Device;
use crate::office::Error;
use crate::office::admit::{Admitted, RunAsked, admit};
use crate::office::cursor::{self, Cursor, Holder};
use crate::office::feed;
use crate::office::numbers;
use crate::office::server::Server;

/// Longest single message of a device: a run of a week offline in one order.
const LONGEST_MESSAGE: usize = 8 << 20;
/// Compression of answers: higher costs more than it saves.
const LEVEL: i32 = 6;

/// Answers a sync.
///
/// # Errors
/// 401 without a proof that holds, 400 for bytes that are not the protocol.
pub async fn sync(
    State(server): State<Arc<Server>>,
    Extension(metrics): Extension<Arc<Metrics>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ProofRefused> {
    let work = move |server: &Server, device: &Device, headers: &HeaderMap, body: &Bytes| {
        answer(server, &metrics, device, headers, body)
    };
    proved(server, "POST", uri, headers, body, work).await
}

fn answer(
    server: &Server,
    metrics: &Metrics,
    device: &Device,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Response, ApiError> {
    let most = server.config.limits.decompressed_bytes;
    let request = unpacked(headers, body, most)?;
    let mut session = ServerSession::new(Limits { item: LONGEST_MESSAGE, total: most as u64 });
    session.handle_input(&request).and_then(|()| session.finish_input()).map_err(protocol)?;
    converse(server, metrics, device, &mut session)?;
    let mut answer = Vec::new();
    while let Some(bytes) = session.poll_transmit() {
        answer.extend(bytes);
    }
    let packs = headers
        .get(header::ACCEPT_ENCODING)
        .is_some_and(|value| value.as_bytes().windows(4).any(|w| w == b"zstd"));
    let kind = (header::CONTENT_TYPE, "application/cbor-seq");
    if !packs {
        return Ok(([kind], answer).into_response());
    }
    let packed = zstd::bulk::compress(&answer, LEVEL)?;
    Ok(([kind, (header::CONTENT_ENCODING, "zstd")], packed).into_response())
}

/// Judges every run, then tells what is new.
fn converse(
    server: &Server,
    metrics: &Metrics,
    device: &Device,
    session: &mut ServerSession,
) -> Result<(), ApiError> {
    let Some(ServerEvent::Hello(hello)) = session.poll_event() else {
        return Err(protocol(ProtocolError::Cut));
    };
    check_hello(server, device, &hello)?;
    // What this sync names must not be swept between its first word and its last.
    let _kept = server.keep_blobs();
    let organisation = server.organisation.id;
    let begun_at = server.ledger.position(organisation)?;
    let cursor = Cursor::open(&hello.cursor, begun_at, &Holder::of(&server.key, device));
    feed::note_seen(server, device, &cursor)?;
    let actor = actor_id(&PublicKey::Ed25519(device.key), &hello.nonce);
    let mut verdicts = Vec::new();
    let mut kinds = None;
    let mut patience = Patience::of(server);
    while let Some(event) = session.poll_event() {
        match event {
            ServerEvent::Knows(named) => kinds = Some(named),
            ServerEvent::Run { index, document, kind, run } => {
                if patience.is_over() {
                    continue;
                }
                let kind = kind.as_deref().and_then(|name| server.kinds.find(name));
                let asked = asked(&hello, actor, document, kind, run);
                match admit(server, &asked) {
                    Ok(admitted) => {
                        numbers::after(server, device.user, &asked, &admitted);
                        let verdict = verdict(admitted);
                        metrics.judged(&verdict);
                        verdicts.push((index, verdict));
                    }
                    // Nothing can be judged now: said at once, so that the device waits before it comes again.
                    Err(busy @ Error::Busy { .. }) if verdicts.is_empty() => return Err(busy.into()),
                    Err(error) => patience.is_tried_by(&asked, &error),
                }
            }
            ServerEvent::Hello(_) | ServerEvent::End => {}
        }
    }
    let position = server.ledger.position(organisation)?;
    let horizon = cursor.horizon_at(position);
    let welcome =
        Welcome { epoch: server.organisation.epoch, server_time_ms: server.now().0, checkpoint: horizon };
    session.respond(Down::Welcome(welcome)).map_err(protocol)?;
    session.respond(Down::Checkpoint { word: signed(server, &welcome)? }).map_err(protocol)?;
    for (run, verdict) in verdicts {
        session.respond(Down::Verdict { run, verdict }).map_err(protocol)?;
    }
    let unread = hello.unread.iter().map(|id| DocumentId(Uuid::from_bytes(*id))).collect();
    let revoked = server.ledger.revoked_keys(organisation)?;
    let kinds = cursor::known(server.kinds, kinds.as_deref());
    let actor = ActorId(actor);
    let news = feed::News { device, actor, begun_at, horizon, position, unread, kinds, revoked };
    let done = feed::tell(server, session, &news, &cursor)?;
    session.respond(Down::Done(done)).map_err(protocol)?;
    Ok(server.ledger.note_delivered(organisation, device.id, horizon)?)
}

/// The server's signature over where its feed stands, for statements that are made on it.
fn signed(server: &Server, welcome: &Welcome) -> Result<String, ApiError> {
    let stands = FeedPosition {
        organisation: *server.organisation.id.0.as_bytes(),
        position: welcome.checkpoint,
        server_time_ms: welcome.server_time_ms,
    };
    Ok(sign_checkpoint(&server.key, &stands).map_err(Error::from)?)
}

/// How long runs of one request are judged. A run that is not judged gets no verdict: it stays unsent on its device and comes
/// again, and everything else of the request is answered.
struct Patience {
    until: Instant,
    busy: bool,
}

impl Patience {
    /// Half of what a request may take: the rest is for telling what is new.
    fn of(server: &Server) -> Self {
        let half = Duration::from_millis(server.config.times.request_ms / 2);
        Self { until: Instant::now() + half, busy: false }
    }

    fn is_over(&self) -> bool {
        self.busy || Instant::now() >= self.until
    }

    /// The server failed over a run. Where it has no place to judge in, the next would only wait as long.
    fn is_tried_by(&mut self, asked: &RunAsked, error: &Error) {
        tracing::error!(document = %asked.document, error = %crate::office::chain(error), "a run could not be judged");
        self.busy |= matches!(error, Error::Busy { .. });
    }
}

fn check_hello(server: &Server, device: &Device, hello: &Hello) -> Result<(), ApiError> {
    let ours = hello.organisation == *server.organisation.id.0.as_bytes()
        && hello.device == *device.id.0.as_bytes()
        && hello.key.0 == device.key_id;
    if ours { Ok(()) } else { Err(ApiError::new(StatusCode::FORBIDDEN, "device.unknown")) }
}

fn asked(
    hello: &Hello,
    actor: [u8; 16],
    document: [u8; 16],
    kind: Option<Kind>,
    run: SignedRun<Option<Author>>,
) -> RunAsked {
    let own = Author { actor, key: hello.key, nonce: hello.nonce };
    let author = run.cover.author.unwrap_or(own);
    RunAsked {
        document: DocumentId(Uuid::from_bytes(document)),
        kind,
        actor: ActorId(author.actor),
        key_id: author.key.0,
        nonce: author.nonce,
        first: run.cover.first,
        previous: run.cover.previous.map(ChangeHash),
        as_of: run.cover.as_of,
        checkpoint: run.cover.checkpoint,
        signature: run.cover.signature,
        changes: run.changes,
    }
}

fn verdict(admitted: Admitted) -> Verdict {
    match admitted {
        Admitted::Stored { receipts, .. } => Verdict::Stored { receipts },
        Admitted::HadAlready { receipts } => Verdict::HadAlready { receipts },
        Admitted::Missing(hashes) => {
            Verdict::Missing { hashes: hashes.into_iter().map(|hash| hash.0).collect() }
        }
        Admitted::Refused(refusal) | Admitted::Waits(refusal) => {
            Verdict::Refused { code: refusal.code, parameters: refusal.parameters.into_iter().collect() }
        }
    }
}

/// The body as it was before compression; what inflates beyond the cap is refused before it is all there.
fn unpacked(headers: &HeaderMap, body: &Bytes, most: usize) -> Result<Vec<u8>, ApiError> {
    if headers.get(header::CONTENT_ENCODING).is_none_or(|encoding| encoding != "zstd") {
        return Ok(body.to_vec());
    }
    let malformed = |_| ApiError::malformed("zstd");
    let decoder = zstd::stream::read::Decoder::new(body.as_ref()).map_err(malformed)?;
    let mut request = Vec::new();
    decoder.take(most as u64 + 1).read_to_end(&mut request).map_err(malformed)?;
    if request.len() > most {
        return Err(ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "request.too_large"));
    }
    Ok(request)
}

fn protocol(error: ProtocolError) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, error.code())
}
