//! Routes of the slice: each address with its page, its form action and its audience.

use super::{
    forms, pages,
    site::{self, SignIn},
};
use crate::ui::{
    Audience::{Accounts, Administrators, Everybody},
    Route, Section,
};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Everybody, pages::sign_up).form(forms::sign_up),
        Route::page(Everybody, pages::confirm).form(forms::confirm),
        Route::page(Everybody, pages::sign_in).form(forms::sign_in).in_menu::<SignIn>(Section::SignIn),
        Route::page(Everybody, pages::sign_out).form(forms::sign_out),
        Route::page(Everybody, pages::reset_password).form(forms::ask_reset),
        Route::page(Everybody, pages::new_password).form(forms::reset),
        Route::page(Accounts, pages::security).form(forms::change_password),
        Route::form_alone(Accounts, forms::end_session),
        Route::form_alone(Accounts, forms::end_all_sessions),
        Route::page(Administrators, pages::accounts).form(forms::invite).in_menu::<site::Accounts>(Section::Accounts),
        Route::page(Administrators, pages::account).form(forms::manage),
    ]
}
