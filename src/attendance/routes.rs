//! Routes of the slice: each address with its page, its form action and its audience.

use super::{forms, pages};
use crate::ui::{
    Audience::{RunTeam, Trainees},
    Route,
};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(RunTeam, pages::attendance).form(forms::mark),
        Route::page(RunTeam, pages::sheet),
        Route::page(RunTeam, pages::projector),
        Route::page(Trainees, pages::check_in).form(forms::check_in),
    ]
}
