//! Routes of the slice: each address with its page, its form action and its audience.

use super::{
    forms, pages,
    site::{Retry, Settings},
};
use crate::ui::{
    Audience::{Administrators, Demonstration},
    Route, Section,
};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Administrators, |request, _: Settings| pages::settings(request))
            .form(forms::save)
            .in_menu::<Settings>(Section::Admin),
        Route::page(Administrators, |request, _: Retry| pages::settings(request)).form(forms::retry),
        Route::page(Demonstration, pages::mailbox),
    ]
}
