//! Files that a browser saves.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

/// Answer that a browser saves under this name, and that no cache stores. The name has ASCII letters alone; others are
/// left out.
pub fn attachment(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let name: String =
        name.chars().filter(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(*letter)).collect();
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
