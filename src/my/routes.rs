//! Routes of the slice: each address with its page, its form action and its audience.

use super::{
    api, forms, pages,
    site::{Data, Erase, My, Transcript},
};
use crate::ui::{
    Audience::{Accounts, Trainees},
    Route, Section,
};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Trainees, pages::home).in_menu::<My>(Section::My),
        Route::page(Trainees, pages::transcript),
        Route::file(Trainees, api::transcript, |_| Transcript),
        Route::page(Accounts, |request, _: Data| pages::data(request)),
        Route::file(Accounts, api::download, |_| Data),
        // a refused erasure brings the page back under the address of its form
        Route::page(Accounts, |request, _: Erase| pages::data(request)).form(forms::erase),
    ]
}
