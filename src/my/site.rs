//! Addresses of a person's own space.

use super::{forms, pages};
use crate::{
    ground::address::addresses,
    ui::{
        Audience::{Accounts, Trainees},
        Route, Section,
    },
};

addresses! {
    My = "/{locale}/my";
    Transcript = "/{locale}/my/transcript";
    /// Data stored about a person, to take along or to have erased.
    Data = "/{locale}/my/data";
    /// Data as a file.
    DataFile = "/{locale}/my/data/download";
    Erase = "/{locale}/my/data/erase";
}

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Trainees, pages::home).in_menu::<My>(Section::My),
        Route::page(Trainees, pages::transcript),
        Route::page(Accounts, |request, _: Data| pages::data(request)),
        // a refused erasure brings the page back under the address of its form
        Route::page(Accounts, |request, _: Erase| pages::data(request)).form(forms::erase),
    ]
}
