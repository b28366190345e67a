//! Page of a run that is closed: its results, opening it again, and correcting one result.

use leptos::prelude::*;

use super::rows;
use crate::{
    attendance::pages::name_words,
    certificates,
    completion::{
        model::MOST_REASON,
        model::RunResult,
        service::{Candidate, Closing},
        site, wording,
    },
    enrollments::State,
    ground::{Locale, address::Address, clock},
    i18n::{dates, text},
    ui::{FormState, Icon, IconName, Notice, PageRequest, TextField, field::problem_words},
};

pub(super) fn content(request: &PageRequest, closing: &Closing, has_certificates: bool) -> AnyView {
    let locale = request.locale;
    let people: Vec<&Candidate> = closing.people.iter().collect();
    let address = site::Close::of(&closing.grid.details.run.code).path(locale);
    let reopening = if has_certificates {
        view! { <Notice icon=IconName::Lock>{text!(locale, completion.not_reopened)}</Notice> }.into_any()
    } else {
        reopening(locale, &request.form, address.clone()).into_any()
    };
    let table = (!people.is_empty()).then(|| rows::table(locale, &request.form, closing, &people));
    view! {
        {summary(locale, closing)}
        {table}
        {correction(locale, &request.form, &people, &address)}
        {reopening}
    }
    .into_any()
}

/// Message that the run is closed, with the numbers, and the way to its certificates.
fn summary(locale: Locale, closing: &Closing) -> impl IntoView + use<> {
    let title = match closing.closed_at {
        Some(at) => {
            let moment = format!("{}, {}", dates::long(locale, clock::day_of(at)), dates::time(at));
            text!(locale, completion.closed_on, moment = moment)
        }
        None => text!(locale, completion.closed),
    };
    let [completed, not_completed, no_show] =
        [State::Completed, State::NotCompleted, State::NoShow].map(|state| closing.count(state));
    let counts = text!(
        locale,
        completion.closed_counts,
        completed = completed,
        not_completed = not_completed,
        no_show = no_show
    );
    let issue = (completed > 0).then(|| {
        let href = certificates::site::Issue::of(&closing.grid.details.run.code).path(locale);
        view! { <p class="row"><a class="btn btn--go" href=href>{text!(locale, completion.issue)}</a></p> }
    });
    view! {
        <div class="notice notice--ok" role="status">
            <Icon name=IconName::CheckCircle/>
            <div><p><strong>{title}</strong>" "{counts}</p>{issue}</div>
        </div>
    }
}

fn reopening(locale: Locale, typed: &FormState, address: String) -> impl IntoView + use<> {
    let (value, problem) = (typed.value("reason", ""), typed.problem("reason"));
    view! {
        <form class="panel stack" method="post" action=address novalidate>
            <h2 class="h3">{text!(locale, completion.reopen)}</h2>
            <p class="small muted">{text!(locale, completion.reopen_more)}</p>
            <TextField locale name="reason" label=text!(locale, completion.reopen_why) value problem/>
            <p><button class="btn" name="action" value="reopen">{text!(locale, completion.reopen_button)}</button></p>
        </form>
    }
}

/// Forms that let one person have completed the run after all; nothing where everybody has.
fn correction(
    locale: Locale,
    typed: &FormState,
    people: &[&Candidate],
    address: &str,
) -> Option<impl IntoView + use<>> {
    let others: Vec<&&Candidate> =
        people.iter().filter(|one| matches!(one.person.state, State::NotCompleted | State::NoShow)).collect();
    if others.is_empty() {
        return None;
    }
    let forms = others.into_iter().map(|one| one_correction(locale, typed, one, address)).collect_view();
    Some(view! {
        <section class="panel stack" aria-labelledby="correct">
            <h2 class="h3" id="correct">{text!(locale, completion.correct)}</h2>
            <p class="small muted">{text!(locale, completion.correct_more)}</p>
            {forms}
        </section>
    })
}

fn one_correction(locale: Locale, typed: &FormState, one: &Candidate, address: &str) -> impl IntoView + use<> {
    let (_, reason) = rows::fields(one);
    let name = name_words(locale, &one.person.name);
    let result = RunResult::of_state(one.person.state).map(|result| wording::result(locale, result));
    let (written, problem) = (typed.value(&reason, ""), typed.problem(&reason));
    let error = problem.map(|problem| {
        let id = format!("{reason}-error");
        view! { <p class="err" id=id><Icon name=IconName::Alert/><span>{problem_words(locale, problem)}</span></p> }
    });
    let class = if problem.is_some() { "field field--bad" } else { "field" };
    view! {
        <details open=problem.is_some()>
            <summary>{name.clone()}": "{result}<Icon name=IconName::Chevron/></summary>
            <form class="stack" method="post" action=address.to_owned() novalidate>
                <input type="hidden" name="enrollment" value=one.person.enrollment.to_string()/>
                <div class=class>
                    <label for=reason.clone()>{text!(locale, completion.why_otherwise_of, name = name)}</label>
                    {error}
                    <textarea class="input" id=reason.clone() name=reason.clone() rows="2" maxlength=MOST_REASON
                        aria-invalid=problem.map(|_| "true")
                        aria-describedby=problem.map(|_| format!("{reason}-error"))>{written}</textarea>
                </div>
                <p><button class="btn" name="action" value="correct">
                    {text!(locale, completion.correct_button)}
                </button></p>
            </form>
        </details>
    }
}
