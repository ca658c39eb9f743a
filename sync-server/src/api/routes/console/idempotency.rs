//! Every mutation happens once, however often it is asked: the key, what was asked and the answer are kept together.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jobsheet_domain::id::{DocumentId, UserId};
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::sha256;
use tracing::Instrument;

use super::NewDocument;
use crate::api::error::{ApiError, Raced};
use crate::api::identity::Login;
use crate::ledger::Repetition;
use crate::office::server::Server;

const KEY: &str = "idempotency-key";
/// Longer keys are nobody's.
const LONGEST_KEY: usize = 200;
/// Larger answers are never given to a mutation.
const LARGEST_ANSWER: usize = 8 << 20;
/// A request that was begun so long ago and never answered died with its process.
const STALE_MS: i64 = 5 * 60_000;

/// Runs a mutation the first time its key is used, and repeats its answer afterwards.
pub async fn once(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    match repeatable(server, request, next).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn repeatable(server: Arc<Server>, request: Request, next: Next) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    let login = Login::from_request_parts(&mut parts, &server).await?;
    let key = parts.headers.get(KEY).and_then(|key| key.to_str().ok());
    let key = key.filter(|key| !key.is_empty() && key.len() <= LONGEST_KEY);
    let key = key.ok_or_else(|| ApiError::new(StatusCode::BAD_REQUEST, "request.key_missing"))?.to_owned();
    let too_large = || ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "request.too_large");
    let body = to_bytes(body, server.config.limits.request_bytes).await.map_err(|_| too_large())?;
    let asked =
        sha256(&[parts.method.as_str().as_bytes(), b" ", parts.uri.path().as_bytes(), b"\n", &body].concat());
    let user = login.user.id;
    parts.extensions.insert(made(user, &key, &asked));
    let answer = async move { next.run(Request::from_parts(parts, Body::from(body))).await };
    to_the_end(server, user, key, asked, answer).await
}

/// Runs a request the first time and keeps its answer, also when the caller has gone meanwhile or waited too long: what
/// was done is never done without its answer being kept.
async fn to_the_end(
    server: Arc<Server>,
    user: UserId,
    key: String,
    asked: [u8; 32],
    answer: impl Future<Output = Response> + Send + 'static,
) -> Result<Response, ApiError> {
    let work = async move {
        match begin(&server, user, key.clone(), asked).await? {
            Repetition::First => keep(&server, user, key, answer.await).await,
            Repetition::Answered { status, answer } => Ok(again(status, answer)),
            Repetition::UnderWay => Err(ApiError::new(StatusCode::CONFLICT, "request.under_way")),
            Repetition::Different => {
                Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "request.key_reused"))
            }
        }
    };
    tokio::spawn(work.in_current_span()).await.unwrap_or_else(|error| Err(ApiError::failed(&error)))
}

/// A digest in the form of a UUIDv8 (RFC 9562).
fn made(user: UserId, key: &str, asked: &[u8; 32]) -> NewDocument {
    let digest = sha256(&[user.0.as_bytes(), asked.as_slice(), key.as_bytes()].concat());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    NewDocument(DocumentId(uuid::Builder::from_custom_bytes(bytes).into_uuid()))
}

async fn begin(
    server: &Arc<Server>,
    user: UserId,
    key: String,
    asked: [u8; 32],
) -> Result<Repetition, ApiError> {
    server
        .blocking(move |server| {
            let now = server.now();
            let stale = now.plus_ms(-STALE_MS);
            server.ledger.begin_request(server.organisation.id, user, &key, &asked, now, stale)
        })
        .await
}

/// Goes with an answer that holds a secret: it is not kept, and asked again it is another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Secret;

/// Keeps an answer. A failure of the server itself, a race somebody else won, or what holds a secret may be asked again.
async fn keep(
    server: &Arc<Server>,
    user: UserId,
    key: String,
    response: Response,
) -> Result<Response, ApiError> {
    let (parts, body) = response.into_parts();
    let answer: Bytes = to_bytes(body, LARGEST_ANSWER).await.map_err(|error| ApiError::failed(&error))?;
    let raced = parts.extensions.get::<Raced>().is_some();
    let is_secret = parts.extensions.get::<Secret>().is_some();
    let (status, kept) = (parts.status.as_u16(), answer.clone());
    server
        .blocking(move |server| {
            let organisation = server.organisation.id;
            if status >= 500 || raced || is_secret {
                return server.ledger.forget_request(organisation, user, &key);
            }
            server.ledger.finish_request(organisation, user, &key, status, &kept)
        })
        .await?;
    Ok(Response::from_parts(parts, Body::from(answer)))
}

/// The answer of the first time. A refusal is put into the reader's language again.
fn again(status: u16, answer: Vec<u8>) -> Response {
    let refusal = serde_json::from_slice::<Refusal>(&answer).ok().filter(|_| status >= 400);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let json = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let mut response = (status, [json], answer).into_response();
    if let Some(refusal) = refusal {
        response.extensions_mut().insert(refusal);
    }
    response
}

#[cfg(test)]
mod tests {
    use tokio::runtime::Handle;
    use tokio::sync::oneshot;
    use tokio::task::{spawn_blocking, yield_now};

    use super::*;
    use crate::config::Config;

    const ASKED: [u8; 32] = [1; 32];

    #[tokio::test]
    async fn an_answer_is_kept_although_its_caller_has_gone() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().to_owned(), ..Config::default() };
        let server = spawn_blocking(|| crate::open(config)).await.unwrap().unwrap();
        let (server, user) = (Arc::new(server), UserId(uuid::Uuid::nil()));
        let (begin, begun) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        let work = async move {
            begin.send(()).unwrap();
            ended.await.unwrap();
            (StatusCode::CREATED, "made").into_response()
        };
        let caller = tokio::spawn(to_the_end(server.clone(), user, "key".to_owned(), ASKED, work));
        begun.await.unwrap();
        caller.abort();
        assert!(caller.await.unwrap_err().is_cancelled());
        end.send(()).unwrap();
        while Handle::current().metrics().num_alive_tasks() > 0 {
            yield_now().await;
        }
        let never = async { unreachable!("it is not run again") };
        let answer = to_the_end(server, user, "key".to_owned(), ASKED, never).await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        assert_eq!(to_bytes(answer.into_body(), 10).await.unwrap(), "made");
    }

    #[test]
    fn what_a_request_makes_follows_from_who_asks_what_under_which_key() {
        let (me, you) = (UserId(uuid::Uuid::nil()), UserId(uuid::Uuid::max()));
        let id = |made: NewDocument| made.0;
        let first = id(made(me, "key", &ASKED));
        assert_eq!(id(made(me, "key", &ASKED)), first);
        for other in [made(you, "key", &ASKED), made(me, "yek", &ASKED), made(me, "key", &[2; 32])] {
            assert_ne!(id(other), first);
        }
    }
}
