//! People at the console: an opaque token in a cookie, its digest in the ledger.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use jobsheet_domain::permission::{CONSOLE, HANDS};
use jobsheet_domain::records::Role;
use jobsheet_signing::sha256;

use crate::api::error::ApiError;
use crate::ledger::User;
use crate::office::server::Server;

/// The cookie's name, where the server is reached without TLS.
pub const COOKIE: &str = "jobsheet_session";
/// Its name over TLS: browsers take a cookie of such a name from this host alone (RFC 6265bis §4.1.3.2).
const HOST_COOKIE: &str = "__Host-jobsheet_session";

/// The cookie's name on this server.
#[must_use]
pub fn cookie_name(server: &Server) -> &'static str {
    if server.is_reached_by_tls() { HOST_COOKIE } else { COOKIE }
}

/// A person who is logged in.
#[derive(Clone, Debug)]
pub struct Login {
    /// Who.
    pub user: User,
    /// Digest of the cookie's token.
    pub token: [u8; 32],
}

impl Login {
    /// The person has one of these roles.
    ///
    /// # Errors
    /// 403 `access.role`.
    pub fn require(&self, roles: &[Role]) -> Result<(), ApiError> {
        let allowed = roles.iter().any(|role| self.user.roles.contains(role));
        if allowed { Ok(()) } else { Err(ApiError::new(StatusCode::FORBIDDEN, "access.role")) }
    }

    /// The person has a role that works at the console.
    ///
    /// # Errors
    /// 403 `access.role`.
    pub fn require_console(&self) -> Result<(), ApiError> {
        self.require(&CONSOLE)
    }

    /// Whether they may see how a customer's hand moved: who answers for the report, and who audits.
    #[must_use]
    pub fn may_see_hands(&self) -> bool {
        self.require_hands().is_ok()
    }

    /// The same as a demand.
    ///
    /// # Errors
    /// 403 `access.role`.
    pub fn require_hands(&self) -> Result<(), ApiError> {
        self.require(&HANDS)
    }
}

/// A fresh token of 32 random bytes.
#[must_use]
pub fn new_token() -> [u8; 32] {
    rand::random()
}

impl FromRequestParts<Arc<Server>> for Login {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Self::Rejection> {
        let required = || ApiError::new(StatusCode::UNAUTHORIZED, "login.required");
        let cookies = CookieJar::from_headers(&parts.headers);
        let cookie = cookies.get(cookie_name(server)).ok_or_else(required)?;
        let token = sha256(cookie.value().as_bytes());
        server
            .blocking(move |server| {
                let organisation = server.organisation.id;
                let session =
                    server.ledger.session(organisation, &token, server.now())?.ok_or_else(required)?;
                let user = server.ledger.user(organisation, session.user)?.ok_or_else(required)?;
                if user.active { Ok(Self { user, token }) } else { Err(required()) }
            })
            .await
    }
}
