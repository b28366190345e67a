//! Routes of the slice: files of a view, fetched from the dashboard.

use super::{files, site};
use crate::{
    programme::{service::ViewCache, site::Dashboard},
    ui::{Audience::FigureReaders, Route},
};

/// Routes of the reports, which share the figures in the cache.
pub fn routes(views: &ViewCache) -> Vec<Route> {
    let [workbook, table, iati, json, evidence] = std::array::from_fn(|_| views.clone());
    vec![
        Route::file(
            FigureReaders,
            move |request, _: site::Workbook| files::workbook(request, workbook.clone()),
            |_| Dashboard,
        ),
        Route::file(FigureReaders, move |request, _: site::Table| files::table(request, table.clone()), |_| Dashboard),
        Route::file(FigureReaders, move |request, _: site::Iati| files::iati(request, iati.clone()), |_| Dashboard),
        Route::file(FigureReaders, move |request, _: site::Json| files::json(request, json.clone()), |_| Dashboard),
        Route::file(
            FigureReaders,
            move |request, _: site::EvidencePack| files::evidence(request, evidence.clone()),
            |_| Dashboard,
        ),
    ]
}
