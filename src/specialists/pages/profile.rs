//! `/{l}/my/profile`: a person's own profile, and their consents.

use leptos::prelude::*;

use super::{
    consent::consent_group,
    fields::{profile_fields, profile_labels},
};
use crate::{
    ground::{AppError, Locale, address::Address, caller::Caller},
    i18n::text,
    my,
    specialists::{
        model::{Consent, ConsentKind, OwnProfile},
        outcome::Outcome,
        service, site,
    },
    ui::{Crumbs, Empty, Notice, NoticeKind, Page, PageRequest, Section, crumbs::above_own, form::is_own},
};

pub async fn profile(mut request: PageRequest, _: site::Profile) -> Result<Page, AppError> {
    let tx = request.tx().await?;
    if !service::may_have_profile(tx).await? {
        return Ok(without_profile(request.locale, &request.reader.caller));
    }
    let known = service::own(tx).await?;
    let given = service::own_consents(tx).await?;
    Ok(profile_page(&request, known.as_ref(), &given))
}

fn without_profile(locale: Locale, caller: &Caller) -> Page {
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <Crumbs locale above=above_own(locale, caller, my::site::My.path(locale)) here=text!(locale, ui.profile_title)/>
            <Empty>
                <h1>{text!(locale, profile.none)}</h1>
                <p>{text!(locale, profile.none_more)}</p>
            </Empty>
        </div>
    };
    Page::new(text!(locale, profile.none), Section::My, main).private()
}

fn profile_page(request: &PageRequest, known: Option<&OwnProfile>, given: &[Consent]) -> Page {
    let (locale, form, caller) = (request.locale, &request.form, &request.reader.caller);
    let outcome = request.outcome();
    let said = match outcome {
        Some(Outcome::Saved) => Some((text!(locale, profile.saved), text!(locale, profile.saved_more))),
        Some(Outcome::Repaired) => {
            known.map(|known| (text!(locale, profile.saved), text!(locale, profile.repaired, name = known.name.full())))
        }
        Some(Outcome::ConsentWithdrawn) => {
            Some((text!(locale, consent.withdrawn), text!(locale, consent.withdrawn_more)))
        }
        None => None,
    };
    let go_on = request.field("next").filter(|next| outcome == Some(Outcome::Repaired) && is_own(next));
    let go_on = go_on.map(|next| view! { " "<a href=next.to_owned()>{text!(locale, profile.go_on)}</a> });
    let said = said.map(|(title, more)| {
        view! { <Notice kind=NoticeKind::Ok title=Some(title)>{more}{go_on}</Notice> }
    });
    let agrees = given.iter().any(|consent| consent.kind == ConsentKind::Processing && consent.is_current());
    let lacks = (known.is_some() && !agrees)
        .then(|| view! { <Notice kind=NoticeKind::Warn>{text!(locale, profile.consent_lacks)}</Notice> });
    let next = Some(form.value("next", request.field("next").unwrap_or_default())).filter(|next| is_own(next));
    let next = next.map(|next| view! { <input type="hidden" name="next" value=next/> });
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <Crumbs locale above=above_own(locale, caller, my::site::My.path(locale)) here=text!(locale, ui.profile_title)/>
            {form.summary(locale, &profile_labels(locale))}
            <div class="head">
                <h1>{text!(locale, ui.profile_title)}</h1>
                <p class="lede">{text!(locale, profile.lede)}</p>
            </div>
            {said}
            {lacks}
            <form class="form panel" method="post" action=site::Profile.path(locale) novalidate>
                {profile_fields(locale, form, known)}
                {consent_group(locale, form, given)}
                {next}
                <div class="row"><button class="btn btn--go">{text!(locale, profile.save)}</button></div>
            </form>
            <ul class="stack--2">
                <li><a href=site::Privacy.path(locale)>{text!(locale, privacy.title)}</a></li>
                <li><a href=my::site::Data.path(locale)>{text!(locale, profile.data_link)}</a></li>
            </ul>
        </div>
    };
    Page::new(text!(locale, ui.profile_title), Section::My, main).private()
}
