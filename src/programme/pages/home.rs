//! `/{l}`: the figure, the next runs, how it works, and the check of a certificate.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::{by::Name, sun::sun_figure};
use crate::{
    certificates::{self, pages::what_is_shown},
    courses::{
        self,
        pages::{places_in_list, run_button, where_held},
        service::TitledRun,
    },
    enrollments,
    ground::{AppError, Locale, address::Address, caller::Role},
    i18n::{dates, text},
    my,
    programme::{
        service::{self, View, ViewCache, ViewQuery},
        site,
    },
    ui::{
        CodeField, Empty, Icon, IconName, Notice, NoticeKind, Page, PageRequest, Section, Sun, fallback::language_name,
    },
};

/// Number of runs that the home page announces.
const RUNS: i64 = 3;

pub async fn home(mut request: PageRequest, _: site::Home, views: ViewCache) -> Result<Page, AppError> {
    let (locale, caller) = (request.locale, request.reader.caller.clone());
    let sees_figures = caller.sees_figures();
    let tx = request.tx().await?;
    let view = service::view(tx, &views, ViewQuery::default()).await?;
    let today = tx.today();
    let own = if caller.has_role(Role::Trainee) { enrollments::service::own(tx).await? } else { Vec::new() };
    let now = tx.at();
    let runs = courses::service::upcoming(tx, today, RUNS).await?;
    let erased = (request.outcome() == Some(my::outcome::Outcome::Erased)).then(|| erased(locale));
    let main = view! {
        {erased}
        {my::pages::standing(locale, own, now)}
        <Hero locale sees_figures figure=view.map(|view| Figure::of(locale, &view))/>
        <div class="wrap">
            <section class="section" aria-labelledby="runs-title">
                <h2 id="runs-title">{text!(locale, home.runs)}</h2>
                {timetable(locale, runs, today)}
                <p>
                    <a class="more" href=courses::site::Catalogue.path(locale)>
                        {text!(locale, home.all_courses)}<Icon name=IconName::Arrow/>
                    </a>
                </p>
            </section>
            <section class="section" aria-labelledby="steps-title">
                <h2 id="steps-title">{text!(locale, home.how)}</h2>
                {steps(locale)}
            </section>
        </div>
        <section class="section wrap" id="check" aria-labelledby="check-title">
            <div class="panel split">
                <div class="stack">
                    <h2 id="check-title">{text!(locale, home.check)}</h2>
                    <p class="muted">{text!(locale, ui.verify_lede)}</p>
                    <form class="stack" action=certificates::site::VerifyForm.path(locale)>
                        <CodeField locale value="" problem=None hint=true/>
                    </form>
                </div>
                {what_is_shown(locale)}
            </div>
        </section>
    };
    Ok(Page::new(text!(locale, layout.promise), Section::Home, main).described(text!(locale, home.lede)))
}

/// Words for a reader who has just had all their data erased.
fn erased(locale: Locale) -> impl IntoView {
    view! {
        <div class="wrap section">
            <Notice kind=NoticeKind::Ok title=Some(text!(locale, home.erased))>
                {text!(locale, home.erased_more)}
            </Notice>
        </div>
    }
}

/// Usual phase of today, as the hero shows it.
struct Figure {
    trained: u32,
    target: u32,
    phase: Name,
    as_of: String,
}

impl Figure {
    fn of(locale: Locale, view: &View) -> Self {
        Self {
            trained: view.progress.trained,
            target: view.phase.target,
            phase: Name::of(locale, &view.phase.name),
            as_of: text!(locale, dashboard.as_of_day, day = dates::long(locale, view.as_of)),
        }
    }
}

