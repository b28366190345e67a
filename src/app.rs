//! Site as a whole: the routes of all slices, and the layout around every page.

use crate::{
    accounts, admin, attendance,
    certificates::{self, service::CheckCounter},
    completion,
    courses::{self, site::PictureOf},
    desk, enrollments,
    ground::address::Address,
    help, my,
    programme::{self, service::ViewCache},
    registry, reports, specialists,
    ui::{MenuEntry, Navigation, Route, gallery},
};

/// Memory that pages share between requests.
#[derive(Clone, Default)]
pub struct Shared {
    /// Figures as they were last counted.
    pub views: ViewCache,
    /// Checks of certificates that are not written down yet.
    pub checks: CheckCounter,
}

/// Addresses of all pages for people, in the order of the slices.
pub fn routes(shared: &Shared) -> Vec<Route> {
    [
        programme::routes::routes(&shared.views),
        reports::routes::routes(&shared.views),
        courses::routes::routes(),
        enrollments::routes::routes(),
        attendance::routes::routes(),
        completion::routes::routes(),
        certificates::routes::routes(&shared.checks),
        accounts::routes::routes(),
        specialists::routes::routes(),
        my::routes::routes(),
        help::routes::routes(),
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
        help: |locale| help::site::Help.path(locale),
        accessibility: |locale| help::site::Accessibility.path(locale),
        figures: |locale| reports::site::Figures.path(locale),
        picture: |locale| courses::site::SharedPicture::of(PictureOf::Site).path(locale),
        privacy: |locale| specialists::site::Privacy.path(locale),
        demo_mail: |locale| admin::site::Mailbox.path(locale),
    }
}
