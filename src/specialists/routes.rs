//! Routes of the slice: each address with its page, its form action and its audience.

use super::{forms, pages};
use crate::ui::{
    Audience::{Accounts, Everybody},
    Route,
};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Accounts, pages::profile).form(forms::save_profile),
        Route::page(Accounts, pages::withdraw_consent).form(forms::withdraw_consent),
        Route::page(Everybody, pages::privacy).same_for_all(),
    ]
}
