//! Routes of the slice: each address with its page, its form action and its audience.

use super::{
    api, forms, pages,
    site::{Attendance, Sheet},
};
use crate::ui::{
    Audience::{RunTeam, Trainees},
    Route,
};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(RunTeam, pages::attendance).form(forms::mark),
        Route::file(RunTeam, api::sheet, |sheet: &Sheet| Attendance { run: sheet.run.clone() }),
        Route::page(RunTeam, pages::projector),
        Route::page(Trainees, pages::check_in).form(forms::check_in),
    ]
}
