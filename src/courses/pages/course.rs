//! `/{l}/courses/{course}`: the outcomes and conditions of a course, and its runs that lie ahead.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::parts::{Picked, admission_words, format_words, languages_words, places_in_list, run_button, where_held};
use crate::{
    courses::{
        forms::{ACTION, TELL_ME, TELL_ME_NOT},
        model::{Course, Run},
        outcome::DatesOutcome,
        service,
        site::{self, PictureOf},
    },
    enrollments,
    ground::{AppError, Locale, Localized, address::Address},
    i18n::{dates, numbers, text},
    ui::{
        Crumb, Crumbs, Empty, Fallback, Icon, IconName, Notice, NoticeKind, Page, PageRequest, Section, capitalized,
        centre, centre_words, fallback::language_name,
    },
};

pub async fn course(mut request: PageRequest, address: site::CoursePage) -> Result<Page, AppError> {
    let locale = request.locale;
    let tx = request.tx().await?;
    let (course, runs) = service::course(tx, address.course.as_str()).await?.ok_or(AppError::NotFound)?;
    let today = tx.today();
    let is_told = runs.is_empty() && service::requests_dates(tx, address.course.as_str()).await?;
    let said = request.outcome::<DatesOutcome>().map(|outcome| outcome.words(locale));
    Ok(course_page(locale, &course, (&runs, is_told), said, today))
}

fn course_page(
    locale: Locale,
    course: &Course,
    (runs, is_told): (&[Run], bool),
    said: Option<String>,
    today: NaiveDate,
) -> Page {
    // what has just been reported need not be said once more
    let is_said = said.is_some();
    let said = said.map(|words| view! { <Notice kind=NoticeKind::Ok>{words}</Notice> });
    let (title, summary) = (Picked::of(locale, &course.title), Picked::of(locale, &course.summary));
    let written_in = if title.lang.is_some() { title.written_in } else { summary.written_in };
    let above = vec![Crumb { words: text!(locale, layout.courses), lang: None, href: site::Catalogue.path(locale) }];
    let here = capitalized(course.competence_area.name.get(locale));
    let described = if summary.words.is_empty() { text!(locale, courses.lede) } else { summary.words.clone() };
    let main = view! {
        <div class="wrap page">
            <Crumbs locale above here/>
            {said}
            <div class="head">
                <h1 lang=title.lang>{title.words.clone()}</h1>
                {(!summary.words.is_empty()).then(|| view! { <p class="lede" lang=summary.lang>{summary.words}</p> })}
                <Fallback locale written_in/>
            </div>
            <div class="split">
                <div class="stack stack--7">
                    {facts(locale, course, runs)}
                    <section class="stack" aria-labelledby="dates">
                        <h2 id="dates">{text!(locale, courses.dates)}</h2>
                        {timetable(locale, course, (runs, tell_me(locale, course, is_told, is_said)), today)}
                    </section>
                    {outcomes(locale, &course.outcomes)}
                    {conditions(locale, course)}
                </div>
                {certificate(locale, course, !runs.is_empty())}
            </div>
        </div>
    };
    let picture = site::SharedPicture::of(PictureOf::Course(course.code.as_str().into())).path(locale);
    Page::new(title.words, Section::Courses, main).described(described).pictured(picture)
}

/// Course as its page shows it, without its dates, for its editor.
pub(super) fn course_preview(locale: Locale, course: &Course) -> AnyView {
    let (title, summary) = (Picked::of(locale, &course.title), Picked::of(locale, &course.summary));
    let written_in = if title.lang.is_some() { title.written_in } else { summary.written_in };
    view! {
        <div class="stack stack--5">
            <p><span class="tag">{capitalized(course.competence_area.name.get(locale))}</span></p>
            <p class="preview__h" lang=title.lang>{title.words}</p>
            {(!summary.words.is_empty()).then(|| view! { <p class="lede" lang=summary.lang>{summary.words}</p> })}
            <Fallback locale written_in/>
            {facts(locale, course, &[])}
            {outcomes(locale, &course.outcomes)}
            {conditions(locale, course)}
            {certificate(locale, course, false)}
        </div>
    }
    .into_any()
}

