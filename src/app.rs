//! Site as a whole: the routes of all slices, and the layout around every page.

use crate::{
    accounts, admin, attendance, certificates, completion, courses, desk, enrollments,
    ground::address::Address,
    my,
    programme::{self, service::ViewCache},
    registry, specialists,
    ui::{MenuEntry, Navigation, Route, gallery},
};

/// Addresses of all pages for people, in the order of the slices. The pages of the figure share one cache.
pub fn routes(views: &ViewCache) -> Vec<Route> {
    [
        programme::routes::routes(views),
        courses::routes::routes(),
        enrollments::routes::routes(),
        attendance::routes::routes(),
        completion::routes::routes(),
        certificates::routes::routes(),
        accounts::routes::routes(),
        specialists::routes::routes(),
        my::routes::routes(),
        registry::routes::routes(),
        desk::routes::routes(),
        admin::routes::routes(),
        gallery::routes(),
    ]
    .concat()
}

/// Menu and addresses around every page.
pub fn navigation(routes: &[Route]) -> Navigation {
    Navigation {
        menu: MenuEntry::of_routes(routes),
        home: |locale| programme::site::Home.path(locale),
        verify: |locale| certificates::site::VerifyForm.path(locale),
        sign_in: |locale| accounts::site::SignIn.path(locale),
        sign_out: |locale| accounts::site::SignOut.path(locale),
        security: |locale| accounts::site::Security.path(locale),
        privacy: |locale| specialists::site::Privacy.path(locale),
        demo_mail: |locale| admin::site::Mailbox.path(locale),
    }
}
