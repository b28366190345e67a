//! View that an address of the dashboard or of the list behind it opens; and the two pages for an address that opens
//! none.

use std::sync::Arc;

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::filter_bar::{FilterBar, field_label};
use crate::{
    ground::{AppError, FormErrors, Locale, address::Address, clock::day_of},
    i18n::{dates, text},
    programme::{
        Filter,
        query::{self, Links},
        service::{self, Choices, View, ViewCache},
        site,
    },
    ui::{Empty, ErrorLine, ErrorSummary, Location, Page, PageRequest, Section, field::summary_words},
};

/// View that a reader requested, with all that words it.
pub(super) struct Opened {
    pub(super) location: Location,
    pub(super) choices: Choices,
    pub(super) view: Arc<View>,
    pub(super) filter: Filter,
}

impl Opened {
    pub(super) fn locale(&self) -> Locale {
        self.location.locale
    }

    pub(super) fn links(&self) -> Links<'_> {
        Links::of(self.location.locale, &self.view)
    }
}

/// Opens the view an address names, or gives the page that says why not.
pub(super) async fn open(request: &mut PageRequest, views: &ViewCache) -> Result<Result<Opened, Page>, AppError> {
    let (location, today) = (request.location.clone(), request.today());
    let tx = request.tx().await?;
    let choices = service::choices(tx).await?;
    let (query, filter) = match query::read(&location, &choices, today) {
        Ok(read) => read,
        Err(errors) => return Ok(Err(wrong_page(&location, choices, errors))),
    };
    let known_at = query.known_at;
    let view = service::view(tx, views, query).await?;
    let locale = location.locale;
    let opened = view.map(|view| Opened { location, choices, view, filter });
    Ok(opened.ok_or_else(|| known_at.map_or_else(|| no_phase_page(locale), |moment| not_known_page(locale, moment))))
}

/// Page with the form as it was typed, the problems beside it, and no figures: they would be of another view.
fn wrong_page(location: &Location, choices: Choices, errors: FormErrors) -> Page {
    let locale = location.locale;
    let lines = errors
        .iter()
        .map(|(field, problem)| {
            let label = field_label(locale, field);
            ErrorLine {
                words: summary_words(locale, (field, &label), problem),
                // a month and the kind of list are chosen by links alone
                field: (![query::MONTH, query::ALL].contains(&field)).then(|| field.to_owned()),
            }
        })
        .collect();
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <ErrorSummary title=text!(locale, dashboard.wrong) lines/>
            <h1>{text!(locale, dashboard.title)}</h1>
            <FilterBar location=location.clone() choices errors phase=String::new() as_of=None/>
        </div>
    };
    Page::new(text!(locale, dashboard.title), Section::Dashboard, main).status(StatusCode::UNPROCESSABLE_ENTITY).staff()
}

/// Page for a moment at which the registry knew of no phase yet.
fn not_known_page(locale: Locale, moment: DateTime<Utc>) -> Page {
    let day = dates::long(locale, day_of(moment));
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <h1>{text!(locale, dashboard.title)}</h1>
            <Empty>
                <h2>{text!(locale, dashboard.not_known, day = day)}</h2>
                <p>{text!(locale, dashboard.not_known_more)}</p>
                <p><a class="btn" href=site::Dashboard.path(locale)>{text!(locale, dashboard.known_now)}</a></p>
            </Empty>
        </div>
    };
    Page::new(text!(locale, dashboard.title), Section::Dashboard, main).staff()
}

/// Page for a programme without a phase to count in.
fn no_phase_page(locale: Locale) -> Page {
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <h1>{text!(locale, dashboard.title)}</h1>
            <Empty>
                <h2>{text!(locale, dashboard.no_phase)}</h2>
                <p>{text!(locale, dashboard.no_phase_more)}</p>
                <p class="code code--long">"maman import courses.json programme.json"</p>
            </Empty>
        </div>
    };
    Page::new(text!(locale, dashboard.title), Section::Dashboard, main).staff()
}
