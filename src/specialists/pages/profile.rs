//! `/{l}/my/profile`: what a person tells of themselves, and what they agreed to.

use leptos::prelude::*;

use super::{
    consent::consent_group,
    fields::{profile_fields, profile_labels},
};
use crate::{
    db::Ctx,
    ground::{AppError, Locale, caller::Caller},
    i18n::text,
    specialists::{
        model::{Consent, ConsentKind, OwnProfile},
        service,
    },
    ui::{Asked, Crumbs, Empty, FormState, Notice, NoticeKind, Page, Section, crumbs::above_own, form::is_own, page},
};

#[component]
pub fn ProfilePage() -> impl IntoView {
    let (ctx, form) = (use_context::<Ctx>(), FormState::from_context());
    page(move |asked| async move {
        let ctx = ctx.ok_or(AppError::Unavailable)?;
        let mut tx = ctx.read().await?;
        if !service::may_have_profile(&mut tx).await? {
            return Ok(without_profile(asked.locale, &ctx.caller));
        }
        let known = service::own(&mut tx).await?;
        let given = service::own_consents(&mut tx).await?;
        Ok(profile_page(&asked, &form, &ctx.caller, known.as_ref(), &given))
    })
}

fn without_profile(locale: Locale, caller: &Caller) -> Page {
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <Crumbs locale above=above_own(locale, caller) here=text!(locale, profile.title)/>
            <Empty>
                <h1>{text!(locale, profile.none)}</h1>
                <p>{text!(locale, profile.none_more)}</p>
            </Empty>
        </div>
    };
    Page::new(text!(locale, profile.none), Section::My, main).private()
}

fn profile_page(
    asked: &Asked,
    form: &FormState,
    caller: &Caller,
    known: Option<&OwnProfile>,
    given: &[Consent],
) -> Page {
    let locale = asked.locale;
    let at = |path: &str| format!("/{}/{path}", locale.code());
    let said = match asked.field("done") {
        _ if form.error().is_some() => None,
        Some("saved") => Some((text!(locale, profile.saved), text!(locale, profile.saved_more))),
        Some("repaired") => {
            known.map(|known| (text!(locale, profile.saved), text!(locale, profile.repaired, name = known.name.full())))
        }
        Some("withdrawn") => Some((text!(locale, consent.withdrawn), text!(locale, consent.withdrawn_more))),
        _ => None,
    };
    let go_on = asked.field("next").filter(|next| asked.field("done") == Some("repaired") && is_own(next));
    let go_on = go_on.map(|next| view! { " "<a href=next.to_owned()>{text!(locale, profile.go_on)}</a> });
    let said = said.map(|(title, more)| {
        view! { <Notice kind=NoticeKind::Ok title=Some(title)>{more}{go_on}</Notice> }
    });
    let agrees = given.iter().any(|consent| consent.kind == ConsentKind::Processing && consent.is_current());
    let lacks = (known.is_some() && !agrees)
        .then(|| view! { <Notice kind=NoticeKind::Warn>{text!(locale, profile.consent_lacks)}</Notice> });
    let next = Some(form.value("next", asked.field("next").unwrap_or_default())).filter(|next| is_own(next));
    let next = next.map(|next| view! { <input type="hidden" name="next" value=next/> });
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <Crumbs locale above=above_own(locale, caller) here=text!(locale, profile.title)/>
            {form.summary(locale, &profile_labels(locale))}
            <div class="head">
                <h1>{text!(locale, profile.title)}</h1>
                <p class="lede">{text!(locale, profile.lede)}</p>
            </div>
            {said}
            {lacks}
            <form class="form panel" method="post" action=at("my/profile") novalidate>
                {profile_fields(locale, form, known)}
                {consent_group(locale, form, given)}
                {next}
                <div class="row"><button class="btn btn--go">{text!(locale, profile.save)}</button></div>
            </form>
            <ul class="stack--2">
                <li><a href=at("privacy")>{text!(locale, privacy.title)}</a></li>
                <li><a href=at("my/data")>{text!(locale, profile.data_link)}</a></li>
            </ul>
        </div>
    };
    Page::new(text!(locale, profile.title), Section::My, main).private()
}
