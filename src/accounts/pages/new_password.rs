//! `/{l}/reset-password/new`: new password, set by the holder of a letter's link.

use leptos::prelude::*;

use super::{is_link_over, link_over_page, link_token, remark, strong_hint};
use crate::{
    accounts::{Account, service, site},
    ground::{AppError, Locale, address::Address, token::Token},
    i18n::text,
    ui::{FormState, IconName, Page, PageRequest, PasswordField, Section},
};

pub async fn new_password(mut request: PageRequest, _: site::NewPassword) -> Result<Page, AppError> {
    let (locale, form) = (request.locale, request.form.clone());
    let token = link_token(&request);
    let account = match Token::parse(&token) {
        Some(token) if !is_link_over(&form) => service::find_reset(request.tx().await?, &token).await?,
        _ => None,
    };
    Ok(match account {
        Some(account) => form_page(locale, &form, &account, token),
        None => link_over_page(locale, &form, text!(locale, accounts.reset_over), &site::ResetPassword),
    })
}

fn form_page(locale: Locale, form: &FormState, account: &Account, token: String) -> Page {
    let email = account.email.reveal();
    let (title, label) = if account.has_password {
        (text!(locale, accounts.new_password_title), text!(locale, accounts.new_password))
    } else {
        (text!(locale, accounts.first_password_title), text!(locale, accounts.password))
    };
    let ends = account.has_password.then(|| remark(IconName::Shield, text!(locale, accounts.new_password_ends)));
    let summary = form.summary(locale, &[("new_password", label.clone())]);
    let lede = text!(locale, accounts.new_password_lede, email = email.to_owned());
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {summary}
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{lede}</p></div>
            <form class="form panel" method="post" action=site::NewPassword.path(locale) novalidate>
                <input type="hidden" name="token" value=token/>
                // so that a password manager knows whose password it is
                <input type="email" name="email" value=email.to_owned() autocomplete="username" hidden/>
                <PasswordField locale name="new_password" label problem=form.problem("new_password")
                    hint=strong_hint(locale) autocomplete="new-password" required=true/>
                <button class="btn btn--go btn--wide">{text!(locale, accounts.new_password_button)}</button>
            </form>
            {ends}
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}
