//! Route of the slice.

use super::{pages, site::Today};
use crate::ui::{Audience::Staff, Route, Section};

pub fn routes() -> Vec<Route> {
    vec![Route::page(Staff, pages::today).in_menu::<Today>(Section::Today)]
}
