//! Routes of the slice.

use super::pages;
use crate::ui::{Audience::Everybody, Route};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Everybody, pages::help).same_for_all(),
        Route::page(Everybody, pages::accessibility).same_for_all(),
    ]
}
