//! Page on which staff close a run.

use leptos::prelude::*;

use super::{closed, rows};
use crate::{
    attendance,
    attendance::pages::name_words,
    completion::{
        model::{Missing, Proposal, RunResult},
        outcome::Outcome,
        service::{self, Candidate, Closing},
        site, wording,
    },
    courses::{
        model::RunState,
        pages::staff::{RunTab, run_frame},
    },
    enrollments::State,
    ground::{AppError, Locale, address::Address},
    i18n::{dates, numbers, text},
    ui::{Empty, Icon, IconName, Notice, NoticeKind, Page, PageRequest, Section},
};

/// `GET /{l}/staff/runs/{run}/close`: what rule R5 proposes for everybody, and what staff decide. A later room says whether
/// a certificate was issued from the run, after which it is not opened again.
pub async fn close(mut request: PageRequest, address: site::Close, has_certificates: bool) -> Result<Page, AppError> {
    let locale = request.locale;
    let closing = service::closing(request.tx().await?, address.run.as_str()).await?;
    let details = &closing.grid.details;
    let title = format!("{}: {}", text!(locale, completion.close), details.run.code);
    let caller = request.reader.caller.clone();
    let content = match details.run.state {
        RunState::Cancelled => {
            view! { <Notice icon=IconName::Lock>{text!(locale, completion.is_cancelled)}</Notice> }.into_any()
        }
        RunState::Closed => closed::content(&request, &closing, has_certificates),
        RunState::Draft | RunState::Open if closing.people.is_empty() => {
            let (title, more) = (text!(locale, completion.nobody), text!(locale, completion.nobody_more));
            view! { <Empty><h2 class="h3">{title}</h2><p>{more}</p></Empty> }.into_any()
        }
        RunState::Draft | RunState::Open => open(&request, &closing).into_any(),
    };
    let notices = notices(&request, &closing);
    let content = view! { {notices}{content} };
    let main = run_frame(locale, &caller, details, RunTab::Close, content);
    Ok(Page::new(title, Section::Runs, main).staff())
}

/// Outcome of the form before, and what is wrong with the present one.
fn notices(request: &PageRequest, closing: &Closing) -> impl IntoView + use<> {
    let locale = request.locale;
    let outcome = request.outcome().and_then(|outcome| match outcome {
        Outcome::Reopened => Some((text!(locale, completion.reopened), text!(locale, completion.reopened_more))),
        Outcome::Corrected => Some((text!(locale, completion.corrected), text!(locale, completion.corrected_more))),
        // the page of a closed run says so by itself
        Outcome::Closed | Outcome::Saved | Outcome::Unchanged => None,
    });
    let outcome = outcome.map(|(title, more)| view! { <Notice kind=NoticeKind::Ok title=Some(title)>{more}</Notice> });
    let fields = closing.people.iter().flat_map(|one| {
        let (outcome, reason) = rows::fields(one);
        let name = name_words(locale, &one.person.name);
        [
            (outcome, text!(locale, completion.outcome_of, name = name.clone())),
            (reason, text!(locale, completion.why_otherwise_of, name = name)),
        ]
    });
    let mut labels: Vec<(String, String)> = fields.filter(|(name, _)| request.form.problem(name).is_some()).collect();
    labels.push(("reason".to_owned(), text!(locale, completion.reopen_why)));
    view! { {outcome}{request.form.summary(locale, &labels)} }
}

/// Form that closes an open run.
fn open(request: &PageRequest, closing: &Closing) -> impl IntoView + use<> {
    let locale = request.locale;
    let people: Vec<&Candidate> = closing.people.iter().filter(|one| one.person.state == State::Confirmed).collect();
    let (look, others): (Vec<&Candidate>, Vec<&Candidate>) = people.iter().partition(|one| rows::needs_look(one));
    let has_problem = |one: &&Candidate| {
        let (outcome, reason) = rows::fields(one);
        request.form.problem(&outcome).or(request.form.problem(&reason)).is_some()
    };
    let is_others_open = look.is_empty() || others.iter().any(has_problem);
    let first = (!look.is_empty()).then(|| {
        let title = text!(locale, completion.look, count = look.len());
        view! { <h2 class="h3">{title}</h2>{rows::table(locale, &request.form, closing, &look)} }
    });
    let rest = (!others.is_empty()).then(|| {
        let words = text!(locale, completion.others, count = others.len());
        view! {
            <details open=is_others_open>
                <summary>{words}<Icon name=IconName::Chevron/></summary>
                {rows::table(locale, &request.form, closing, &others)}
            </details>
        }
    });
    let address = site::Close::of(&closing.grid.details.run.code).path(locale);
    let undecided = count(&people, None);
    let how = (undecided > 0).then(|| {
        view! {
            <p class="small with-icon" id="undecided">
                <Icon name=IconName::Alert/><span>{text!(locale, completion.undecided_how)}</span>
            </p>
        }
    });
    let described = how.as_ref().map(|_| "undecided");
    view! {
        <div class="split split--late">
            {rule(locale, closing, &people)}
            <form class="stack" method="post" action=address novalidate>
                {missing(locale, closing, &people)}
                {not_over(request, closing)}
                {first}
                {rest}
                <div class="bulk">
                    <p class="small">{counts(locale, &people)}</p>
                    {how}
                    <button class="btn btn--go" name="action" value="close" aria-describedby=described>
                        {text!(locale, completion.close_button)}
                    </button>
                </div>
            </form>
        </div>
    }
}

