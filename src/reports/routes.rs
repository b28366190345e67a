//! Routes of the slice: files of a view, fetched from the dashboard; editions; and the public figures.

use super::{files, formats::Format, forms, pages, site};
use crate::{
    programme::{service::ViewCache, site::Dashboard},
    ui::{
        Audience::{Everybody, FigureReaders},
        Route, Section,
    },
};

/// Routes of the reports, which share the figures in the cache.
pub fn routes(views: &ViewCache) -> Vec<Route> {
    let [workbook, table, pdf, iati, json, picture, evidence, editions, fix] = std::array::from_fn(|_| views.clone());
    vec![
        Route::file(
            FigureReaders,
            move |request, _: site::Workbook| files::export(request, workbook.clone(), Format::Workbook),
            |_| Dashboard,
        ),
        Route::file(
            FigureReaders,
            move |request, _: site::Table| files::export(request, table.clone(), Format::Table),
            |_| Dashboard,
        ),
        Route::file(
            FigureReaders,
            move |request, _: site::Pdf| files::export(request, pdf.clone(), Format::Pdf),
            |_| Dashboard,
        ),
        Route::file(
            FigureReaders,
            move |request, _: site::Iati| files::export(request, iati.clone(), Format::Iati),
            |_| Dashboard,
        ),
        Route::file(
            FigureReaders,
            move |request, _: site::Json| files::export(request, json.clone(), Format::Json),
            |_| Dashboard,
        ),
        Route::file(
            FigureReaders,
            move |request, address: site::ChartPicture| files::picture(request, address, picture.clone()),
            |_| Dashboard,
        ),
        Route::file(
            FigureReaders,
            move |request, _: site::EvidencePack| files::evidence(request, evidence.clone()),
            |_| Dashboard,
        ),
        Route::page(FigureReaders, move |request, address| pages::editions(request, address, editions.clone()))
            .form(move |ctx, form, address| forms::editions(ctx, form, address, fix.clone()))
            .with_file()
            .in_menu::<site::Editions>(Section::Editions),
        Route::page(FigureReaders, pages::edition),
        Route::page(FigureReaders, pages::letters).form(forms::letters),
        Route::page(Everybody, pages::figures),
        Route::file(Everybody, files::figures, |_| site::Figures),
        Route::file(FigureReaders, files::of_edition, |address: &site::EditionFile| {
            site::EditionPage::of(address.edition_file.edition)
        }),
    ]
}
