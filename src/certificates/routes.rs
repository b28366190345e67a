//! Routes of the slice: each address with its page, its form action and its audience.

use super::{
    closing, files, forms, pages,
    service::CheckCounter,
    site::{self, StaffCertificates, VerifyForm},
};
use crate::ui::{
    Audience::{Accounts, Everybody, Staff},
    Route, Section,
};

/// Routes of the slice. The check counts its readers.
pub fn routes(checks: &CheckCounter) -> Vec<Route> {
    let checks = checks.clone();
    vec![
        Route::page(Everybody, pages::verify_form).same_for_all().in_menu::<VerifyForm>(Section::Verify),
        Route::page(Everybody, move |request, address| pages::verify(request, address, checks.clone())),
        Route::page(Staff, closing::page).form(closing::form),
        Route::page(Staff, pages::register).in_menu::<StaffCertificates>(Section::Certificates),
        Route::page(Staff, pages::certificate)
            .or_file(files::document, |file: &site::StaffDocument| site::StaffCertificate::of(&file.number.number))
            .form(forms::change),
        Route::file(Staff, files::register, |_: &site::RegisterFile| StaffCertificates),
        Route::file(Staff, files::journal, |_: &site::Journal| StaffCertificates),
        Route::file(Staff, files::order, |file: &site::Order| site::Issue { run: file.run.clone() }),
        Route::file(Staff, files::duplicate, |file: &site::Duplicate| site::StaffCertificate::of(&file.number)),
        Route::file(Staff, files::archive, |file: &site::RunArchive| site::Issue { run: file.run.clone() }),
        Route::file(Staff, files::print_file, |file: &site::PrintFile| site::Issue { run: file.run.clone() }),
        Route::page(Accounts, pages::own_certificate)
            .or_file(files::own_document, |file: &site::OwnDocument| site::OwnCertificate::of(&file.number.number))
            .form(forms::show),
    ]
}
