//! `/{l}/my`: what is next, enrollments, certificates.

use leptos::prelude::*;

use super::{certificates::certificates, enrollments::enrollments, next::next};
use crate::{
    courses::service::run_address,
    db::Ctx,
    enrollments::State,
    ground::{AppError, Locale},
    i18n::text,
    my::{
        service::{self, Enrolled, Home},
        wording,
    },
    ui::{Notice, NoticeKind, Page, Section, page},
};

#[component]
pub fn MyPage() -> impl IntoView {
    let ctx = use_context::<Ctx>();
    page(move |asked| async move {
        let (locale, ctx) = (asked.locale, ctx.ok_or(AppError::Unavailable)?);
        let home = service::home(&ctx).await?;
        let done = asked.field("done").and_then(|done| done_notice(locale, done, &home.enrollments));
        let done = (done, (asked.field("name") == Some("repaired")).then(|| name_notice(locale)));
        Ok(Page::new(text!(locale, layout.my), Section::My, main(locale, &ctx, home, done)).private())
    })
}

fn main(locale: Locale, ctx: &Ctx, home: Home, done: (Option<AnyView>, Option<AnyView>)) -> impl IntoView + use<> {
    let Home { greeted_as, next: to_come, enrollments: own, certificates: earned } = home;
    let (l, now) = (locale.code(), ctx.clock.now());
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
            {done.0}
            {done.1}
            {to_come}
            {enrollments(locale, own, now)}
            {certificates(locale, earned, ctx.clock.today())}
            <nav class="row" aria-label=text!(locale, my.own_pages)>
                <a class="more small" href=format!("/{l}/my/profile")>{text!(locale, profile.title)}</a>
                <a class="more small" href=format!("/{l}/my/security")>{text!(locale, accounts.security)}</a>
                <a class="more small" href=format!("/{l}/my/data")>{text!(locale, data.title)}</a>
            </nav>
        </div>
    }
}

/// What has just happened; behind a withdrawal, the way back into the run.
fn done_notice(locale: Locale, done: &str, enrollments: &[Enrolled]) -> Option<AnyView> {
    let (title, more) = wording::done(locale, done)?;
    let left = enrollments.iter().filter(|enrolled| done == "withdrawn" && enrolled.own.state == State::Withdrawn);
    let again = left.max_by_key(|enrolled| enrolled.own.since).map(|enrolled| {
        view! { " "<a href=run_address(locale, &enrolled.own.code)>{text!(locale, my.enroll_again)}</a> }
    });
    Some(view! { <Notice kind=NoticeKind::Ok title=Some(title)>{more}{again}</Notice> }.into_any())
}

/// That a name was kept otherwise than it was typed.
fn name_notice(locale: Locale) -> AnyView {
    let profile = format!("/{}/my/profile", locale.code());
    view! {
        <Notice kind=NoticeKind::Plain title=None>
            {text!(locale, my.name_repaired)}" "<a href=profile>{text!(locale, profile.title)}</a>
        </Notice>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_that_leads_here_is_told_in_three_languages_and_a_strange_code_is_not() {
        for locale in Locale::ALL {
            for code in ["confirmed", "accepted", "waitlisted", "applied", "withdrawn", "account_made"] {
                let html = done_notice(locale, code, &[]).map(RenderHtml::to_html).unwrap_or_default();
                assert!(html.contains(r#"role="status""#), "{code}: {html}");
            }
            assert!(done_notice(locale, "<script>", &[]).is_none());
        }
    }
}
