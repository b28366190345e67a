//! `maman site-map`: the address of every page, for the tests that open them all.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::{Stop, print_line};
use crate::app;

/// Prints the pattern of each page's path (`/{locale}/runs/{run}`) with its audience.
pub(super) fn run() -> Result<ExitCode, Stop> {
    let routes = app::routes(&app::Shared::default());
    let pages = routes.iter().filter(|route| route.page.is_some());
    let pages: Vec<Value> =
        pages.map(|route| json!({ "pattern": route.pattern, "audience": route.audience.as_str() })).collect();
    print_line(&Value::from(pages).to_string())?;
    Ok(ExitCode::SUCCESS)
}
