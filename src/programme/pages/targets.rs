//! `/{l}/admin/targets`: phases, their targets with those whose place they took, and the courses that count.

use leptos::prelude::*;

use super::{by::Name, phase_form};
use crate::{
    ground::{AppError, Locale, Localized, address::Address, clock::day_of},
    i18n::{dates, numbers, text},
    programme::{
        forms::{ACTION, ADD_PHASE, NO_LONGER, PHASE, SET_COUNTING, SET_TARGET, SET_WORDING},
        outcome::Outcome,
        service::{
            self, PhaseSettings,
            targets::{BASELINE, CODE, COURSE, FROM_ON, REASON, TARGET, TO_ON},
        },
        site,
    },
    ui::{
        DayField, Empty, FormState, Notice, NoticeKind, Page, PageRequest, Section, SelectField, TextField, TickField,
    },
};

/// Codes of the courses with their titles.
type Courses = [(String, Localized)];
/// Field of an address that names the form to be shown.
const SET: &str = "set";

pub async fn targets(mut request: PageRequest, _: site::Targets) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let outcome = request.outcome::<Outcome>();
    let tx = request.tx().await?;
    let phases = service::phase_settings(tx).await?;
    let courses = service::courses(tx).await?;
    let report = outcome.map(|outcome| {
        let words = match outcome {
            Outcome::TargetSet => text!(locale, targets.done_target),
            Outcome::PhaseAdded => text!(locale, targets.done_phase),
            Outcome::PhaseWorded => text!(locale, targets.done_wording),
            Outcome::NeedsSet => text!(locale, targets.done_needs),
            Outcome::FundersSet => text!(locale, funders.done),
            Outcome::CountingSet => text!(locale, targets.done_counting),
        };
        view! { <Notice kind=NoticeKind::Ok>{words}</Notice> }
    });
    // one form at a time: the one that was sent, or that a link names
    let named = |field| Some(form.value(field, "")).filter(|sent| !sent.is_empty());
    let phase = named(PHASE).or_else(|| request.field(PHASE).map(ToOwned::to_owned));
    let action = named(ACTION).or_else(|| request.field(SET).map(ToOwned::to_owned));
    let adds = action.as_deref() == Some(ADD_PHASE);
    let chosen = phase.zip(action);
    let title = text!(locale, targets.title);
    let labels = [FROM_ON, TO_ON, TARGET, BASELINE, COURSE, REASON, CODE, "name_kk", "name_ru", "name_en"]
        .map(|field| (field, label(locale, field)));
    let list = if phases.is_empty() {
        view! { <Empty><h2>{text!(locale, dashboard.no_phase)}</h2><p>{text!(locale, dashboard.no_phase_more)}</p></Empty> }
            .into_any()
    } else {
        phases
            .into_iter()
            .rev()
            .map(|phase| one(locale, phase, &courses, chosen.as_ref(), &form))
            .collect_view()
            .into_any()
    };
    let main = view! {
        <div class="wrap wrap--wide page stack stack--7">
            {report}
            {form.summary(locale, &labels)}
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="lede">{text!(locale, targets.lede)}</p>
                <p class="row">
                    <a href=site::Needs.path(locale)>{text!(locale, targets.needs)}</a>
                    <a href=format!("{}#set", site::Targets.with(locale, [(SET, ADD_PHASE.to_owned())]))>
                        {text!(locale, targets.add_phase)}
                    </a>
                </p>
            </div>
            {adds.then(|| phase_form::new(locale, &form))}
            {list}
        </div>
    };
    Ok(Page::new(title, Section::Targets, main).staff())
}

fn label(locale: Locale, field: &str) -> String {
    match field {
        FROM_ON => text!(locale, targets.from_on),
        TO_ON => text!(locale, targets.to_on),
        TARGET => text!(locale, targets.target),
        BASELINE => text!(locale, targets.baseline),
        COURSE => text!(locale, targets.course),
        _ => phase_form::label(locale, field).unwrap_or_else(|| text!(locale, targets.reason)),
    }
}

