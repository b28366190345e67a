//! Table in which a run is closed: what the rule proposes, and what staff decide.

use leptos::prelude::*;

use super::hours_bar;
use crate::{
    attendance::pages::name_words,
    completion::{
        model::{MOST_REASON, RunResult},
        service::{Candidate, Closing},
        wording,
    },
    enrollments::State,
    ground::{Locale, Problem},
    i18n::text,
    ui::{Badge, FormState, Icon, IconName, field::problem_words},
};

/// Table of these people; of a run that is closed, their results in place of a choice.
pub(super) fn table(locale: Locale, typed: &FormState, closing: &Closing, people: &[&Candidate]) -> AnyView {
    let rows = people.iter().map(|one| row(locale, typed, closing, one)).collect_view();
    view! {
        <table class="table table--stack table--close" role="table">
            <caption class="vh">{text!(locale, completion.table)}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{text!(locale, completion.person)}</th>
                    <th role="columnheader" scope="col">{text!(locale, completion.hours)}</th>
                    <th role="columnheader" scope="col" class="num">{text!(locale, completion.score)}</th>
                    <th role="columnheader" scope="col">{text!(locale, completion.proposal)}</th>
                    <th role="columnheader" scope="col">{text!(locale, completion.outcome)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Names of the two fields of a person.
pub(super) fn fields(one: &Candidate) -> (String, String) {
    (format!("outcome.{}", one.person.enrollment), format!("reason.{}", one.person.enrollment))
}

fn row(locale: Locale, typed: &FormState, closing: &Closing, one: &Candidate) -> impl IntoView + use<> {
    let (rule, hours) = (closing.rule, one.hours);
    let is_short = hours.attended + hours.unmarked() < rule.hours_needed(hours.all);
    let (kind, icon, words) = wording::badge(locale, one.proposal);
    let why = wording::why(locale, one.proposal, rule, hours, one.score);
    let score = one.score.map_or_else(|| "–".to_owned(), |score| score.to_string());
    let (outcome, is_other) = match RunResult::of_state(one.person.state) {
        Some(result) => {
            let is_other = one.proposal.result() != Some(result);
            (wording::result(locale, result).into_any(), is_other)
        }
        None => choice(locale, typed, one),
    };
    view! {
        <tr role="row" class=is_other.then_some("over")>
            <th role="rowheader" scope="row">{name_words(locale, &one.person.name)}</th>
            <td role="cell" data-label=text!(locale, completion.hours)>{hours_bar(locale, hours, is_short)}</td>
            <td role="cell" class="num" data-label=text!(locale, completion.score)>{score}</td>
            <td role="cell" data-label=text!(locale, completion.proposal)>
                <Badge kind icon words/><p class="small muted">{why}</p>
            </td>
            <td role="cell" class="e-out" data-label=text!(locale, completion.outcome)>{outcome}</td>
        </tr>
    }
}

/// Choice of the result, the proposed one being chosen, and the reason where it is another; with whether it is.
fn choice(locale: Locale, typed: &FormState, one: &Candidate) -> (AnyView, bool) {
    let (outcome, reason) = fields(one);
    let name = name_words(locale, &one.person.name);
    let proposed = one.proposal.result().map_or("", RunResult::as_str);
    let chosen = typed.value(&outcome, proposed);
    let empty = one.proposal.result().is_none().then(|| (String::new(), text!(locale, completion.no_data)));
    let results = RunResult::ALL.iter().map(|result| (result.as_str().to_owned(), wording::result(locale, *result)));
    let options = empty
        .into_iter()
        .chain(results)
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    let (problem, why_problem) = (typed.problem(&outcome), typed.problem(&reason));
    let written = typed.value(&reason, "");
    let is_other = chosen != proposed;
    let is_reason_open = is_other || why_problem.is_some() || !written.is_empty();
    let invalid = problem.map(|_| "true");
    let described = problem.map(|_| format!("{outcome}-error"));
    // without a script the field is there for everybody: it may be needed for any
    let field = view! {
        <details class="over__why" open=is_reason_open>
            <summary>{text!(locale, completion.why_otherwise)}<Icon name=IconName::Chevron/></summary>
            <label class="vh" for=reason.clone()>
                {text!(locale, completion.why_otherwise_of, name = name.clone())}
            </label>
            {why_problem.map(|problem| error(locale, &reason, problem))}
            <textarea class="input" id=reason.clone() name=reason.clone() rows="2" maxlength=MOST_REASON
                aria-invalid=why_problem.map(|_| "true")
                aria-describedby=why_problem.map(|_| format!("{reason}-error"))>{written}</textarea>
        </details>
    };
    let cell = view! {
        <label class="vh" for=outcome.clone()>{text!(locale, completion.outcome_of, name = name)}</label>
        {problem.map(|problem| error(locale, &outcome, problem))}
        <select class="input" id=outcome.clone() name=outcome aria-invalid=invalid aria-describedby=described>
            {options}
        </select>
        {field}
    };
    (cell.into_any(), is_other)
}

fn error(locale: Locale, name: &str, problem: Problem) -> impl IntoView + use<> {
    let id = format!("{name}-error");
    view! { <p class="err" id=id><Icon name=IconName::Alert/><span>{problem_words(locale, problem)}</span></p> }
}

/// Tells whether somebody needs a look before the run is closed: they have not completed it by the rule.
pub(super) fn needs_look(one: &Candidate) -> bool {
    one.proposal.result() != Some(RunResult::Completed)
        || one.person.state != State::Confirmed && one.person.state != State::Completed
}