fn facts(locale: Locale, course: &Course, runs: &[Run]) -> AnyView {
    let mut languages: Vec<Locale> = Vec::new();
    for language in runs.iter().filter_map(|run| run.language) {
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    let languages = (!languages.is_empty())
        .then(|| (text!(locale, courses.language), capitalized(&languages_words(locale, &languages))));
    let facts = [
        Some((text!(locale, ui.hours_label), course.academic_hours.to_string())),
        Some((text!(locale, courses.format), capitalized(&format_words(locale, course.format)))),
        languages,
        Some((text!(locale, ui.price), text!(locale, ui.free_of_charge))),
    ]
    .into_iter()
    .flatten()
    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    .collect_view();
    view! { <dl class="facts facts--line">{facts}</dl> }.into_any()
}

fn timetable(locale: Locale, course: &Course, (runs, tell_me): (&[Run], AnyView), today: NaiveDate) -> AnyView {
    if runs.is_empty() {
        return view! {
            <Empty>
                <h3>{text!(locale, courses.no_runs)}</h3>
                <p>{text!(locale, ui.no_runs_more)}</p>
                {tell_me}
            </Empty>
        }
        .into_any();
    }
    let runs = runs.iter().map(|run| view! { <li>{run_line(locale, course, run, today)}</li> }).collect_view();
    view! { <ol class="timetable">{runs}</ol> }.into_any()
}

/// Button that asks for a letter when the course has days, or takes this back.
fn tell_me(locale: Locale, course: &Course, is_told: bool, is_said: bool) -> AnyView {
    let action = site::CoursePage::of(&course.code).path(locale);
    let told = (is_told && !is_said).then(|| view! { <p>{text!(locale, courses.will_be_told)}</p> });
    let (value, class, words) = if is_told {
        (TELL_ME_NOT, "btn", text!(locale, courses.tell_me_not))
    } else {
        (TELL_ME, "btn btn--go", text!(locale, courses.tell_me))
    };
    view! {
        {told}
        <form method="post" action=action><button class=class name=ACTION value=value>{words}</button></form>
    }
    .into_any()
}

fn run_line(locale: Locale, course: &Course, run: &Run, today: NaiveDate) -> AnyView {
    let held = where_held(locale, course.format, &run.venue).capitalized();
    let language = run.language.map(|language| (IconName::Globe, language_name(locale, language)));
    let facts = [
        language,
        Some((IconName::Clock, dates::span(locale, run.starts_on, run.ends_on))),
        Some((IconName::People, admission_words(locale, run.admission))),
    ]
    .into_iter()
    .flatten()
    .map(|(icon, words)| view! { <li><Icon name=icon/>{words}</li> })
    .collect_view();
    let what = format!("{}, {}", held.plain(), dates::long(locale, run.starts_on));
    view! {
        <article class="run">
            <p class="run__date">
                {run.starts_on.day()}<span>{dates::month_year_beside_day(locale, run.starts_on)}</span>
            </p>
            <div class="run__main">
                <h3><a href=enrollments::site::RunPage::of(&run.code).path(locale)>{held.view()}</a></h3>
                <ul class="run__meta">{facts}</ul>
            </div>
            <div class="run__go">{places_in_list(locale, run.places)}{run_button(locale, run, today, &what)}</div>
        </article>
    }
    .into_any()
}

fn outcomes(locale: Locale, outcomes: &Localized) -> Option<AnyView> {
    let outcomes = Picked::of(locale, outcomes);
    let lines = outcomes.lines().map(|line| view! { <li>{line}</li> }).collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="prose" aria-labelledby="outcomes">
                <h2 id="outcomes">{text!(locale, courses.outcomes)}</h2>
                <ul lang=outcomes.lang>{lines}</ul>
                <Fallback locale written_in=outcomes.written_in/>
            </section>
        }
        .into_any()
    })
}

/// Requirements for participants, and for a certificate (rule R5).
fn conditions(locale: Locale, course: &Course) -> AnyView {
    let conditions = Picked::of(locale, &course.conditions);
    let lang = conditions.lang;
    let lines = conditions.lines().map(|line| view! { <li lang=lang>{line}</li> }).collect_view();
    let share = numbers::share(locale, course.min_attendance.unsigned_abs(), 100);
    let pass_mark = course
        .pass_mark
        .map(|mark| view! { <li>{text!(locale, courses.final_score, mark = mark.unsigned_abs())}</li> });
    view! {
        <section class="prose" aria-labelledby="conditions">
            <h2 id="conditions">{text!(locale, courses.conditions)}</h2>
            <ul>
                {lines}
                <li>{text!(locale, courses.attendance, share = share)}</li>
                {pass_mark}
            </ul>
            <Fallback locale written_in=conditions.written_in/>
        </section>
    }
    .into_any()
}

fn certificate(locale: Locale, course: &Course, has_dates: bool) -> AnyView {
    let counts =
        course.counts_toward_target.then(|| view! { <p class="small muted">{text!(locale, courses.counts)}</p> });
    let to_dates = has_dates
        .then(|| view! { <a class="btn btn--go btn--wide" href="#dates">{text!(locale, courses.see_dates)}</a> });
    let of_professions = course
        .validity_by_profession
        .iter()
        .map(|(profession, months)| {
            let (profession, time) = (profession.name.get(locale), validity(locale, Some(*months)));
            view! { <dd>{text!(locale, courses.validity_of, profession = profession, time = time)}</dd> }
        })
        .collect_view();
    let issuer = centre_words(locale, centre().full_name(locale));
    view! {
        <aside class="panel stack" aria-labelledby="certificate">
            <h2 id="certificate">{text!(locale, courses.certificate)}</h2>
            <dl class="facts">
                <div><dt>{text!(locale, ui.issuer)}</dt><dd>{issuer}</dd></div>
                <div>
                    <dt>{text!(locale, courses.validity)}</dt>
                    <dd>{validity(locale, course.validity_months)}</dd>
                    {of_professions}
                </div>
                <div><dt>{text!(locale, courses.proof)}</dt><dd>{text!(locale, courses.proof_how)}</dd></div>
            </dl>
            {counts}
            {to_dates}
        </aside>
    }
    .into_any()
}

/// Time for which a certificate is valid, in words: in years if they are whole.
fn validity(locale: Locale, months: Option<i32>) -> String {
    match months.map(i32::unsigned_abs) {
        None => text!(locale, courses.no_expiry),
        Some(months) if months % 12 == 0 => text!(locale, courses.years, count = months / 12),
        Some(months) => text!(locale, courses.months, count = months),
    }
}
