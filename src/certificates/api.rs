//! `GET /api/v1/certificates/{code}`: the check, for programs.

use axum::{
    Json,
    extract::{OriginalUri, State},
    http::Uri,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    model::CheckCode,
    service::{self, CheckCounter, Checked},
    site::CertificateApi,
};
use crate::{
    db::{Ctx, key::hex},
    ground::{AppError, FormErrors, address::Address},
    specialists::PersonName,
    ui::problem,
};

/// Answers 200 with what the check shows, 404 for a code that no certificate has, 422 for a mistyped one.
pub async fn certificate(
    State(ctx): State<Ctx>,
    State(checks): State<CheckCounter>,
    OriginalUri(uri): OriginalUri,
) -> Response {
    match checked(&ctx, &uri).await {
        Ok(checked) => {
            checks.count(checked.id, ctx.clock.today());
            ([(axum::http::header::CACHE_CONTROL, "no-store")], Json(document(&checked))).into_response()
        }
        Err(error) => problem::of_error(&error),
    }
}

/// Reads the code and looks the certificate up.
async fn checked(ctx: &Ctx, uri: &Uri) -> Result<Checked, AppError> {
    let address = CertificateApi::from_path(uri.path()).ok_or(AppError::NotFound)?;
    let code = CheckCode::parse(&address.code).map_err(|fault| AppError::from(FormErrors::of("code", fault.into())))?;
    service::check(&mut ctx.read().await?, code).await?.ok_or(AppError::NotFound)
}

fn document(checked: &Checked) -> Value {
    json!({
        "status": checked.status.as_str(),
        "name": checked.holder.as_ref().map(PersonName::full),
        "course": checked.title,
        // a holder may show no more than what it is and until when it is valid
        "hours": (!checked.is_short).then_some(checked.academic_hours),
        "issued_on": (!checked.is_short).then_some(checked.issued_on),
        "valid_until": checked.valid_until,
        "file_sha256": checked.file_sha256.as_deref().map(hex),
    })
}
