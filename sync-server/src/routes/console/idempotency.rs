//! Every mutation happens once, however often it is asked: the key, what was asked and the answer are kept together.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jobsheet_domain::refusal::Refusal;
use jobsheet_signing::sha256;

use crate::auth::Login;
use crate::error::ApiError;
use crate::ledger::Repetition;
use crate::server::Server;

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
    match begin(&server, &login, key.clone(), asked).await? {
        Repetition::First => {}
        Repetition::Answered { status, answer } => return Ok(again(status, answer)),
        Repetition::UnderWay => return Err(ApiError::new(StatusCode::CONFLICT, "request.under_way")),
        Repetition::Different => {
            return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "request.key_reused"));
        }
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    keep(&server, &login, key, response).await
}

async fn begin(
    server: &Arc<Server>,
    login: &Login,
    key: String,
    asked: [u8; 32],
) -> Result<Repetition, ApiError> {
    let user = login.user.id;
    server
        .blocking(move |server| {
            let now = server.now();
            let stale = now.plus_ms(-STALE_MS);
            Ok(server.ledger.begin_request(server.organisation.id, user, &key, &asked, now, stale)?)
        })
        .await
}

/// Keeps an answer. A failure of the server itself, or a race somebody else won, may be asked again.
async fn keep(
    server: &Arc<Server>,
    login: &Login,
    key: String,
    response: Response,
) -> Result<Response, ApiError> {
    let (parts, body) = response.into_parts();
    let answer: Bytes = to_bytes(body, LARGEST_ANSWER).await.map_err(|error| ApiError::failed(&error))?;
    let raced =
        parts.extensions.get::<Refusal>().is_some_and(|refusal| refusal.code == "server.changed_meanwhile");
    let (user, status, kept) = (login.user.id, parts.status.as_u16(), answer.clone());
    server
        .blocking(move |server| {
            let organisation = server.organisation.id;
            if status >= 500 || raced {
                return Ok(server.ledger.forget_request(organisation, user, &key)?);
            }
            Ok(server.ledger.finish_request(organisation, user, &key, status, &kept)?)
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
