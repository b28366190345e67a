//! `GET /api/v1/progress?phase=&as_of=`: the figure, for programs.

use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, Uri},
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::{
    model::Filter,
    query,
    service::{self, ViewCache, document, headline},
};
use crate::{
    db::Ctx,
    ground::AppError,
    ui::{Location, problem},
};

/// Answers with the progress. The public gets the figure alone; breakdowns are for officers and staff, for small
/// numbers by region would point at people.
pub async fn progress(Extension(ctx): Extension<Ctx>, State(views): State<ViewCache>, uri: Uri) -> Response {
    match answer(&ctx, &views, &Location::of(&uri, &HeaderMap::new())).await {
        Ok(body) => Json(body).into_response(),
        Err(error) => problem::of_error(&error),
    }
}

async fn answer(ctx: &Ctx, views: &ViewCache, location: &Location) -> Result<Value, AppError> {
    let query = query::read_view(location)?;
    let view = service::view(&mut ctx.read().await?, views, query).await?.ok_or(AppError::NotFound)?;
    Ok(match service::figures(&ctx.caller, &view, &Filter::default()) {
        Ok(progress) => document(&view, &progress),
        Err(AppError::Refused(_) | AppError::SignInNeeded) => headline(&view),
        Err(error) => return Err(error),
    })
}
