//! Routes of the slice: each address with its page, its form action and its audience.

use super::{pages, site::Catalogue};
use crate::ui::{Audience::Everybody, Route, Section};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Everybody, pages::catalogue).in_menu::<Catalogue>(Section::Courses),
        Route::page(Everybody, pages::course),
    ]
}