/// Number of people for whom this is proposed; `None`: for whom nothing can be.
fn count(people: &[&Candidate], result: Option<RunResult>) -> usize {
    people.iter().filter(|one| one.proposal.result() == result).count()
}

fn counts(locale: Locale, people: &[&Candidate]) -> String {
    let [completed, not_completed, no_show, undecided] =
        [Some(RunResult::Completed), Some(RunResult::NotCompleted), Some(RunResult::NoShow), None]
            .map(|result| count(people, result));
    text!(
        locale,
        completion.counts,
        completed = completed,
        not_completed = not_completed,
        no_show = no_show,
        undecided = undecided
    )
}

/// Rule of the course, in numbers of this run.
fn rule(locale: Locale, closing: &Closing, people: &[&Candidate]) -> impl IntoView + use<> {
    let rule = closing.rule;
    let all = people.first().map_or(0, |one| one.hours.all);
    let share = numbers::share(locale, rule.min_attendance, 100);
    let hours = match all {
        0 => format!("{}.", text!(locale, completion.why_no_meetings)),
        all => text!(locale, completion.rule_hours, needed = rule.hours_needed(all), all = all, share = share),
    };
    let score = rule.pass_mark.map(|mark| text!(locale, completion.rule_score, mark = mark));
    let facts = [Some(RunResult::Completed), Some(RunResult::NotCompleted), Some(RunResult::NoShow), None]
        .map(|result| {
            let words = match result {
                Some(result) => wording::result(locale, result),
                None => text!(locale, completion.undecided),
            };
            view! { <div><dt>{words}</dt><dd>{count(people, result)}</dd></div> }
        })
        .collect_view();
    view! {
        <aside class="panel stack" aria-labelledby="rule">
            <h2 id="rule" class="h3">{text!(locale, completion.rule)}</h2>
            <p class="small">{hours}" "{score}" "{text!(locale, completion.rule_no_show)}</p>
            <p class="small muted">{text!(locale, completion.rule_staff)}</p>
            <dl class="facts facts--tight">{facts}</dl>
        </aside>
    }
}

/// Facts that are missing, each with the page where it is entered.
fn missing(locale: Locale, closing: &Closing, people: &[&Candidate]) -> impl IntoView + use<> {
    let run = &closing.grid.details.run.code;
    let lacking: Vec<(&Candidate, Missing)> = people
        .iter()
        .filter_map(|one| match one.proposal {
            Proposal::Undecided(missing) => Some((*one, missing)),
            Proposal::Decided(..) => None,
        })
        .collect();
    if lacking.is_empty() {
        return view! { <Notice kind=NoticeKind::Ok>{text!(locale, completion.nothing_missing)}</Notice> }.into_any();
    }
    let lines = lacking
        .iter()
        .map(|(one, _)| {
            let (outcome, _) = rows::fields(one);
            let why = wording::why(locale, one.proposal, closing.rule, one.hours, one.score);
            let name = name_words(locale, &one.person.name);
            view! { <li><a href=format!("#{outcome}")>{name}</a>": "{why}</li> }
        })
        .collect_view();
    let lacks = |kind: Missing| lacking.iter().any(|(_, missing)| *missing == kind);
    let marks = (lacks(Missing::Marks) || lacks(Missing::Meetings)).then(|| {
        let href = attendance::site::Attendance::of(run).path(locale);
        view! { <a class="btn" href=href>{text!(locale, completion.enter_marks)}</a> }
    });
    let scores = lacks(Missing::Score).then(|| {
        let href = site::Results::of(run).path(locale);
        view! { <a class="btn" href=href>{text!(locale, completion.enter_scores)}</a> }
    });
    view! {
        <div class="notice notice--warn">
            <Icon name=IconName::Alert/>
            <div>
                <p><strong>{text!(locale, completion.missing_title)}</strong></p>
                <ul>{lines}</ul>
                <p class="row">{marks}" "{scores}</p>
            </div>
        </div>
    }
    .into_any()
}

/// Warning about a run that is closed before its last day.
fn not_over(request: &PageRequest, closing: &Closing) -> Option<impl IntoView + use<>> {
    let (locale, ends_on) = (request.locale, closing.grid.details.run.ends_on);
    (request.today() <= ends_on).then(|| {
        let day = dates::long(locale, ends_on);
        view! { <Notice>{text!(locale, completion.not_over, day = day)}</Notice> }
    })
}
