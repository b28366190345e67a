//! `/{l}/staff/runs/{run}/applications`: everybody who has applied, and the decision on those who wait for one.

mod decide;
mod list;
mod parts;

use leptos::prelude::*;

use self::{
    decide::decide,
    list::{List, last_page},
};
use crate::{
    courses::pages::staff::{RunTab, run_frame},
    enrollments::{
        model::{ApplicationFilter, ApplicationOrder, Decision, begins_by_hand},
        outcome::{ByHandOutcome, DecisionOutcome},
        query::{self, ACTION, ENROLLMENT, IN_LETTER, SURE},
        service::{self, REASON},
        site,
    },
    ground::{AppError, Locale, address::Address},
    i18n::text,
    ui::{Icon, IconName, Notice, NoticeKind, Page, PageRequest, Section, page_asked},
};

pub async fn applications(mut request: PageRequest, address: site::Applications) -> Result<Page, AppError> {
    let (locale, caller) = (request.locale, request.reader.caller.clone());
    let location = request.location.clone();
    let today = request.today();
    // a form that came back has the people in its fields, a link in its query
    let is_sent = request.form.has(SURE);
    let decision =
        if is_sent { request.form.value(ACTION, "") } else { location.field(ACTION).unwrap_or_default().to_owned() };
    let ids = if is_sent {
        service::read_ids(request.form.all(ENROLLMENT))
    } else {
        service::read_ids(location.fields(ENROLLMENT))
    };
    let (form, outcomes) = (request.form.clone(), request.counted_outcomes::<DecisionOutcome>());
    let entered_now = request.outcome::<ByHandOutcome>();
    let tx = request.tx().await?;
    let details = service::run_for_staff(tx, address.run.as_str()).await?;
    let title = RunTab::Applications.words(locale);
    let content = if let Ok(decision) = decision.parse::<Decision>() {
        let people = service::chosen(tx, details.id, &ids).await?;
        let open = people.iter().filter(|one| decision.is_open_to(one.state)).map(|one| one.specialist);
        let note = form.value(REASON, "");
        let note = Some(note.as_str()).filter(|_| form.is_ticked(IN_LETTER, false));
        let previews = service::preview_decision(tx, &details, decision, &open.collect::<Vec<_>>(), note).await?;
        decide(locale, &details, &form, decision, (people, previews)).into_any()
    } else {
        let (filter, order) = (ApplicationFilter::read(&location), ApplicationOrder::read(&location));
        let number = page_asked(location.field(query::PAGE), i64::MAX).ok_or(AppError::NotFound)?;
        let found = service::applications(tx, details.id, &filter, order, number).await?;
        let last = last_page(found.counts.all);
        if number > last {
            return Err(AppError::NotFound);
        }
        let list = List { locale, details: &details, filter, order, page: (number, last), today };
        let by_hand = site::NewApplication::of(&details.run.code).path(locale);
        let by_hand = begins_by_hand(&details.run, today).is_ok().then(|| {
            view! {
                <a class="btn" href=by_hand><Icon name=IconName::Person/>{text!(locale, enrollments.by_hand)}</a>
                " "
            }
        });
        let paper = site::PeopleList::of(&details.run.code).path(locale);
        let ways = view! {
            <p class="row">
                {by_hand}
                <a class="btn" href=paper><Icon name=IconName::Print/>{text!(locale, enrollments.people_list_link)}</a>
            </p>
        };
        view! { {entered(locale, entered_now)}{reports(locale, &outcomes)}{ways}{list.view(&form, found)} }.into_any()
    };
    let main = run_frame(locale, &caller, &details, RunTab::Applications, content);
    Ok(Page::new(format!("{title}: {}", details.run.code), Section::Runs, main).staff())
}

/// Sentence about the person whom staff have enrolled by hand.
fn entered(locale: Locale, outcome: Option<ByHandOutcome>) -> impl IntoView {
    outcome.map(|outcome| {
        let words = match outcome {
            ByHandOutcome::Confirmed => text!(locale, enrollments.by_hand_confirmed),
            ByHandOutcome::Waitlisted => text!(locale, enrollments.by_hand_waitlisted),
        };
        view! { <Notice kind=NoticeKind::Ok>{words}</Notice> }
    })
}

/// Sentence for each thing that the form before this page has brought about.
fn reports(locale: Locale, outcomes: &[(DecisionOutcome, u32)]) -> impl IntoView + use<> {
    let lines = outcomes.iter().map(|(outcome, count)| {
        let (kind, words) = match outcome {
            DecisionOutcome::Confirmed => (NoticeKind::Ok, text!(locale, enrollments.done_confirmed, count = *count)),
            DecisionOutcome::Waitlisted => (NoticeKind::Ok, text!(locale, enrollments.done_waitlisted, count = *count)),
            DecisionOutcome::Declined => (NoticeKind::Ok, text!(locale, enrollments.done_declined, count = *count)),
            DecisionOutcome::Left => (NoticeKind::Warn, text!(locale, enrollments.done_left, count = *count)),
        };
        view! { <Notice kind>{words}</Notice> }
    });
    lines.collect_view()
}
