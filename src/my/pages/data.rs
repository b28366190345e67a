//! `/{l}/my/data`: the stored data of a signed-in reader, and why it is stored; to take along, or to have erased.

use leptos::prelude::*;

use crate::{
    ground::{AppError, Locale, address::Address, caller::Caller},
    i18n::text,
    my::site,
    specialists,
    ui::{
        Crumbs, FormState, Icon, IconName, Notice, NoticeKind, Page, PageRequest, PasswordField, Section, TickField,
        crumbs::above_own,
    },
};

pub async fn data(request: PageRequest) -> Result<Page, AppError> {
    let (locale, caller) = (request.locale, &request.reader.caller);
    caller.signed_in()?;
    Ok(Page::new(text!(locale, data.title), Section::My, main(locale, &request.form, caller)).private())
}

fn main(locale: Locale, form: &FormState, caller: &Caller) -> impl IntoView + use<> {
    let labels = [("password", text!(locale, data.password)), ("understood", text!(locale, data.understood))];
    view! {
        <div class="wrap wrap--narrow page stack stack--7">
            <Crumbs locale above=above_own(locale, caller, site::My.path(locale)) here=text!(locale, data.title)/>
            {form.summary(locale, &labels)}
            <div class="head"><h1>{text!(locale, data.title)}</h1><p class="lede">{text!(locale, data.lede)}</p></div>
            <section class="stack" aria-labelledby="kept">
                <h2 id="kept">{text!(locale, data.kept)}</h2>
                {kept(locale)}
                <p><a href=specialists::site::Privacy.path(locale)>{text!(locale, data.privacy)}</a></p>
            </section>
            <section class="stack" aria-labelledby="download">
                <h2 id="download">{text!(locale, data.download)}</h2>
                <p>{text!(locale, data.download_more)}</p>
                <p>
                    <a class="btn" href=site::DataFile.path(locale)>
                        <Icon name=IconName::Download/>{text!(locale, data.to_download)}
                    </a>
                </p>
            </section>
            <section class="stack" aria-labelledby="erase">
                <h2 id="erase">{text!(locale, data.erase)}</h2>
                <div class="prose">
                    <ul>
                        <li>{text!(locale, data.erase_goes)}</li>
                        <li>{text!(locale, data.erase_live)}</li>
                        <li>{text!(locale, data.erase_stays)}</li>
                        <li>{text!(locale, data.erase_check)}</li>
                    </ul>
                </div>
                <Notice kind=NoticeKind::Warn>{text!(locale, data.erase_final)}</Notice>
                {erasure(locale, form, labels)}
            </section>
        </div>
    }
}

/// List of the stored data, with the purpose of each.
fn kept(locale: Locale) -> impl IntoView {
    let lines = [
        (text!(locale, data.account), text!(locale, data.account_why)),
        (text!(locale, data.person), text!(locale, data.person_why)),
        (text!(locale, data.consents), text!(locale, data.consents_why)),
        (text!(locale, data.enrollments), text!(locale, data.enrollments_why)),
        (text!(locale, data.certificates), text!(locale, data.certificates_why)),
        (text!(locale, data.sessions), text!(locale, data.sessions_why)),
    ]
    .map(|(what, why)| view! { <div><dt>{what}</dt><dd>{why}</dd></div> })
    .collect_view();
    view! { <dl class="consent">{lines}</dl> }
}

fn erasure(locale: Locale, form: &FormState, labels: [(&'static str, String); 2]) -> impl IntoView + use<> {
    let [(_, password), (_, understood)] = labels;
    view! {
        <form class="panel form" method="post" action=site::Erase.path(locale) novalidate>
            <PasswordField locale name="password" label=password problem=form.problem("password")
                autocomplete="current-password" hint=text!(locale, data.password_hint) required=true/>
            <TickField locale name="understood" label=understood ticked=form.is_ticked("understood", false)
                problem=form.problem("understood") required=true/>
            <p><button class="btn btn--bad">{text!(locale, data.erase_now)}</button></p>
        </form>
    }
}