/// Phase with its targets, the courses that count in it, and the two forms.
fn one(
    locale: Locale,
    settings: PhaseSettings,
    courses: &Courses,
    chosen: Option<&(String, String)>,
    form: &FormState,
) -> impl IntoView + use<> {
    let PhaseSettings { phase, targets, courses: counting } = settings;
    let id = format!("phase-{}", phase.code);
    let whole = |number: i32| numbers::whole(locale, u64::from(number.unsigned_abs()));
    let mut last = None;
    let rows = targets.into_iter().map(|one| {
        // of one day, the first is the one that was recorded last
        let holds = last.replace(one.from_on) != Some(one.from_on);
        let state = if holds { text!(locale, targets.holds) } else { text!(locale, targets.superseded) };
        view! {
            <tr role="row" class:muted=!holds>
                <th role="rowheader" scope="row" class="nowrap">{dates::long(locale, one.from_on)}</th>
                <td role="cell" class="num" data-label=text!(locale, targets.target)>{whole(one.target)}</td>
                <td role="cell" class="num" data-label=text!(locale, targets.baseline)>{whole(one.baseline)}</td>
                <td role="cell" data-label=text!(locale, targets.recorded)>
                    {dates::short(day_of(one.recorded_at))}", "{dates::time(one.recorded_at)}
                </td>
                <td role="cell">{state}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let title_of = |code: &str| {
        let course = courses.iter().find(|(known, _)| known == code);
        course.map_or_else(|| Name::from(code.to_owned()), |(_, title)| Name::of(locale, title))
    };
    let counted = counting.iter().map(|(code, from, to)| {
        let title = title_of(code);
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">
                    <span class="code">{code.clone()}</span>" "<span lang=title.lang>{title.words}</span>
                </th>
                <td role="cell">{dates::span(locale, *from, *to)}</td>
            </tr>
        }
    });
    let counted = counted.collect_view();
    let heading = Name::of(locale, &phase.name);
    let of_phase = |words: String| format!("{}: {words}", heading.words);
    let is_chosen = |action: &str| chosen.is_some_and(|(code, set)| *code == phase.code && set == action);
    let link = |action: &'static str, words: String| {
        let href = site::Targets.with(locale, [(PHASE, phase.code.clone()), (SET, action.to_owned())]);
        view! { <p class="no-print"><a class="btn" href=format!("{href}#set")>{words}</a></p> }.into_any()
    };
    let set_target = if is_chosen(SET_TARGET) {
        target_form(locale, &phase.code, form).into_any()
    } else {
        link(SET_TARGET, text!(locale, targets.set_target))
    };
    let set_counting = if is_chosen(SET_COUNTING) {
        counting_form(locale, &phase.code, courses, form).into_any()
    } else {
        link(SET_COUNTING, text!(locale, targets.set_counting))
    };
    let set_wording = if is_chosen(SET_WORDING) {
        phase_form::wording(locale, &phase.code, &phase.name, form).into_any()
    } else {
        link(SET_WORDING, text!(locale, targets.set_wording))
    };
    let head = |words: String| view! { <th role="columnheader" scope="col">{words}</th> };
    let number_head = |words: String| view! { <th role="columnheader" scope="col" class="num">{words}</th> };
    view! {
        <section class="panel stack stack--5" aria-labelledby=id.clone()>
            <div>
                <h2 id=id.clone() lang=heading.lang>{heading.words.clone()}</h2>
                <p class="muted">{dates::span(locale, phase.starts_on, phase.ends_on)}</p>
            </div>
            <div class="scroll" role="region" tabindex="0" aria-label=of_phase(text!(locale, targets.targets))>
                <table class="table table--stack" role="table">
                    <caption>{text!(locale, targets.targets)}</caption>
                    <thead role="rowgroup"><tr role="row">
                        {head(text!(locale, targets.from_on))}{number_head(text!(locale, targets.target))}
                        {number_head(text!(locale, targets.baseline))}{head(text!(locale, targets.recorded))}
                        {head(text!(locale, targets.state))}
                    </tr></thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
            {set_target}
            <div class="scroll" role="region" tabindex="0" aria-label=of_phase(text!(locale, targets.counting))>
                <table class="table table--stack" role="table">
                    <caption>{text!(locale, targets.counting)}</caption>
                    <thead role="rowgroup"><tr role="row">
                        {head(text!(locale, targets.course))}{head(text!(locale, targets.days))}
                    </tr></thead>
                    <tbody role="rowgroup">{counted}</tbody>
                </table>
            </div>
            {set_counting}
            {set_wording}
        </section>
    }
}

fn target_form(locale: Locale, phase: &str, form: &FormState) -> impl IntoView + use<> {
    let number = |name: &'static str, first: &str| {
        let (value, problem) = (form.value(name, first), form.problem(name));
        view! { <TextField locale name label=label(locale, name) value problem inputmode="numeric" autocomplete="off"/> }
    };
    view! {
        <form class="form" id="set" method="post" action=site::Targets.path(locale) novalidate>
                <h3>{text!(locale, targets.set_target)}</h3>
                <p class="small muted">{text!(locale, targets.set_target_more)}</p>
                <input type="hidden" name=PHASE value=phase.to_owned()/>
                <div class="cols">
                    <DayField locale name=FROM_ON label=label(locale, FROM_ON) value=form.value(FROM_ON, "")
                        problem=form.problem(FROM_ON)/>
                    {number(TARGET, "")}
                    {number(BASELINE, "0")}
                </div>
                {reason_field(locale, form)}
                <p><button class="btn btn--go" name=ACTION value=SET_TARGET>{text!(locale, targets.save)}</button></p>
        </form>
    }
}

fn counting_form(locale: Locale, phase: &str, courses: &Courses, form: &FormState) -> impl IntoView + use<> {
    let options: Vec<_> = std::iter::once((String::new(), text!(locale, targets.choose)))
        .chain(courses.iter().map(|(code, title)| (code.clone(), Name::of(locale, title).words)))
        .collect();
    let day = |name: &'static str| {
        let (value, problem) = (form.value(name, ""), form.problem(name));
        view! { <DayField locale name label=label(locale, name) value problem/> }
    };
    view! {
        <form class="form" id="set" method="post" action=site::Targets.path(locale) novalidate>
                <h3>{text!(locale, targets.set_counting)}</h3>
                <p class="small muted">{text!(locale, targets.set_counting_more)}</p>
                <input type="hidden" name=PHASE value=phase.to_owned()/>
                <SelectField locale name=COURSE label=label(locale, COURSE) options chosen=form.value(COURSE, "")
                    problem=form.problem(COURSE)/>
                <div class="cols">{day(FROM_ON)}{day(TO_ON)}</div>
                <TickField locale name=NO_LONGER label=text!(locale, targets.no_longer)
                    ticked=form.is_ticked(NO_LONGER, false) problem=None/>
                {reason_field(locale, form)}
                <p><button class="btn btn--go" name=ACTION value=SET_COUNTING>{text!(locale, targets.save)}</button></p>
        </form>
    }
}

fn reason_field(locale: Locale, form: &FormState) -> impl IntoView + use<> {
    view! {
        <TextField locale name=REASON label=label(locale, REASON) value=form.value(REASON, "")
            problem=form.problem(REASON) hint=text!(locale, targets.reason_hint) maxlength=500 autocomplete="off"/>
    }
}
