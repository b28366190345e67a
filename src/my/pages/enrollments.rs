//! Enrollments, each with its state in words: what it means, and what can be undone.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use crate::{
    courses,
    enrollments::{
        self, State,
        model::{Step, StepReason},
        service::OwnEnrollment,
    },
    ground::{Locale, address::Address, clock},
    i18n::{dates, text},
    my::{
        model::{STEPS, steps_behind},
        service::Enrolled,
        wording::{self, Title},
    },
    ui::{Badge, Empty, Icon, IconName, Trail, WriteToOr},
};

/// Enrollments without the offers that can still be accepted: those are above, among the next steps. An offer whose
/// time is over is shown as over, also while it has not been passed on yet.
pub(super) fn enrollment_list(locale: Locale, enrollments: Vec<Enrolled>, now: DateTime<Utc>) -> Option<AnyView> {
    let is_none = enrollments.is_empty();
    let mut here = enrollments;
    here.retain(|enrolled| !enrolled.own.is_offer_open(now));
    for Enrolled { own, .. } in &mut here {
        own.state = own.state_at(now);
    }
    (is_none || !here.is_empty()).then(|| section(locale, &here, clock::day_of(now)))
}

fn section(locale: Locale, enrollments: &[Enrolled], today: NaiveDate) -> AnyView {
    let list = if enrollments.is_empty() {
        view! {
            <Empty>
                <h3>{text!(locale, my.no_enrollments)}</h3>
                <p>{text!(locale, my.no_enrollments_more)}</p>
                <a class="btn btn--go" href=courses::site::Catalogue.path(locale)>{text!(locale, my.to_courses)}</a>
            </Empty>
        }
        .into_any()
    } else {
        let cards = enrollments.iter().map(|enrolled| card(locale, enrolled, today)).collect_view();
        view! { <div class="grid-2">{cards}</div> }.into_any()
    };
    view! {
        <section class="stack" aria-labelledby="enrollments">
            <h2 id="enrollments">{text!(locale, my.enrollments)}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn card(locale: Locale, enrolled: &Enrolled, today: NaiveDate) -> impl IntoView + use<> {
    let Enrolled { own, steps, has_certificate } = enrolled;
    let Title { words, lang } = Title::of(locale, &own.title);
    let (kind, icon, state) = wording::badge(locale, own);
    view! {
        <article class="panel card">
            <div class="card__top">
                <div>
                    <p><Badge kind icon words=state/></p>
                    <h3 lang=lang><a href=enrollments::site::RunPage::of(&own.code).path(locale)>{words}</a></h3>
                    <p class="small muted">{wording::about_run(locale, own)}</p>
                </div>
            </div>
            {trail(locale, own.state, *has_certificate)}
            {meaning(locale, own, *has_certificate, today)}
            {attempts(locale, own, today)}
            {history(locale, steps)}
        </article>
    }
}

/// Progress on the way to a certificate; nothing where the way has ended without one.
fn trail(locale: Locale, state: State, has_certificate: bool) -> Option<AnyView> {
    let done = steps_behind(state, has_certificate)?;
    let name = match done {
        0 | 1 => text!(locale, my.step_place),
        2 => text!(locale, my.step_meetings),
        3 => text!(locale, my.step_certificate),
        _ => return Some(view! { <Trail done of=STEPS>{text!(locale, my.all_steps)}</Trail> }.into_any()),
    };
    let step = text!(locale, my.step, step = done + 1, of = STEPS);
    Some(view! { <Trail done of=STEPS><strong>{step}</strong>" "{name}</Trail> }.into_any())
}

/// Meaning of the state for its person, and the time until which a thing can be undone.
fn meaning(locale: Locale, own: &OwnEnrollment, has_certificate: bool, today: NaiveDate) -> AnyView {
    let day = |day| dates::long(locale, day);
    let is_ahead = today < own.starts_on;
    let until =
        (own.can_withdraw(today) && is_ahead).then(|| text!(locale, my.withdraw_until, day = day(wording::eve(own))));
    let words = match own.state {
        State::Applied => {
            let applied = text!(locale, my.applied_more, day = day(clock::day_of(own.applied_at)));
            let by = own.decides_on.map(|by| text!(locale, my.answer_until, day = day(by)));
            view! { {applied}" "{by}" "{until} }.into_any()
        }
        State::Confirmed => {
            let (what, when) = wording::beginning(locale, own, today);
            let under_way = until.is_none().then(|| {
                view! { <WriteToOr words=text!(locale, my.under_way) without=text!(locale, errors.run_has_begun)/> }
            });
            view! { <strong>{what}</strong>" "{when}"."<br/>{until}{under_way} }.into_any()
        }
        State::Waitlisted => {
            let time = text!(locale, ui.hours, count = own.offer_hours.unsigned_abs());
            text!(locale, my.waits_more, time = time).into_any()
        }
        // an open offer is shown above
        State::Offered | State::Expired => text!(locale, my.expired_more).into_any(),
        State::Declined => {
            // a reason is shown where a person wrote one
            let why = match &own.last_reason {
                StepReason::Staff(note) if !note.is_empty() => Some(text!(locale, my.reason, reason = note.clone())),
                _ => None,
            };
            view! { {text!(locale, my.declined_more)}" "{why} }.into_any()
        }
        State::Withdrawn if own.is_run_cancelled() => text!(locale, my.run_cancelled_more).into_any(),
        State::Withdrawn => text!(locale, my.withdrawn_more).into_any(),
        State::Completed if has_certificate => text!(locale, my.completed_more).into_any(),
        State::Completed => text!(locale, my.certificate_comes).into_any(),
        State::NotCompleted => text!(locale, my.not_completed_more).into_any(),
        State::NoShow => {
            let (words, without) = (text!(locale, my.no_show_write), text!(locale, my.no_show_tell));
            view! { {text!(locale, my.no_show_more)}" "<WriteToOr words without/> }.into_any()
        }
    };
    view! { <p class="small">{words}</p> }.into_any()
}

/// Links and buttons for the actions that are possible from here.
fn attempts(locale: Locale, own: &OwnEnrollment, today: NaiveDate) -> impl IntoView + use<> {
    let is_coming = own.state == State::Confirmed && today <= own.ends_on;
    let calendar = is_coming.then(|| {
        view! {
            <a class="more small" href=courses::site::CalendarFile::in_language(&own.code, locale)>
                <Icon name=IconName::Calendar/>{text!(locale, ui.to_calendar)}
            </a>
        }
    });
    let withdraw = own.can_withdraw(today).then(|| {
        let words = match own.state {
            State::Waitlisted => text!(locale, ui.leave_list),
            State::Applied => text!(locale, ui.withdraw_application),
            _ => text!(locale, my.refuse),
        };
        let address = enrollments::site::Withdraw::of(&own.code).path(locale);
        view! { <a class="more small" href=address>{words}</a> }
    });
    let is_over = !own.state.is_open() && own.state != State::Completed;
    let other_runs = is_over.then(|| {
        let address = courses::site::CoursePage::of(&own.course_code).path(locale);
        view! { <a class="more small" href=address>{text!(locale, my.other_runs)}</a> }
    });
    let is_any = calendar.is_some() || withdraw.is_some() || other_runs.is_some();
    is_any.then(|| view! { <p class="row">{calendar}{withdraw}{other_runs}</p> })
}

/// Steps that were taken, each with its time.
fn history(locale: Locale, steps: &[Step]) -> impl IntoView + use<> {
    let lines = steps
        .iter()
        .map(|step| {
            let day = dates::long(locale, clock::day_of(step.taken_at));
            let words = wording::step(locale, step.to);
            let time = dates::time(step.taken_at);
            view! { <li>{format!("{day}, {time}: {words}")}</li> }
        })
        .collect_view();
    view! {
        <details class="small">
            <summary>{text!(locale, my.history)}<Icon name=IconName::Chevron/></summary>
            <ol class="stack stack--2">{lines}</ol>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, TimeDelta};

    use super::*;
    use crate::{
        courses::model::{Admission, Format, RunState},
        enrollments::model::Reason,
        ground::{
            Localized,
            ids::{EnrollmentId, RunId},
        },
        testing::{now, registry::day},
    };

    /// Enrollment in this state, in a run that begins in three weeks.
    fn enrolled(state: State) -> Enrolled {
        let own = OwnEnrollment {
            id: EnrollmentId(uuid::Uuid::nil()),
            run: RunId(uuid::Uuid::nil()),
            code: "NRC-01-2611".to_owned(),
            course_code: "NRC-01".to_owned(),
            title: Localized { ru: "Основы".to_owned(), ..Localized::default() },
            academic_hours: 36,
            format: Format::Online,
            venue: Localized::default(),
            language: Some(Locale::Kk),
            starts_on: day("2026-11-02"),
            ends_on: day("2026-11-13"),
            run_state: RunState::Open,
            admission: Admission::FirstCome,
            decides_on: Some(day("2026-10-20")),
            offer_hours: 72,
            first_meeting: None,
            state,
            since: now(),
            applied_at: now(),
            last_reason: StepReason::Staff("for a test".to_owned()),
            queue_position: (state == State::Waitlisted).then_some((3, 7)),
            waiting_number: None,
            offer_ends_at: (state == State::Offered).then(|| now() + TimeDelta::hours(5)),
            recorded_at: now(),
        };
        let step = |to| Step::noted(to, now(), "");
        Enrolled { own, steps: vec![step(State::Applied), step(state)], has_certificate: state == State::Completed }
    }

    fn html(locale: Locale, enrolled: Enrolled, at: DateTime<Utc>) -> String {
        enrollment_list(locale, vec![enrolled], at).map(RenderHtml::to_html).unwrap_or_default()
    }

    #[test]
    fn every_state_is_told_with_what_it_means_and_what_can_be_done() {
        for locale in Locale::ALL {
            for state in State::ALL.iter().copied().filter(|state| *state != State::Offered) {
                let html = html(locale, enrolled(state), now());
                let words = wording::badge(locale, &enrolled(state).own).2;
                assert!(html.contains(&words), "{words} in {html}");
                let withdraw = enrollments::site::Withdraw::of("NRC-01-2611").path(locale);
                assert_eq!(html.contains(&withdraw), state.is_open(), "{state:?}");
                let other_runs = format!("{}\"", courses::site::CoursePage::of("NRC-01").path(locale));
                let is_over = !state.is_open() && state != State::Completed;
                assert_eq!(html.contains(&other_runs), is_over, "{state:?}");
                assert_eq!(html.contains("/runs/NRC-01-2611.ics"), state == State::Confirmed, "{state:?}");
                assert_eq!(html.contains("for a test"), state == State::Declined, "{state:?}");
                assert_eq!(html.matches("<li>").count(), 2, "{state:?}");
            }
        }
        assert!(html(Locale::En, enrolled(State::Waitlisted), now()).contains("3 of 7"));
        assert!(html(Locale::En, enrolled(State::Waitlisted), now()).contains(r#"lang="ru""#));
    }

    #[test]
    fn an_open_offer_stands_above_and_one_that_is_over_here() {
        assert_eq!(html(Locale::Ru, enrolled(State::Offered), now()), "");
        assert!(html(Locale::Ru, enrolled(State::Offered), now() + TimeDelta::hours(5)).contains("<article"));
    }

    #[test]
    fn an_offer_whose_time_is_over_is_told_as_over_before_anybody_has_passed_it_on() {
        for locale in Locale::ALL {
            let over = now() + TimeDelta::hours(5);
            let mut passed_on = enrolled(State::Expired);
            passed_on.steps.clone_from(&enrolled(State::Offered).steps);
            assert_eq!(html(locale, enrolled(State::Offered), over), html(locale, passed_on, over));
        }
    }

    #[test]
    fn whoever_waited_in_vain_is_told_in_words_and_not_in_the_programs() {
        let mut waited = enrolled(State::Declined);
        waited.own.last_reason = StepReason::Program(Reason::RunBegan);
        let html = html(Locale::Ru, waited, now());
        assert!(!html.contains(Reason::RunBegan.as_str()) && html.contains("/ru/courses/NRC-01"), "{html}");
    }

    #[test]
    fn once_the_run_has_begun_the_centre_is_written_to() {
        let begun = now() + Days::new(21);
        let html = html(Locale::Ru, enrolled(State::Confirmed), begun);
        assert!(html.contains("напишите в центр") && !html.contains("/withdraw"), "{html}");
    }

    #[test]
    fn whoever_has_none_is_shown_the_courses() {
        let html = enrollment_list(Locale::Kk, Vec::new(), now()).map(RenderHtml::to_html).unwrap_or_default();
        assert!(html.contains(r#"href="/kk/courses""#), "{html}");
    }
}
