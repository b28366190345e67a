//! `/{l}/sign-up/confirm`: one button, so that a scanner of mail that opens the link makes no account.

use leptos::prelude::*;

use super::{is_link_over, link_over_page, link_token, strong_hint};
use crate::{
    accounts::{model::PendingSignUp, service, site},
    ground::{AppError, Locale, address::Address, error::Clash, token::Token},
    i18n::text,
    ui::{FormState, Page, PageRequest, PasswordField, Section},
};

pub async fn confirm(mut request: PageRequest, _: site::ConfirmSignUp) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    if form.error() == Some(&AppError::Conflict(Clash::AccountExists)) {
        return Ok(account_exists_page(locale));
    }
    let token = link_token(&request);
    let pending = match Token::parse(&token) {
        Some(token) if !is_link_over(&form) => service::find_sign_up(request.tx().await?, &token).await?,
        _ => None,
    };
    Ok(match pending {
        Some(pending) if pending.is_of(request.reader.signed_up.as_ref()) => button_page(locale, &pending, token),
        Some(pending) => password_page(locale, &form, &pending, token),
        None => link_over_page(locale, &form, text!(locale, accounts.confirm_over), &site::SignUp),
    })
}

fn button_page(locale: Locale, pending: &PendingSignUp, token: String) -> Page {
    let title = text!(locale, accounts.confirm);
    let lede = text!(locale, accounts.confirm_lede, email = pending.email.reveal().to_owned());
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{lede}</p></div>
            <form class="form panel" method="post" action=site::ConfirmSignUp.path(locale)>
                <input type="hidden" name="token" value=token/>
                <p>{text!(locale, accounts.confirm_not_you)}</p>
                <button class="btn btn--go btn--wide">{text!(locale, accounts.confirm_button)}</button>
            </form>
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}

/// Page for another browser than that of the sign-up: the holder of the link chooses the password.
fn password_page(locale: Locale, form: &FormState, pending: &PendingSignUp, token: String) -> Page {
    let title = text!(locale, accounts.confirm);
    let label = text!(locale, accounts.password);
    let email = pending.email.reveal().to_owned();
    let summary = form.summary(locale, &[("new_password", label.clone())]);
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {summary}
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="lede">{text!(locale, accounts.confirm_lede, email = email.clone())}</p>
            </div>
            <form class="form panel" method="post" action=site::ConfirmSignUp.path(locale) novalidate>
                <input type="hidden" name="token" value=token/>
                // so that a password manager knows whose password it is
                <input type="email" name="email" value=email autocomplete="username" hidden/>
                <p>{text!(locale, accounts.confirm_elsewhere)}</p>
                <PasswordField locale name="new_password" label problem=form.problem("new_password")
                    hint=strong_hint(locale) autocomplete="new-password" required=true/>
                <p>{text!(locale, accounts.confirm_not_you)}</p>
                <button class="btn btn--go btn--wide">{text!(locale, accounts.confirm_button)}</button>
            </form>
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}

/// Page for an account that was made in another way between the letter and its link.
fn account_exists_page(locale: Locale) -> Page {
    let title = text!(locale, accounts.confirm);
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            <div class="head"><h1>{title.clone()}</h1></div>
            <div class="panel row">
                <a class="btn btn--go" href=site::SignIn.path(locale)>{text!(locale, layout.sign_in)}</a>
                <a class="btn" href=site::ResetPassword.path(locale)>
                    {text!(locale, accounts.set_new_password)}
                </a>
            </div>
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}
