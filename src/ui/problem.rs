//! Errors for programs: RFC 9457 problem documents.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::ground::{AppError, Incident};

/// Problem document of an error, with the fields it concerns.
pub fn of_error(error: &AppError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let errors = match error {
        AppError::Invalid(errors) => {
            errors.iter().map(|(field, problem)| json!({ "field": field, "code": problem.code() })).collect()
        }
        _ => Vec::new(),
    };
    let incident = match error {
        AppError::Bug(incident) => Some(incident.to_string()),
        _ => None,
    };
    document(status, json!({ "errors": errors, "incident": incident }))
}

/// Problem document of an answer that has nothing but a status.
pub fn of(status: StatusCode, incident: Option<Incident>) -> Response {
    document(status, json!({ "incident": incident.map(|incident| incident.to_string()) }))
}

fn document(status: StatusCode, mut body: serde_json::Value) -> Response {
    if let Some(fields) = body.as_object_mut() {
        fields.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
        fields.insert("type".to_owned(), "about:blank".into());
        fields.insert("title".to_owned(), status.canonical_reason().unwrap_or("Error").into());
        fields.insert("status".to_owned(), status.as_u16().into());
    }
    (status, [(header::CONTENT_TYPE, "application/problem+json")], Json(body)).into_response()
}
