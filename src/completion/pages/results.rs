//! Page of final scores.

use leptos::prelude::*;

use super::{file, hours_bar};
use crate::{
    attendance::{pages::name_words, service::Attendee},
    completion::{
        model::Rule,
        outcome::Outcome,
        service::{self, Scores},
        site,
    },
    courses::pages::staff::{RunTab, run_frame},
    ground::{AppError, Locale, address::Address, error::Clash},
    i18n::text,
    ui::{
        Empty, FormFields, FormFile, FormState, Icon, IconName, Notice, NoticeKind, Page, PageRequest, Section,
        field::problem_words,
    },
};

/// `GET /{l}/staff/runs/{run}/results`: final scores of everybody in the run.
pub async fn results(mut request: PageRequest, address: site::Results) -> Result<Page, AppError> {
    let locale = request.locale;
    if let Some(file) = request.form.fields().and_then(FormFields::file).cloned() {
        return preview(request, address, file).await;
    }
    let scores = service::scores(request.tx().await?, address.run.as_str()).await?;
    let details = &scores.grid.details;
    let title = format!("{}: {}", text!(locale, completion.results), details.run.code);
    let caller = request.reader.caller.clone();
    let content = if scores.grid.people.is_empty() {
        let (title, more) = (text!(locale, completion.nobody), text!(locale, completion.nobody_more));
        view! { <Empty><h2 class="h3">{title}</h2><p>{more}</p></Empty> }.into_any()
    } else {
        form(locale, &request.form, &scores).into_any()
    };
    let is_open = scores.refusal().is_none() && !scores.grid.people.is_empty();
    let from_file = is_open.then(|| {
        let problem = request.form.problem("file").map(|_| text!(locale, completion.file_missing));
        file::form(locale, &details.run.code, scores.grid.team.is_staff(), problem)
    });
    let content = view! { {notices(&request, &scores)}{from_file}{content} };
    let main = run_frame(locale, &caller, details, RunTab::Results, content);
    Ok(Page::new(title, Section::Runs, main).staff())
}

/// Page in place of the scores, once a file was sent. Nothing is saved yet.
async fn preview(mut request: PageRequest, address: site::Results, file: FormFile) -> Result<Page, AppError> {
    let locale = request.locale;
    // whoever may not see the run has nothing read for them
    service::scores(request.tx().await?, address.run.as_str()).await?.permit()?;
    let read = service::read_file(file.bytes).await?;
    let named = service::named(request.tx().await?, address.run.as_str()).await?;
    let details = &named.scores.grid.details;
    let (status, content) = file::preview(locale, &named, &file.name, read.map(|rows| named.compare(&rows)));
    let title = format!("{}: {}", text!(locale, completion.preview), details.run.code);
    let main = run_frame(locale, &request.reader.caller, details, RunTab::Results, content);
    Ok(Page::new(title, Section::Runs, main).status(status).staff())
}

fn notices(request: &PageRequest, scores: &Scores) -> impl IntoView + use<> {
    let locale = request.locale;
    let saved = request.counted_outcomes::<Outcome>().into_iter().next().map(|(_, count)| {
        let title = text!(locale, completion.saved, count = count);
        view! { <Notice kind=NoticeKind::Ok title=Some(title)>{text!(locale, completion.saved_more)}</Notice> }
    });
    let unchanged = (request.outcome() == Some(Outcome::Unchanged)).then(|| {
        view! {
            <Notice title=Some(text!(locale, completion.unchanged))>{text!(locale, completion.unchanged_more)}</Notice>
        }
    });
    let closed = scores.refusal().map(|refusal| match refusal {
        AppError::Conflict(Clash::NoAssessment) => {
            let title = text!(locale, completion.no_assessment);
            view! { <Notice title=Some(title)>{text!(locale, completion.no_assessment_more)}</Notice> }.into_any()
        }
        AppError::Conflict(Clash::RunIsCancelled) => {
            view! { <Notice icon=IconName::Lock>{text!(locale, completion.is_cancelled)}</Notice> }.into_any()
        }
        _ => view! { <Notice icon=IconName::Lock>{text!(locale, completion.is_closed)}</Notice> }.into_any(),
    });
    let fields = scores.grid.people.iter().map(|one| (field(one), label(locale, one)));
    let file = ("file".to_owned(), text!(locale, completion.file));
    let labels: Vec<(String, String)> =
        fields.chain([file]).filter(|(name, _)| request.form.problem(name).is_some()).collect();
    view! { {saved}{unchanged}{request.form.summary(locale, &labels)}{closed} }
}

