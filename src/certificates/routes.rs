//! Routes of the slice: each address with its page, its form action and its audience.

use super::{
    closing, forms, pages,
    site::{StaffCertificates, VerifyForm},
};
use crate::ui::{
    Audience::{Everybody, Staff},
    Route, Section,
};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Everybody, pages::verify_form).in_menu::<VerifyForm>(Section::Verify),
        Route::page(Everybody, pages::verify),
        Route::page(Staff, closing::page).form(closing::form),
        Route::page(Staff, pages::register).in_menu::<StaffCertificates>(Section::Certificates),
        Route::page(Staff, pages::certificate).form(forms::change),
    ]
}
