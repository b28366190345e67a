//! Routes of the slice: each address with its page, its form action and its audience.

use super::{pages, service::ViewCache, site::Dashboard};
use crate::ui::{
    Audience::{Everybody, FigureReaders},
    Route, Section,
};

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
