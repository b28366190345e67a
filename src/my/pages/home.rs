//! `/{l}/my`: what is next, enrollments, certificates.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::{certificates::certificate_list, enrollments::enrollment_list, next::next};
use crate::{
    accounts,
    enrollments::{
        self, State,
        outcome::{Outcome, Remark},
    },
    ground::{AppError, Locale, address::Address, clock},
    i18n::text,
    my::{
        service::{self, Enrolled, Home},
        site, wording,
    },
    specialists,
    ui::{Notice, NoticeKind, Page, PageRequest, Section},
};

pub async fn home(mut request: PageRequest, _: site::My) -> Result<Page, AppError> {
    let (locale, now) = (request.locale, request.now());
    let home = service::home(request.tx().await?).await?;
    let done = [
        request.outcome::<Outcome>().map(|outcome| done_notice(locale, outcome, &home.enrollments)),
        request.outcome::<accounts::Outcome>().and_then(|outcome| account_notice(locale, outcome)),
        request.outcome::<Remark>().map(|Remark::NameRepaired| name_notice(locale)),
    ];
    Ok(Page::new(text!(locale, layout.my), Section::My, main(locale, now, home, done)).private())
}

fn main(locale: Locale, now: DateTime<Utc>, home: Home, done: [Option<AnyView>; 3]) -> impl IntoView + use<> {
    let Home { greeted_as, next: to_come, enrollments: own, certificates: earned } = home;
    let lede = match u32::try_from(to_come.iter().filter(|next| next.is_deed()).count()).unwrap_or(u32::MAX) {
        0 => text!(locale, my.nothing_waits),
        waiting => text!(locale, my.waits, count = waiting),
    };
    let greeting = if let Some(name) = greeted_as {
        text!(locale, my.greeting, name = name)
    } else {
        text!(locale, my.greeting_alone)
    };
    let to_come = (!to_come.is_empty()).then(|| next(locale, to_come, now));
    view! {
        <div class="wrap page stack stack--7">
            <div class="head">
                <h1>{greeting}</h1>
                <p class="lede">{lede}</p>
            </div>
            {done.into_iter().flatten().collect_view()}
            {to_come}
            {enrollment_list(locale, own, now)}
            {certificate_list(locale, earned, clock::day_of(now))}
            <nav class="row" aria-label=text!(locale, my.own_pages)>
                <a class="more small" href=specialists::site::Profile.path(locale)>{text!(locale, ui.profile_title)}</a>
                <a class="more small" href=accounts::site::Security.path(locale)>{text!(locale, ui.security_title)}</a>
                <a class="more small" href=site::Data.path(locale)>{text!(locale, data.title)}</a>
            </nav>
        </div>
    }
}

/// Notice of what has just happened; after a withdrawal, with the way back into the run.
fn done_notice(locale: Locale, outcome: Outcome, enrollments: &[Enrolled]) -> AnyView {
    let (title, more) = wording::outcome(locale, outcome);
    let is_left = |enrolled: &&Enrolled| outcome == Outcome::Withdrawn && enrolled.own.state == State::Withdrawn;
    let left = enrollments.iter().filter(is_left);
    let again = left.max_by_key(|enrolled| enrolled.own.since).map(|enrolled| {
        view! { " "<a href=enrollments::site::RunPage::of(&enrolled.own.code).path(locale)>{text!(locale, my.enroll_again)}</a> }
    });
    view! { <Notice kind=NoticeKind::Ok title=Some(title)>{more}{again}</Notice> }.into_any()
}

/// Notice that the account is made.
fn account_notice(locale: Locale, outcome: accounts::Outcome) -> Option<AnyView> {
    let title = Some(text!(locale, my.done_account_made));
    let more = text!(locale, my.done_account_made_more);
    let is_made = outcome == accounts::Outcome::AccountMade;
    is_made.then(|| view! { <Notice kind=NoticeKind::Ok title>{more}</Notice> }.into_any())
}

/// Notice that a name was saved otherwise than it was typed.
fn name_notice(locale: Locale) -> AnyView {
    let profile = specialists::site::Profile.path(locale);
    view! {
        <Notice kind=NoticeKind::Plain title=None>
            {text!(locale, my.name_repaired)}" "<a href=profile>{text!(locale, ui.profile_title)}</a>
        </Notice>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_that_leads_here_is_told_in_three_languages() {
        for locale in Locale::ALL {
            let notices = Outcome::ALL.iter().map(|outcome| done_notice(locale, *outcome, &[]));
            for notice in notices.chain(account_notice(locale, accounts::Outcome::AccountMade)) {
                let html = notice.to_html();
                assert!(html.contains(r#"role="status""#), "{html}");
            }
            assert!(account_notice(locale, accounts::Outcome::SignedOut).is_none());
        }
    }
}
