//! `GET /runs/{run}.ics`: a run's meetings for a calendar.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::{query, service, site::CalendarFile};
use crate::{
    db::Ctx,
    ground::{
        AppError, Locale,
        address::{Address, escaped},
    },
    ui::Location,
};

/// Answers with the file, in the language of the address or of the reader's wish; 404 for a run that does not exist.
pub async fn calendar(State(ctx): State<Ctx>, uri: Uri, headers: HeaderMap) -> Response {
    let location = Location::of(&uri, &headers);
    let locale = location.field(query::LANGUAGE).and_then(Locale::from_code).unwrap_or(location.locale);
    let address = CalendarFile::from_path(uri.path());
    match file(&ctx, address.as_ref(), locale).await {
        Ok((name, text)) => {
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

/// Name and text of the file.
async fn file(ctx: &Ctx, address: Option<&CalendarFile>, locale: Locale) -> Result<(String, String), AppError> {
    let file = &address.ok_or(AppError::NotFound)?.file;
    let run = service::run(&mut ctx.read().await?, file.0.as_str()).await?.ok_or(AppError::NotFound)?;
    Ok((file.to_string(), service::calendar(&run, locale, &ctx.origin)))
}
