//! `/{l}/my/profile/withdraw-consent`: what follows from withdrawing a consent, and the button that does it.

use leptos::prelude::*;

use super::consent::given_words;
use crate::{
    db::Ctx,
    ground::{AppError, Locale},
    i18n::text,
    specialists::{
        model::{Consent, ConsentKind, ConsentText},
        service,
    },
    ui::{Crumb, Crumbs, FormState, Page, Section, page},
};

#[component]
pub fn WithdrawConsentPage() -> impl IntoView {
    let (ctx, form) = (use_context::<Ctx>(), FormState::from_context());
    page(move |asked| async move {
        let ctx = ctx.ok_or(AppError::Unavailable)?;
        let given = service::own_consents(&mut ctx.read().await?).await?;
        let kind = form.value("kind", asked.field("kind").unwrap_or_default());
        let kind: ConsentKind = kind.parse().map_err(|_| AppError::NotFound)?;
        let standing = given.iter().find(|consent| consent.kind == kind && consent.stands());
        standing.map(|consent| withdraw_page(asked.locale, consent)).ok_or(AppError::NotFound)
    })
}

fn withdraw_page(locale: Locale, consent: &Consent) -> Page {
    let kind = consent.kind;
    let at = |path: &str| format!("/{}/{path}", locale.code());
    let follows = match kind {
        ConsentKind::Processing => text!(locale, consent.withdraw_processing),
        ConsentKind::Programme => text!(locale, consent.withdraw_programme),
        ConsentKind::CheckPage => text!(locale, consent.withdraw_check_page),
    };
    let title = text!(locale, consent.withdraw);
    let above = vec![
        Crumb { words: text!(locale, layout.my), lang: None, href: at("my") },
        Crumb { words: text!(locale, profile.title), lang: None, href: at("my/profile") },
    ];
    let label = ConsentText::current().words(kind).label.pick(locale).0;
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <Crumbs locale above here=title.clone()/>
            <div class="head"><h1>{title.clone()}</h1></div>
            <form class="panel stack" method="post" action=at("my/profile/withdraw-consent")>
                <p><strong>{label}</strong></p>
                <p class="small muted">{given_words(locale, consent)}</p>
                <p>{follows}</p>
                <input type="hidden" name="kind" value=kind.as_str()/>
                <div class="row">
                    <button class="btn btn--bad">{title.clone()}</button>
                    <a class="btn" href=at("my/profile")>{text!(locale, consent.keep)}</a>
                </div>
            </form>
        </div>
    };
    Page::new(title, Section::My, main).private()
}