fn field(person: &Attendee) -> String {
    format!("score.{}", person.enrollment)
}

fn label(locale: Locale, person: &Attendee) -> String {
    text!(locale, completion.score_of, name = name_words(locale, &person.name))
}

fn form(locale: Locale, typed: &FormState, scores: &Scores) -> impl IntoView + use<> {
    let details = &scores.grid.details;
    let is_open = scores.refusal().is_none();
    let rows = scores.grid.people.iter().map(|one| row(locale, typed, scores, one)).collect_view();
    let pass_mark = details.course.pass_mark.map(|mark| {
        let words = text!(locale, completion.pass_mark, mark = mark);
        view! { <p class="small muted">{words}" "{text!(locale, completion.score_hint)}</p> }
    });
    let missing = scores.grid.people.len() - scores.by_person.len().min(scores.grid.people.len());
    let bar = is_open.then(|| {
        let missing = match missing {
            0 => text!(locale, completion.all_scores),
            count => text!(locale, completion.scores_missing, count = count),
        };
        view! {
            <div class="bulk">
                <p><strong>{missing}</strong></p>
                <button class="btn btn--go">{text!(locale, completion.save)}</button>
            </div>
        }
    });
    let address = site::Results::of(&details.run.code).path(locale);
    view! {
        {pass_mark}
        <form method="post" class="stack" action=address novalidate>
            <table class="table table--stack" role="table">
                <caption class="vh">{text!(locale, completion.results)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{text!(locale, completion.person)}</th>
                        <th role="columnheader" scope="col">{text!(locale, completion.hours)}</th>
                        <th role="columnheader" scope="col">{text!(locale, completion.score)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            {bar}
        </form>
    }
}

fn row(locale: Locale, typed: &FormState, scores: &Scores, person: &Attendee) -> impl IntoView + use<> {
    let details = &scores.grid.details;
    let hours = person.tally(&details.meetings);
    let rule = Rule::of(&details.course);
    let is_short = hours.attended + hours.unmarked() < rule.hours_needed(hours.all);
    let known = scores.by_person.get(&person.enrollment).map(i32::to_string);
    let score = if scores.refusal().is_none() {
        let (name, was) = (field(person), format!("was.{}", person.enrollment));
        let known = known.unwrap_or_default();
        let (value, shown) = (typed.value(&name, &known), typed.value(&was, &known));
        let problem = typed.problem(&name).map(|problem| {
            let id = format!("{name}-error");
            let words = problem_words(locale, problem);
            view! { <p class="err" id=id><Icon name=IconName::Alert/><span>{words}</span></p> }
        });
        let described = problem.as_ref().map(|_| format!("{name}-error"));
        let class = if problem.is_some() { "field field--bad" } else { "field" };
        let invalid = problem.as_ref().map(|_| "true");
        view! {
            <div class=class>
                <label class="vh" for=name.clone()>{label(locale, person)}</label>
                {problem}
                <input class="input input--s" id=name.clone() name=name value=value inputmode="numeric" maxlength="3"
                    autocomplete="off" aria-invalid=invalid aria-describedby=described/>
                <input type="hidden" name=was value=shown/>
            </div>
        }
        .into_any()
    } else {
        known.unwrap_or_else(|| "–".to_owned()).into_any()
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{name_words(locale, &person.name)}</th>
            <td role="cell" data-label=text!(locale, completion.hours)>{hours_bar(locale, hours, is_short)}</td>
            <td role="cell" data-label=text!(locale, completion.score)>{score}</td>
        </tr>
    }
}
