//! Addresses of the figure. The query of a view is read and written in `query.rs`.

use super::{pages, service::ViewCache};
use crate::{
    ground::address::addresses,
    ui::{
        Audience::{Everybody, FigureReaders},
        Route, Section,
    },
};

addresses! {
    Home = "/{locale}";
    Dashboard = "/{locale}/dashboard";
    /// Certificates behind a number.
    DashboardCertificates = "/{locale}/dashboard/certificates";
    /// Figure, for programs.
    ProgressApi = "/api/v1/progress";
}

/// Routes of the programme. Its pages share the figures in the cache.
pub fn routes(views: &ViewCache) -> Vec<Route> {
    let [home, dashboard, certificates] = [views.clone(), views.clone(), views.clone()];
    vec![
        Route::page(Everybody, move |request, address| pages::home(request, address, home.clone())),
        Route::page(FigureReaders, move |request, address| pages::dashboard(request, address, dashboard.clone()))
            .in_menu::<Dashboard>(Section::Dashboard),
        Route::page(FigureReaders, move |request, address| pages::evidence(request, address, certificates.clone())),
    ]
}
