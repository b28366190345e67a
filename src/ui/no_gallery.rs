//! A finished program has no gallery: its address is no page.

use super::Route;

pub fn routes() -> Vec<Route> {
    Vec::new()
}
