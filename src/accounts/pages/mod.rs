//! The pages about accounts, and what they share.

mod confirm;
mod device;
mod new_password;
mod reset;
mod security;
mod sign_in;
mod sign_out;
mod sign_up;

pub use confirm::ConfirmPage;
pub use new_password::NewPasswordPage;
pub use reset::ResetPasswordPage;
pub use security::SecurityPage;
pub use sign_in::SignInPage;
pub use sign_out::SignOutPage;
pub use sign_up::SignUpPage;

use axum::http::StatusCode;
use leptos::prelude::*;

use super::model::start_path;
use crate::{
    ground::{AppError, Locale, caller::Role, error::Clash},
    i18n::text,
    ui::{
        Asked, FormState, Icon, IconName, Notice, NoticeKind, Page, Section, Site, Viewer, WriteTo, asked::address_of,
        centre, form::is_own,
    },
};

/// What a `done` in the address of these pages says was done.
fn said(locale: Locale, done: &str) -> Option<String> {
    Some(match done {
        "signed_out" => text!(locale, accounts.done_signed_out),
        "signed_out_everywhere" => text!(locale, accounts.done_signed_out_everywhere),
        "password_changed" => text!(locale, accounts.done_password_changed),
        "session_ended" => text!(locale, accounts.done_session_ended),
        _ => return None,
    })
}

/// The sentence about what was done, above what comes next.
fn said_notice(asked: &Asked) -> Option<impl IntoView + use<>> {
    let words = said(asked.locale, asked.field("done")?)?;
    Some(view! { <Notice kind=NoticeKind::Ok>{words}</Notice> })
}

/// What a role is called.
fn role_name(locale: Locale, role: Role) -> String {
    match role {
        Role::Trainee => text!(locale, accounts.role_trainee),
        Role::Staff => text!(locale, accounts.role_staff),
        Role::Officer => text!(locale, accounts.role_officer),
        Role::Administrator => text!(locale, accounts.role_administrator),
    }
}

/// Where the reader is going: as the form was sent, or as the address says; nowhere that is not ours.
fn next(asked: &Asked, form: &FormState) -> Option<String> {
    Some(form.value("next", asked.field("next").unwrap_or_default())).filter(|next| is_own(next))
}

/// The field that carries on where the reader is going.
fn next_field(next: Option<&String>) -> impl IntoView + use<> {
    next.cloned().map(|next| view! { <input type="hidden" name="next" value=next/> })
}

/// An address of ours that carries on where the reader is going.
fn with_next(locale: Locale, path: &str, next: Option<&String>) -> String {
    address_of(&format!("/{}/{path}", locale.code()), next.map(|next| ("next", next.clone())))
}

/// What the link of a letter holds, as the form was sent or as the address says.
fn link_token(asked: &Asked, form: &FormState) -> String {
    form.value("token", asked.field("token").unwrap_or_default())
}

/// The page of somebody who has signed in and comes to a page for those who have not; or who comes to leave.
fn signed_in_page(locale: Locale, title: String, viewer: &Viewer, next: Option<String>, leaves: bool) -> Page {
    let roles = viewer.caller.signed_in().map(|signed_in| signed_in.roles).unwrap_or_default();
    let on = next.unwrap_or_else(|| format!("/{}/{}", locale.code(), start_path(roles)));
    let name = viewer.name.clone().unwrap_or_default();
    let stay = |class: &'static str| view! { <a class=class href=on.clone()>{text!(locale, accounts.go_on)}</a> };
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="lede">{text!(locale, accounts.signed_in_as, name = name)}</p>
            </div>
            <div class="panel row">
                {(!leaves).then(|| stay("btn btn--go"))}
                <form method="post" action=format!("/{}/sign-out", locale.code())>
                    <button class=if leaves { "btn btn--go" } else { "btn" }>{text!(locale, layout.sign_out)}</button>
                </form>
                {leaves.then(|| stay("btn"))}
            </div>
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}

/// The page that says a letter is on its way, whether or not one is.
fn sent_page(locale: Locale, lede: String, again: &'static str, site: Site) -> Page {
    let title = text!(locale, accounts.sent);
    let to_demo_mail = site.demo.then(|| {
        view! {
            <Notice icon=IconName::Mail>
                {text!(locale, accounts.sent_demo)}" "
                <a href=format!("/{}/demo/mail", locale.code())>{text!(locale, layout.demo_mail)}</a>
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
                        <a href=format!("/{}/{again}", locale.code())>{text!(locale, accounts.sent_again)}</a>
                    </li>
                    {centre().email().map(|_| view! { <li><WriteTo words=text!(locale, accounts.sent_write)/></li> })}
                </ul>
            </section>
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}

/// The page of a letter's link that was used, or is too old. A form that was refused has a status of its own.
fn link_over_page(locale: Locale, form: &FormState, lede: String, again: &'static str) -> Page {
    let title = text!(locale, accounts.link_over);
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{lede}</p></div>
            <div class="panel row">
                <a class="btn btn--go" href=format!("/{}/{again}", locale.code())>
                    {text!(locale, accounts.link_new)}
                </a>
                <a class="btn" href=format!("/{}/sign-in", locale.code())>{text!(locale, layout.sign_in)}</a>
            </div>
        </div>
    };
    let page = Page::new(title, Section::SignIn, main).private();
    if form.error().is_some() { page } else { page.status(StatusCode::GONE) }
}

/// Whether a form was refused because its letter's link was used, or is too old.
fn is_link_over(form: &FormState) -> bool {
    form.error() == Some(&AppError::Conflict(Clash::LinkOver))
}

/// What every new password is told to be.
fn strong_hint(locale: Locale) -> String {
    text!(locale, accounts.password_hint)
}

/// A line with a sign before it, below a form.
fn remark(icon: IconName, words: String) -> impl IntoView {
    view! { <p class="with-icon small muted"><Icon name=icon/><span>{words}</span></p> }
}
