//! Login and logout.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jobsheet_signing::encoding::base64url;
use jobsheet_signing::sha256;

use super::Body;
use crate::api::doors::{Doors, Peer};
use crate::api::error::ApiError;
use crate::api::identity::{Login, cookie_name, new_token};
use crate::auth::password;
use crate::ledger::{Session, User};
use crate::office::desk::devices;
use crate::office::server::Server;
use crate::office::views::{LoggedIn, LoginAsked, Me, RefusalView};

/// Longest login name, bytes.
const LONGEST_NAME: usize = 200;
/// Longest password, bytes.
const LONGEST_PASSWORD: usize = 1_024;

/// Log in. Sets the session cookie.
#[utoipa::path(post, path = "/api/login", tag = "session", request_body = LoginAsked, responses(
    (status = 200, body = LoggedIn),
    (status = 401, body = RefusalView, description = "login.failed"),
    (status = 429, body = RefusalView, description = "login.too_many")))]
pub async fn login(
    State(server): State<Arc<Server>>,
    Extension(doors): Extension<Arc<Doors>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(asked): Body<LoginAsked>,
) -> Result<Response, ApiError> {
    let from = peer.caller(&headers);
    let place = doors.password().await?;
    let work = move |server: &Server| {
        let _place = place;
        let (token, user) = open(server, &asked, from)?;
        Ok::<_, ApiError>((token, me_of(server, &user)?))
    };
    let (token, user) = server.blocking(work).await?;
    let age = server.config.times.session_ms / 1000;
    let cookie = cookie(&server, &base64url(&token), age)?;
    let body = Json(LoggedIn { user });
    Ok(([(header::SET_COOKIE, cookie)], body).into_response())
}

/// Log out. The cookie is of no use afterwards.
#[utoipa::path(post, path = "/api/logout", tag = "session", responses((status = 204)))]
pub async fn logout(State(server): State<Arc<Server>>, login: Login) -> Result<Response, ApiError> {
    let ended = cookie(&server, "", 0)?;
    let end = move |server: &Server| {
        server.ledger.end_session(server.organisation.id, &login.token)?;
        server.hub.right_ended();
        Ok::<_, ApiError>(())
    };
    server.blocking(end).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, ended)]).into_response())
}

/// Who is logged in.
#[utoipa::path(get, path = "/api/me", tag = "session", responses(
    (status = 200, body = Me), (status = 401, body = RefusalView)))]
pub async fn me(State(server): State<Arc<Server>>, login: Login) -> Result<Json<Me>, ApiError> {
    server.blocking(move |server| me_of(server, &login.user)).await.map(Json)
}

fn open(server: &Server, asked: &LoginAsked, from: IpAddr) -> Result<([u8; 32], User), ApiError> {
    let user = check(server, &asked.name, &asked.password, from)?;
    let (token, now) = (new_token(), server.now());
    let session = Session {
        token: sha256(base64url(&token).as_bytes()),
        user: user.id,
        expires_at: now.plus_ms(server.config.times.session_ms),
    };
    server.ledger.put_session(server.organisation.id, &session, now)?;
    Ok((token, user))
}

/// The person whose name and password these are. The caller holds a place for passwords.
pub(super) fn check(server: &Server, name: &str, password: &str, from: IpAddr) -> Result<User, ApiError> {
    if name.len() > LONGEST_NAME || password.len() > LONGEST_PASSWORD {
        return Err(ApiError::malformed("name"));
    }
    let now = server.now();
    let name = name.trim().to_lowercase();
    // Somebody else's wrong passwords keep nobody out.
    let tried = format!("{from} {name}");
    if let Some(wait_ms) = server.limiter.wait_ms(&tried, now) {
        let mut locked = ApiError::new(StatusCode::TOO_MANY_REQUESTS, "login.too_many");
        locked.refusal = locked.refusal.with("seconds", (wait_ms + 999) / 1000);
        return Err(locked);
    }
    let user = server.ledger.user_by_name(server.organisation.id, &name)?.filter(|user| user.active);
    // An unknown name costs as much time as a known one, so that names cannot be told apart.
    let stored = user.as_ref().map_or(server.no_password.as_str(), |user| user.password.as_str());
    let right = password::verify(password, stored);
    let Some(user) = user.filter(|_| right) else {
        server.limiter.failed(&tried, now);
        return Err(ApiError::new(StatusCode::UNAUTHORIZED, "login.failed"));
    };
    server.limiter.succeeded(&tried);
    Ok(user)
}

fn cookie(server: &Server, value: &str, age_seconds: i64) -> Result<HeaderValue, ApiError> {
    let secure = if server.is_reached_by_tls() { "; Secure" } else { "" };
    let name = cookie_name(server);
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age_seconds}{secure}");
    HeaderValue::from_str(&text).map_err(|error| ApiError::failed(&error))
}

fn me_of(server: &Server, user: &User) -> Result<Me, crate::office::Error> {
    Ok(Me {
        id: user.id.0,
        name: user.full_name.clone(),
        login: user.name.clone(),
        roles: crate::office::desk::role_names(&user.roles),
        language: user.language.code().to_owned(),
        organisation: server.organisation.name.clone(),
        enrolled_for_me: devices::enrolled_for(server, user)?,
    })
}
