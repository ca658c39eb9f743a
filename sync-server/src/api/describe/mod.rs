//! What every route has in common, added to the API's description: the session's cookie, the commands of every kind of
//! document, and the refusals that come from what stands before the handlers.

mod commands;

use utoipa::Modify;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Components, ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder};

use crate::api::identity::COOKIE;

/// The name the session's cookie has in the description.
const SESSION: &str = "session";
/// What is asked without a session.
const WITHOUT: [&str; 3] = ["/api/login", "/api/verify", "/api/standing/{document}/{statement}"];
/// What every role may ask.
const ANYBODY: [&str; 2] = ["/api/logout", "/api/me"];

/// Adds to each operation what its handler does not say itself.
pub struct Shared;

impl Modify for Shared {
    fn modify(&self, description: &mut OpenApi) {
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE)));
        let components = description.components.get_or_insert_with(Components::new);
        components.add_security_scheme(SESSION, cookie);
        commands::add(components);
        for (path, item) in &mut description.paths.paths {
            for operation in operations(item) {
                complete(path, operation);
            }
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post].into_iter().filter_map(Option::as_mut)
}

fn complete(path: &str, operation: &mut Operation) {
    if path.starts_with("/api/") && !WITHOUT.contains(&path) {
        let none: [&str; 0] = [];
        operation.security = Some(vec![SecurityRequirement::new(SESSION, none)]);
        refuses(operation, "401", "login.required");
        if !ANYBODY.contains(&path) {
            refuses(operation, "403", "access.role");
        }
    }
    let body = operation.request_body.as_ref();
    if body
        .is_some_and(|body| matches!(body, RefOr::T(body) if body.content.contains_key("application/json")))
    {
        refuses(operation, "415", "request.not_json");
    }
    if operation.request_body.is_some() {
        refuses(operation, "400", "request.malformed");
        refuses(operation, "408", "request.stalled");
        refuses(operation, "413", "request.too_large");
    }
    let mut parameters = operation.parameters.iter().flatten();
    if parameters.any(|one| matches!(one, RefOr::T(one) if one.name == "Idempotency-Key")) {
        refuses(operation, "400", "request.key_missing");
        refuses(operation, "409", "request.under_way");
        refuses(operation, "422", "request.key_reused");
    }
}

/// Adds a refusal, unless the handler describes that status itself.
fn refuses(operation: &mut Operation, status: &str, code: &str) {
    operation.responses.responses.entry(status.to_owned()).or_insert_with(|| refusal(code).into());
}

fn refusal(code: &str) -> Response {
    let view = ContentBuilder::new().schema(Some(Ref::from_schema_name("RefusalView"))).build();
    ResponseBuilder::new().description(code).content("application/json", view).build()
}
