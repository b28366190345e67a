//! Routes of the slice: each address with its page, its form action and its audience; and the page that issues the
//! certificates of a run, which shows how the figure rises.

use super::{
    forms, pages,
    service::ViewCache,
    site::{Dashboard, Targets},
};
use crate::{
    certificates,
    ui::{
        Audience::{Administrators, Everybody, FigureReaders, Staff},
        Route, Section,
    },
};

/// Routes of the programme. Its pages share the figures in the cache.
pub fn routes(views: &ViewCache) -> Vec<Route> {
    let [home, dashboard, evidence, issue, runs, compare, funders, expiring] = std::array::from_fn(|_| views.clone());
    vec![
        Route::page(Everybody, move |request, address| pages::home(request, address, home.clone())).same_for_all(),
        Route::page(FigureReaders, move |request, address| pages::dashboard(request, address, dashboard.clone()))
            .same_for_each()
            .in_menu::<Dashboard>(Section::Dashboard),
        Route::page(FigureReaders, move |request, address| pages::evidence(request, address, evidence.clone()))
            .same_for_each(),
        Route::page(FigureReaders, move |request, address| pages::runs(request, address, runs.clone())),
        Route::page(FigureReaders, move |request, address| pages::compare(request, address, compare.clone())),
        Route::page(FigureReaders, move |request, address| pages::funders(request, address, funders.clone())),
        Route::page(Staff, pages::run_funders).form(forms::run_funders),
        Route::page(FigureReaders, move |request, address| pages::expiring(request, address, expiring.clone())),
        Route::page(Administrators, pages::targets).form(forms::targets).in_menu::<Targets>(Section::Targets),
        Route::page(Administrators, pages::needs).form(forms::needs),
        Route::page(Staff, move |request, address| pages::issue(request, address, issue.clone()))
            .form(certificates::forms::issue),
    ]
}
