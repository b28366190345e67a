//! Addresses of a run and of what a person can do in it.

use super::{forms, pages};
use crate::{
    ground::{address::addresses, code::RunCode},
    ui::{
        Audience::{Accounts, Everybody, Trainees},
        Route,
    },
};

addresses! {
    RunPage { run: RunCode } = "/{locale}/runs/{run}";
    Enroll { run: RunCode } = "/{locale}/runs/{run}/enroll";
    /// Page that accepts an offered seat.
    Accept { run: RunCode } = "/{locale}/runs/{run}/accept";
    Withdraw { run: RunCode } = "/{locale}/runs/{run}/withdraw";
}

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Everybody, pages::run),
        Route::page(Trainees, pages::enroll).form(forms::enroll),
        Route::page(Accounts, pages::accept).form(forms::accept),
        Route::page(Accounts, pages::withdraw).form(forms::withdraw),
    ]
}