#[component]
fn Hero(locale: Locale, sees_figures: bool, figure: Option<Figure>) -> impl IntoView {
    let dashboard = site::Dashboard.path(locale);
    let to_dashboard = sees_figures.then(|| {
        view! { <a class="btn btn--sky" href=dashboard.clone()>{text!(locale, home.to_dashboard)}</a> }
    });
    let figure = match figure {
        Some(Figure { trained, target, phase, as_of }) => {
            let sun = view! { <Sun figure=sun_figure(locale, trained, target)/> };
            let sun = if sees_figures {
                view! { <a class="sun-link" href=dashboard>{sun}</a> }.into_any()
            } else {
                sun.into_any()
            };
            view! {
                <div class="hero__sun">
                    {sun}
                    <p class="hero__when small muted"><span lang=phase.lang>{phase.words}</span>", "{as_of}</p>
                </div>
            }
            .into_any()
        }
        None => view! { <p class="lede">{text!(locale, home.no_phase)}</p> }.into_any(),
    };
    view! {
        <div class="sky hero on-sky">
            <div class="wrap hero__in">
                <div>
                    <h1>{text!(locale, layout.promise)}</h1>
                    <p class="lede">{text!(locale, home.lede)}</p>
                    <p class="row">
                        <a class="btn btn--gold" href=courses::site::Catalogue.path(locale)>{text!(locale, home.choose)}</a>
                        <a class="btn btn--sky" href="#check">{text!(locale, home.to_check)}</a>
                        {to_dashboard}
                    </p>
                </div>
                {figure}
            </div>
            <div class="horns" aria-hidden="true"></div>
        </div>
    }
}

fn steps(locale: Locale) -> impl IntoView {
    let steps = [
        (text!(locale, home.find), text!(locale, home.find_more)),
        (text!(locale, home.apply), text!(locale, home.apply_more)),
        (text!(locale, home.learn), text!(locale, home.learn_more)),
        (text!(locale, home.receive), text!(locale, home.receive_more)),
    ]
    .map(|(name, more)| view! { <li><h3>{name}</h3><p>{more}</p></li> })
    .collect_view();
    view! { <ol class="steps">{steps}</ol> }
}

fn timetable(locale: Locale, runs: Vec<TitledRun>, today: NaiveDate) -> AnyView {
    if runs.is_empty() {
        return view! {
            <Empty>
                <h3>{text!(locale, home.no_runs)}</h3>
                <p>{text!(locale, ui.no_runs_more)}</p>
            </Empty>
        }
        .into_any();
    }
    let runs = runs.into_iter().map(|run| view! { <li>{run_line(locale, run, today)}</li> }).collect_view();
    view! { <ol class="timetable">{runs}</ol> }.into_any()
}

fn run_line(locale: Locale, upcoming: TitledRun, today: NaiveDate) -> impl IntoView {
    let TitledRun { title, format, academic_hours, run } = upcoming;
    let title = Name::of(locale, &title);
    let language = run.language.map(|language| (IconName::Globe, language_name(locale, language).into_any()));
    let hours =
        text!(locale, home.hours, count = academic_hours.unsigned_abs(), day = dates::day_month(locale, run.ends_on));
    let held = where_held(locale, format, &run.venue);
    let facts = [Some((held.icon, held.view())), language, Some((IconName::Clock, hours.into_any()))]
        .into_iter()
        .flatten()
        .map(|(icon, words)| view! { <li><Icon name=icon/>{words}</li> })
        .collect_view();
    let day = run.starts_on;
    let month = if day.year() == today.year() {
        dates::month_beside_day(locale, day).to_owned()
    } else {
        dates::month_year_beside_day(locale, day)
    };
    let go = run_button(locale, &run, today, &title.words);
    view! {
        <article class="run">
            <p class="run__date">{day.day()}<span>{month}</span><span>{dates::weekday(locale, day)}</span></p>
            <div class="run__main">
                <h3><a href=enrollments::site::RunPage::of(&run.code).path(locale) lang=title.lang>{title.words}</a></h3>
                <ul class="run__meta">{facts}</ul>
            </div>
            <div class="run__go">{places_in_list(locale, run.places)}{go}</div>
        </article>
    }
}
