//! `GET /runs/{run}.ics`: a run's meetings for a calendar.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::{query, service};
use crate::{
    db::Ctx,
    ground::{AppError, Locale},
    ui::{
        Asked,
        asked::{escaped, last_segment},
    },
};

/// The file, in the language that the address says or the reader wishes; 404 for a run that does not exist.
pub async fn calendar(State(ctx): State<Ctx>, uri: Uri, headers: HeaderMap) -> Response {
    let asked = Asked::of(&uri, &headers);
    let locale = asked.field(query::LANGUAGE).and_then(Locale::from_code).unwrap_or(asked.locale);
    let name = last_segment(uri.path());
    match file(&ctx, &name, locale).await {
        Ok(text) => {
            let attachment = format!("attachment; filename*=UTF-8''{}", escaped(&name));
            let headers = [
                (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (header::CONTENT_DISPOSITION, attachment.as_str()),
                (header::CACHE_CONTROL, "no-cache"),
                (header::VARY, "accept-language, cookie"),
            ];
            (headers, text).into_response()
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let mut response = status.into_response();
            if let AppError::Bug(incident) = error {
                response.extensions_mut().insert(incident);
            }
            response
        }
    }
}

async fn file(ctx: &Ctx, name: &str, locale: Locale) -> Result<String, AppError> {
    let code = name.strip_suffix(".ics").ok_or(AppError::NotFound)?;
    let run = service::run(&mut ctx.read().await?, code).await?.ok_or(AppError::NotFound)?;
    Ok(service::calendar(&run, locale, &ctx.origin))
}
