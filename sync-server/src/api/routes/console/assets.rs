//! Assets.

use std::sync::Arc;

use axum::extract::State;
use axum::{Extension, Json};
use jobsheet_domain::asset::AssetCommand;
use jobsheet_domain::id::DocumentId;
use uuid::Uuid;

use super::{Body, NewDocument, Path, Query};
use crate::api::error::ApiError;
use crate::api::identity::Login;
use crate::office::desk::assets::{self, AssetQuery, CreateAssetAsked};
use crate::office::server::Server;
use crate::office::views::{AssetList, AssetView, CommandAsked, RefusalView};

/// Assets, newest first.
#[utoipa::path(get, path = "/api/assets", tag = "assets", params(AssetQuery), responses(
    (status = 200, body = AssetList), (status = 403, body = RefusalView)), operation_id = "list_assets")]
pub async fn list(
    State(server): State<Arc<Server>>,
    login: Login,
    Query(query): Query<AssetQuery>,
) -> Result<Json<AssetList>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| assets::list(server, &query)).await.map(Json)
}

/// An asset's page.
#[utoipa::path(get, path = "/api/assets/{id}", tag = "assets", params(("id" = Uuid, Path)), responses(
    (status = 200, body = AssetView), (status = 404, body = RefusalView)), operation_id = "asset_page")]
pub async fn page(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
) -> Result<Json<AssetView>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| assets::page(server, DocumentId(id))).await.map(Json)
}

/// Add an asset.
#[utoipa::path(post, path = "/api/assets", tag = "assets", request_body = CreateAssetAsked,
    params(("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = AssetView), (status = 409, body = RefusalView)), operation_id = "create_asset")]
pub async fn create(
    State(server): State<Arc<Server>>,
    login: Login,
    Extension(NewDocument(id)): Extension<NewDocument>,
    Body(asked): Body<CreateAssetAsked>,
) -> Result<Json<AssetView>, ApiError> {
    login.require_console()?;
    server.blocking(move |server| assets::create(server, &login.user, id, asked)).await.map(Json)
}

/// Do something to an asset.
#[utoipa::path(post, path = "/api/assets/{id}/commands", tag = "assets", request_body = CommandAsked<AssetCommand>,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), responses(
    (status = 200, body = AssetView), (status = 409, body = RefusalView), (status = 404, body = RefusalView)),
    operation_id = "asset_command")]
pub async fn command(
    State(server): State<Arc<Server>>,
    login: Login,
    Path(id): Path<Uuid>,
    Body(asked): Body<CommandAsked<AssetCommand>>,
) -> Result<Json<AssetView>, ApiError> {
    login.require_console()?;
    let work = move |server: &Server| assets::command(server, &login.user, DocumentId(id), &asked.command);
    server.blocking(work).await.map(Json)
}
