//! `/{l}/runs/{run}/enroll`: the run, what follows from enrolling, what is still to be filled in, and one button.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::parts::{button_words, closed_notice, crumbs, overlap_notice, prospects, which_run};
use crate::{
    enrollments::{
        model::Closed,
        service::{self, Application},
        site,
    },
    ground::{AppError, Locale, address::Address},
    i18n::text,
    specialists::{
        self,
        pages::{consent_fields, enrolling_fields, profile_labels},
    },
    ui::{FormState, Notice, NoticeKind, Page, PageRequest, Section},
};

pub async fn enroll(mut request: PageRequest, address: site::Enroll) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let tx = request.tx().await?;
    let application = service::application(tx, address.run.as_str()).await?.ok_or(AppError::NotFound)?;
    Ok(enroll_page(locale, &form, &application, tx.today()))
}

fn enroll_page(locale: Locale, form: &FormState, application: &Application, today: NaiveDate) -> Page {
    let details = &application.prospect.details;
    let title = text!(locale, enrollments.title);
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {crumbs(locale, details, Some(title.clone()))}
            {form.summary(locale, &profile_labels(locale))}
            <div class="head">
                <h1>{title.clone()}</h1>
                {which_run(locale, details)}
            </div>
            {in_the_way(locale, application, today)}
            {is_asked(form, application, today).then(|| the_form(locale, form, application, today))}
        </div>
    };
    Page::new(title, Section::Courses, main).private()
}

/// Tells whether the form is shown: typed values remain visible, even if something prevents the application by now.
fn is_asked(form: &FormState, application: &Application, today: NaiveDate) -> bool {
    let Application { prospect, .. } = application;
    let is_free = Closed::of(&prospect.details.run, today).is_none() && prospect.overlap.is_none();
    prospect.standing().is_none() && (is_free || form.error().is_some() || form.is_restored())
}

/// Words for why there is nothing to send: the reader is in the run already, nobody can apply any more, or the days are
/// taken.
fn in_the_way(locale: Locale, application: &Application, today: NaiveDate) -> Option<AnyView> {
    let prospect = &application.prospect;
    let details = &prospect.details;
    if prospect.standing().is_some() {
        let address = site::RunPage::of(&details.run.code).path(locale);
        let title = Some(text!(locale, enrollments.stands));
        return Some(
            view! {
                <Notice kind=NoticeKind::Ok title>
                    <a href=address>{text!(locale, enrollments.stands_more)}</a>
                </Notice>
            }
            .into_any(),
        );
    }
    let closed = Closed::of(&details.run, today).map(|closed| closed_notice(locale, details, closed).into_any());
    closed.or_else(|| prospect.overlap.as_ref().map(|overlap| overlap_notice(locale, overlap).into_any()))
}

fn the_form(locale: Locale, form: &FormState, application: &Application, today: NaiveDate) -> impl IntoView + use<> {
    let Application { prospect, profile, consents, missing } = application;
    let (details, opening) = (&prospect.details, prospect.details.run.opening(today));
    let run = site::RunPage::of(&details.run.code).path(locale);
    let action = site::Enroll::of(&details.run.code).path(locale);
    let who = if missing.profile {
        view! {
            <p class="small muted">{text!(locale, enrollments.once)}</p>
            {enrolling_fields(locale, form, profile.as_ref())}
        }
        .into_any()
    } else {
        let name = profile.as_ref().map(|profile| profile.name.full()).unwrap_or_default();
        // the link leads back here once the profile is saved
        let address = specialists::site::Profile.with(locale, [("next", action.clone())]);
        view! {
            <p>
                {text!(locale, enrollments.as_whom, name = name)}" "
                <a href=address>{text!(locale, enrollments.change_profile)}</a>
            </p>
        }
        .into_any()
    };
    let consent = missing.consent.then(|| consent_fields(locale, form, consents));
    view! {
        <form class="form panel" method="post" action=action novalidate>
            {who}
            {consent}
            <div class="stack stack--2">
                <h2 class="h3">{text!(locale, enrollments.what_next)}</h2>
                {prospects(locale, details, opening)}
            </div>
            <div class="row">
                <button class="btn btn--go">{button_words(locale, opening)}</button>
                <a class="btn" href=run>{text!(locale, enrollments.to_run)}</a>
            </div>
        </form>
    }
}
