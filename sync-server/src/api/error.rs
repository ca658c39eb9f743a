//! What goes wrong, as an HTTP answer: a stable code, its parameters, and a message in the reader's language.

use std::error::Error;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jobsheet_domain::language::Language;
use jobsheet_domain::refusal::Refusal;

use crate::office;
use crate::office::views::RefusalView;

/// When to come again to a server that was busy, seconds (RFC 9110 §10.2.3): devices add some of their own, so that they come one
/// after the other.
const BUSY: HeaderValue = HeaderValue::from_static("2");

/// Not done, and why.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{refusal}")]
pub struct ApiError {
    /// The HTTP status.
    pub status: StatusCode,
    /// The stable code with its parameters.
    pub refusal: Refusal,
    /// Whether somebody else was faster.
    raced: bool,
}

impl ApiError {
    /// An error of a status with a stable code.
    #[must_use]
    pub fn new(status: StatusCode, code: &str) -> Self {
        Self { status, refusal: Refusal::new(code), raced: false }
    }

    /// The server's own failure: the cause goes to the log, not to the caller.
    #[must_use]
    pub fn failed(error: &(dyn Error + 'static)) -> Self {
        tracing::error!(error = %office::chain(error), "request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server.failed")
    }

    /// What was asked for is not there.
    #[must_use]
    pub fn missing(what: &str) -> Self {
        let refusal = Refusal::new("server.not_found").with("what", what);
        Self { status: StatusCode::NOT_FOUND, refusal, raced: false }
    }

    /// The request does not read as what it should be.
    #[must_use]
    pub fn malformed(what: &str) -> Self {
        let refusal = Refusal::new("request.malformed").with("what", what);
        Self { status: StatusCode::BAD_REQUEST, refusal, raced: false }
    }
}

/// The one place where what the office says becomes a status.
impl<E: Into<office::Error>> From<E> for ApiError {
    fn from(error: E) -> Self {
        let error = error.into();
        error.log();
        let raced = matches!(error, office::Error::Changed);
        let (status, refusal) = match error {
            office::Error::Refused(refusal) => (StatusCode::CONFLICT, refusal),
            office::Error::Missing(what) => return Self::missing(what),
            office::Error::Malformed(what) => return Self::malformed(&what),
            office::Error::Changed => (StatusCode::CONFLICT, Refusal::new(error.code())),
            office::Error::Invalid { code } => (StatusCode::BAD_REQUEST, Refusal::new(code)),
            office::Error::Busy { code } => (StatusCode::SERVICE_UNAVAILABLE, Refusal::new(code)),
            office::Error::Failed(_) => (StatusCode::INTERNAL_SERVER_ERROR, Refusal::new(error.code())),
        };
        Self { status, refusal, raced }
    }
}

/// Goes with an answer that says somebody else was faster: asked again, the same may be done.
#[derive(Clone, Copy, Debug)]
pub struct Raced;

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response =
            (self.status, Json(RefusalView::of(&self.refusal, Language::English))).into_response();
        response.extensions_mut().insert(self.refusal);
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, BUSY);
        }
        if self.raced {
            response.extensions_mut().insert(Raced);
        }
        response
    }
}

/// Puts a refusal's message into the language the caller reads.
pub async fn localise(request: Request, next: Next) -> Response {
    let language = language_of(request.headers());
    let response = next.run(request).await;
    let Some(refusal) = response.extensions().get::<Refusal>() else { return response };
    let localised = Json(RefusalView::of(refusal, language)).into_response();
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, localised.into_body())
}

/// The first language of `Accept-Language` that is one of ours. Weights are ignored: clients send the preferred first.
#[must_use]
pub fn language_of(headers: &HeaderMap) -> Language {
    let asked =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let codes = asked.split(',').map(|part| part.split(';').next().unwrap_or_default().trim());
    codes.filter_map(Language::from_code).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_of_the_office_has_its_status_and_a_lost_race_says_so() {
        let failed = office::Error::failed(std::io::Error::other("the disk is full"));
        let all = [
            (office::Error::from(Refusal::new("order.closed")), 409, "order.closed"),
            (office::Error::Missing("order"), 404, "server.not_found"),
            (office::Error::Changed, 409, "server.changed_meanwhile"),
            (office::Error::Malformed("digest".to_owned()), 400, "request.malformed"),
            (office::Error::Invalid { code: "review.reason" }, 400, "review.reason"),
            (office::Error::Busy { code: "server.busy" }, 503, "server.busy"),
            (failed, 500, "server.failed"),
        ];
        for (error, status, code) in all {
            assert_eq!(error.code(), code);
            let answer = ApiError::from(error).into_response();
            assert_eq!(answer.status().as_u16(), status, "{code}");
            let refusal = answer.extensions().get::<Refusal>().map(|refusal| refusal.code.as_str());
            assert_eq!(refusal, Some(code));
            assert_eq!(answer.extensions().get::<Raced>().is_some(), code == "server.changed_meanwhile");
        }
    }
}
