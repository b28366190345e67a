//! Routes of the slice: each address with its page, its form action and its audience.

use super::{forms, pages};
use crate::ui::{
    Audience::{Accounts, Everybody, Staff, Trainees},
    Route,
};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Everybody, pages::run).same_for_all(),
        Route::page(Trainees, pages::enroll).form(forms::enroll),
        Route::page(Accounts, pages::accept).form(forms::accept),
        Route::page(Accounts, pages::withdraw).form(forms::withdraw),
        Route::page(Staff, pages::applications).form(forms::decide),
        Route::page(Staff, pages::people_list),
        Route::page(Staff, pages::new_application).form(forms::enroll_by_hand),
        Route::page(Staff, pages::edit_run).form(forms::edit_run),
    ]
}
