//! `/{l}`: the figure, the next runs, how it works, and the check of a certificate.

use leptos::prelude::*;

use super::{by::Name, sun::sun_figure};
use crate::{
    certificates::pages::what_is_shown,
    courses::{self, Format, service::UpcomingRun},
    db::Ctx,
    ground::{AppError, Locale, Localized},
    i18n::{dates, text},
    programme::service::{self, Asked, KeptViews, View},
    ui::{CodeField, Empty, Icon, IconName, Page, Section, Site, Sun, page},
};

/// The home page announces so many.
const RUNS: i64 = 3;

#[component]
pub fn HomePage() -> impl IntoView {
    let (ctx, kept) = (use_context::<Ctx>(), use_context::<KeptViews>());
    let site = use_context::<Site>().unwrap_or_default();
    page(move |address| async move {
        let locale = address.locale;
        let (ctx, kept) = ctx.zip(kept).ok_or(AppError::Unavailable)?;
        let view = service::view(&ctx, &kept, Asked::default()).await?;
        let mut tx = ctx.read().await?;
        let runs = courses::service::upcoming(&mut tx, ctx.clock.today(), RUNS).await?;
        let main = view! {
            <Hero locale site figure=view.map(|view| Figure::of(locale, &view))/>
            <div class="wrap">
                <section class="section" aria-labelledby="runs-title">
                    <h2 id="runs-title">{text!(locale, home.runs)}</h2>
                    {timetable(locale, runs)}
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
                        <p class="muted">{text!(locale, verify.lede)}</p>
                        <form class="stack" action=format!("/{}/verify", locale.code())>
                            <CodeField locale value="" problem=None hint=true/>
                        </form>
                    </div>
                    {what_is_shown(locale)}
                </div>
            </section>
        };
        Ok(Page::new(text!(locale, home.title), Section::Home, main))
    })
}

/// The usual phase of today, as the hero shows it.
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
fn Hero(locale: Locale, site: Site, figure: Option<Figure>) -> impl IntoView {
    let dashboard = format!("/{}/dashboard", locale.code());
    let to_dashboard = site.dashboard_open.then(|| {
        view! { <a class="btn btn--sky" href=dashboard.clone()>{text!(locale, home.to_dashboard)}</a> }
    });
    let figure = match figure {
        Some(Figure { trained, target, phase, as_of }) => {
            let sun = view! { <Sun figure=sun_figure(locale, trained, target)/> };
            let sun = if site.dashboard_open {
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
                    <h1>{text!(locale, home.title)}</h1>
                    <p class="lede">{text!(locale, home.lede)}</p>
                    <p class="row">
                        <a class="btn btn--gold" href="#check">{text!(locale, home.to_check)}</a>
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

fn timetable(locale: Locale, runs: Vec<UpcomingRun>) -> AnyView {
    if runs.is_empty() {
        return view! {
            <Empty>
                <h3>{text!(locale, home.no_runs)}</h3>
                <p>{text!(locale, home.no_runs_more)}</p>
            </Empty>
        }
        .into_any();
    }
    let runs = runs.into_iter().map(|run| view! { <li>{run_line(locale, run)}</li> }).collect_view();
    view! { <ol class="timetable">{runs}</ol> }.into_any()
}

fn run_line(locale: Locale, run: UpcomingRun) -> impl IntoView {
    let title = Name::of(locale, &Localized { kk: run.title_kk, ru: run.title_ru, en: run.title_en });
    let where_held = match (run.format.parse(), run.place) {
        (Ok(Format::Online), _) => Some((IconName::Screen, text!(locale, home.online))),
        (Ok(Format::Blended), Some(place)) => Some((IconName::Pin, text!(locale, home.blended_in, place = place))),
        (Ok(Format::Blended), None) => Some((IconName::Screen, text!(locale, home.blended))),
        (_, Some(place)) => Some((IconName::Pin, place)),
        (Ok(Format::InPerson), None) => Some((IconName::Pin, text!(locale, home.in_person))),
        (Err(_), None) => None,
    };
    let language = run.language.as_deref().and_then(Locale::from_code).map(|language| {
        let words = match language {
            Locale::Kk => text!(locale, home.in_kazakh),
            Locale::Ru => text!(locale, home.in_russian),
            Locale::En => text!(locale, home.in_english),
        };
        (IconName::Globe, words)
    });
    let hours = text!(
        locale,
        home.hours,
        count = run.academic_hours.unsigned_abs(),
        day = dates::day_month(locale, run.ends_on)
    );
    let facts = [where_held, language, Some((IconName::Clock, hours))]
        .into_iter()
        .flatten()
        .map(|(icon, words)| view! { <li><Icon name=icon/>{words}</li> })
        .collect_view();
    let day = run.starts_on;
    let month = format!("{}, {}", dates::month_beside_day(locale, day), dates::weekday(locale, day));
    view! {
        <article class="run">
            <p class="run__date">{chrono::Datelike::day(&day)}<span>{month}</span></p>
            <div class="run__main">
                <h3 lang=title.lang>{title.words}</h3>
                <ul class="run__meta">{facts}</ul>
            </div>
            <div class="run__go">{places(locale, run.capacity, run.seats_taken, run.waiting)}</div>
        </article>
    }
}

/// How many places are left, in words and as ticks; or how many people wait for one.
fn places(locale: Locale, capacity: i32, taken: i32, waiting: i64) -> impl IntoView {
    let (capacity, taken) = (capacity.unsigned_abs(), taken.clamp(0, capacity).unsigned_abs());
    let words = match (capacity - taken, waiting) {
        (0, 0) => text!(locale, home.full),
        (0, waiting) => text!(locale, home.full_waiting, count = waiting.unsigned_abs()),
        (free, _) => text!(locale, home.free, count = free, capacity = capacity),
    };
    let share = format!("{:.2}%", f64::from(taken) * 100.0 / f64::from(capacity.max(1)));
    // a line of length nought would still show its first tick
    let taken = (taken > 0).then(|| {
        view! {
            <line class="taken" x1="0" x2=share y1="6" y2="6" pathLength=taken stroke-dasharray=".78 .22"></line>
        }
    });
    view! {
        <p class="places">
            <span>{words}</span>
            <svg class="seats" aria-hidden="true">
                <line x1="0" x2="100%" y1="6" y2="6" pathLength=capacity stroke-dasharray=".78 .22"></line>
                {taken}
            </svg>
        </p>
    }
}
