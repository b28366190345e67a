//! `GET /api/v1/certificates/{code}`: the check, for programs.

use axum::{
    Json,
    extract::State,
    http::Uri,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    model::CheckCode,
    service::{self, Checked},
};
use crate::{
    db::Ctx,
    ground::{AppError, FormErrors},
    specialists::PersonName,
    ui::{asked::last_segment, problem},
};

/// 200 with what the check shows, 404 for a code nobody was given, 422 for a mistyped one.
pub async fn certificate(State(ctx): State<Ctx>, uri: Uri) -> Response {
    match checked(&ctx, &last_segment(uri.path())).await {
        Ok(checked) => ([(axum::http::header::CACHE_CONTROL, "no-store")], Json(document(&checked))).into_response(),
        Err(error) => problem::of_error(&error),
    }
}

/// Reads the code and looks the certificate up.
async fn checked(ctx: &Ctx, typed: &str) -> Result<Checked, AppError> {
    let code = CheckCode::parse(typed).map_err(|fault| AppError::from(FormErrors::of("code", fault.into())))?;
    service::check(ctx, code).await?.ok_or(AppError::NotFound)
}

fn document(checked: &Checked) -> Value {
    json!({
        "status": checked.status.as_str(),
        "name": checked.holder.as_ref().map(PersonName::full),
        "course": checked.title,
        "hours": checked.academic_hours,
        "issued_on": checked.issued_on,
        "valid_until": checked.valid_until,
    })
}
