//! Addresses of administrators, and the mailbox of the demonstration.

use super::{forms, pages};
use crate::{
    ground::address::addresses,
    ui::{
        Audience::{Administrators, Demonstration},
        Route, Section,
    },
};

addresses! {
    Settings = "/{locale}/admin/settings";
    /// Sends letters again that were given up.
    Retry = "/{locale}/admin/settings/retry";
    Mailbox = "/{locale}/demo/mail";
}

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Administrators, |request, _: Settings| pages::settings(request))
            .form(forms::save)
            .in_menu::<Settings>(Section::Admin),
        Route::page(Administrators, |request, _: Retry| pages::settings(request)).form(forms::retry),
        Route::page(Demonstration, pages::mailbox),
    ]
}
