//! `/{l}/my/profile/withdraw-consent`: what follows from withdrawing a consent, and the button that does it.

use leptos::prelude::*;

use super::consent::given_words;
use crate::{
    ground::{AppError, Locale, address::Address},
    i18n::text,
    my,
    specialists::{
        model::{Consent, ConsentKind, ConsentText},
        service, site,
    },
    ui::{Crumb, Crumbs, Page, PageRequest, Section},
};

pub async fn withdraw_consent(mut request: PageRequest, _: site::WithdrawConsent) -> Result<Page, AppError> {
    let given = service::own_consents(request.tx().await?).await?;
    let kind = request.form.value("kind", request.field("kind").unwrap_or_default());
    let kind: ConsentKind = kind.parse().map_err(|_| AppError::NotFound)?;
    let standing = given.iter().find(|consent| consent.kind == kind && consent.is_in_force());
    standing.map(|consent| withdraw_page(request.locale, consent)).ok_or(AppError::NotFound)
}

fn withdraw_page(locale: Locale, consent: &Consent) -> Page {
    let kind = consent.kind;
    let follows = match kind {
        ConsentKind::Processing => text!(locale, consent.withdraw_processing),
        ConsentKind::Programme => text!(locale, consent.withdraw_programme),
        ConsentKind::CheckPage => text!(locale, consent.withdraw_check_page),
    };
    let title = text!(locale, consent.withdraw);
    let above = vec![
        Crumb { words: text!(locale, layout.my), lang: None, href: my::site::My.path(locale) },
        Crumb { words: text!(locale, ui.profile_title), lang: None, href: site::Profile.path(locale) },
    ];
    let label = ConsentText::current().words(kind).label.pick(locale).0;
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <Crumbs locale above here=title.clone()/>
            <div class="head"><h1>{title.clone()}</h1></div>
            <form class="panel stack" method="post" action=site::WithdrawConsent.path(locale)>
                <p><strong>{label}</strong></p>
                <p class="small muted">{given_words(locale, consent)}</p>
                <p>{follows}</p>
                <input type="hidden" name="kind" value=kind.as_str()/>
                <div class="row">
                    <button class="btn btn--bad">{title.clone()}</button>
                    <a class="btn" href=site::Profile.path(locale)>{text!(locale, consent.keep)}</a>
                </div>
            </form>
        </div>
    };
    Page::new(title, Section::My, main).private()
}
