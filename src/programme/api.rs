//! `GET /api/v1/progress?phase=&as_of=`: the figure, for programs.

use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderMap, Uri},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use super::{
    model::{Filter, Progress},
    query,
    service::{self, View, ViewCache},
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

/// Part of the document that is public.
pub fn headline(view: &View) -> Value {
    json!({
        "phase": view.phase.code, "as_of": view.as_of, "target": view.phase.target,
        "baseline": view.phase.baseline, "trained": view.progress.trained,
    })
}

/// Whole document; every breakdown adds up to `trained`, and words with the count nought are left out.
pub fn document(view: &View, progress: &Progress) -> Value {
    let breakdown = |counts: &std::collections::BTreeMap<String, u32>| -> Value {
        counts
            .iter()
            .filter(|(word, count)| **count > 0 || *word == super::model::NOT_STATED)
            .map(|(word, count)| (word.clone(), Value::from(*count)))
            .collect::<Map<_, _>>()
            .into()
    };
    let months: Map<_, _> = progress
        .by_month
        .iter()
        .map(|(month, count)| (month.format("%Y-%m").to_string(), Value::from(*count)))
        .collect();
    let mut document = headline(view);
    if let Some(fields) = document.as_object_mut() {
        fields.insert("certificates".to_owned(), progress.certificates.into());
        fields.insert("by_region".to_owned(), breakdown(&progress.by_region));
        fields.insert("by_sex".to_owned(), breakdown(&progress.by_sex));
        fields.insert("by_profession".to_owned(), breakdown(&progress.by_profession));
        fields.insert("by_course".to_owned(), breakdown(&progress.by_course));
        fields.insert("by_month".to_owned(), months.into());
    }
    document
}
