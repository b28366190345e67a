//! Routes of the slice: each address with its page, its form action and its audience.

use super::{forms, pages, site};
use crate::ui::{Audience::Staff, Route, Section};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Staff, pages::people).form(forms::search).in_menu::<site::People>(Section::People),
        Route::page(Staff, pages::duplicates),
        Route::page(Staff, pages::duplicate).form(forms::answer),
        Route::page(Staff, pages::person).form(forms::settle_claim),
        Route::page(Staff, pages::edit).form(forms::edit),
    ]
}
