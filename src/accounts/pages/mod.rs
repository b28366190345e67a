//! Pages about accounts, and the parts that they share.

mod account;
mod accounts;
mod confirm;
mod device;
mod new_password;
mod reset;
mod security;
mod sign_in;
mod sign_out;
mod sign_up;

pub use account::account;
pub use accounts::accounts;
pub use confirm::confirm;
pub use new_password::new_password;
pub use reset::reset_password;
pub use security::security;
pub use sign_in::sign_in;
pub use sign_out::sign_out;
pub use sign_up::sign_up;

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::{
    Account,
    forms::ROLE,
    outcome::Outcome,
    site::{self, start},
    wording::role_with_duties,
};
use crate::{
    admin,
    ground::{AppError, Locale, address::Address, caller::Role, clock::day_of, error::Clash},
    i18n::{dates, text},
    ui::{
        Badge, BadgeKind, FormState, Icon, IconName, Notice, NoticeKind, Page, PageRequest, Reader, Section, Site,
        TicksField, WriteTo, centre, form::is_own,
    },
};

/// Sentence about the outcome, above the rest of the page.
fn said_notice(request: &PageRequest) -> Option<impl IntoView + use<>> {
    let words = request.outcome::<Outcome>()?.words(request.locale)?;
    Some(view! { <Notice kind=NoticeKind::Ok>{words}</Notice> })
}

/// State of an account, as administrators see it.
fn state_badge(locale: Locale, account: &Account) -> impl IntoView + use<> {
    let (kind, icon, words) = if account.disabled_at.is_some() {
        (BadgeKind::Bad, IconName::XCircle, text!(locale, accounts.state_disabled))
    } else if account.has_password {
        (BadgeKind::Ok, IconName::CheckCircle, text!(locale, accounts.state_active))
    } else {
        (BadgeKind::Warn, IconName::Hourglass, text!(locale, accounts.state_invited))
    };
    view! { <Badge kind icon words/> }
}

/// Roles to be ticked, each with what it may do.
fn role_ticks(locale: Locale, form: &FormState, chosen: Vec<String>) -> impl IntoView + use<> {
    let options = Role::ALL.iter().map(|role| (role.as_str().to_owned(), role_with_duties(locale, *role))).collect();
    view! {
        <div class="rows">
            <TicksField locale name=ROLE label=text!(locale, accounts.roles) options chosen problem=form.problem(ROLE)/>
        </div>
    }
}

/// Day and time of day in Astana.
fn moment(locale: Locale, at: DateTime<Utc>) -> String {
    format!("{}, {}", dates::long(locale, day_of(at)), dates::time(at))
}

/// Page that the reader is going to: as the form was sent, or as the address says; only pages of ours.
fn next(request: &PageRequest) -> Option<String> {
    let next = request.form.value("next", request.field("next").unwrap_or_default());
    Some(next).filter(|next| is_own(next))
}

/// Hidden field that carries on the page that the reader is going to.
fn next_field(next: Option<&String>) -> impl IntoView + use<> {
    next.cloned().map(|next| view! { <input type="hidden" name="next" value=next/> })
}

/// Address of ours that carries on the page that the reader is going to.
fn with_next(locale: Locale, address: &impl Address, next: Option<&String>) -> String {
    address.with(locale, next.map(|next| ("next", next.clone())))
}

/// Token in the link of a letter, as the form was sent or as the address says.
fn link_token(request: &PageRequest) -> String {
    request.form.value("token", request.field("token").unwrap_or_default())
}

/// Page for a signed-in reader on a page for those who have not signed in; or for one who comes to sign out.
fn signed_in_page(locale: Locale, title: String, reader: &Reader, next: Option<String>, leaves: bool) -> Page {
    let roles = reader.caller.signed_in().map(|signed_in| signed_in.roles).unwrap_or_default();
    let on = next.unwrap_or_else(|| start(locale, roles));
    let name = reader.name.clone().unwrap_or_default();
    let stay = |class: &'static str| view! { <a class=class href=on.clone()>{text!(locale, accounts.go_on)}</a> };
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="lede">{text!(locale, accounts.signed_in_as, name = name)}</p>
            </div>
            <div class="panel row">
                {(!leaves).then(|| stay("btn btn--go"))}
                <form method="post" action=site::SignOut.path(locale)>
                    <button class=if leaves { "btn btn--go" } else { "btn" }>{text!(locale, layout.sign_out)}</button>
                </form>
                {leaves.then(|| stay("btn"))}
            </div>
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}

/// Page that says a letter is on its way, whether or not one is.
fn sent_page(locale: Locale, lede: String, again: &impl Address, site: Site) -> Page {
    let title = text!(locale, accounts.sent);
    let to_demo_mail = site.demo.then(|| {
        view! {
            <Notice icon=IconName::Mail>
                {text!(locale, accounts.sent_demo)}" "
                <a href=admin::site::Mailbox.path(locale)>{text!(locale, layout.demo_mail)}</a>
            </Notice>
        }
    });
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{lede}</p></div>
            {to_demo_mail}
            <section class="panel prose" aria-labelledby="sent-not">
                <h2 class="h3" id="sent-not">{text!(locale, accounts.sent_not)}</h2>
                <ul>
                    <li>{text!(locale, accounts.sent_wait)}</li>
                    <li>{text!(locale, accounts.sent_spam)}</li>
                    <li>
                        {text!(locale, accounts.sent_check)}" "
                        <a href=again.path(locale)>{text!(locale, accounts.sent_again)}</a>
                    </li>
                    {centre().email().map(|_| view! { <li><WriteTo words=text!(locale, accounts.sent_write)/></li> })}
                </ul>
            </section>
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}

/// Page for a letter's link that was used, or is too old. A form that was refused has a status of its own.
fn link_over_page(locale: Locale, form: &FormState, lede: String, again: &impl Address) -> Page {
    let title = text!(locale, accounts.link_over);
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{lede}</p></div>
            <div class="panel row">
                <a class="btn btn--go" href=again.path(locale)>
                    {text!(locale, accounts.link_new)}
                </a>
                <a class="btn" href=site::SignIn.path(locale)>{text!(locale, layout.sign_in)}</a>
            </div>
        </div>
    };
    let page = Page::new(title, Section::SignIn, main).private();
    if form.error().is_some() { page } else { page.status(StatusCode::GONE) }
}

/// Tells whether a form was refused because its letter's link was used, or is too old.
fn is_link_over(form: &FormState) -> bool {
    form.error() == Some(&AppError::Conflict(Clash::LinkOver))
}

/// Hint below every field for a new password.
fn strong_hint(locale: Locale) -> String {
    text!(locale, accounts.password_hint)
}

/// Line with an icon before it, below a form.
fn remark(icon: IconName, words: String) -> impl IntoView {
    view! { <p class="with-icon small muted"><Icon name=icon/><span>{words}</span></p> }
}
