//! `/{l}/reset-password`: requests the letter that sets a new password.

use leptos::prelude::*;

use super::sent_page;
use crate::{
    accounts::{outcome::Outcome, site},
    ground::{AppError, Locale, address::Address},
    i18n::text,
    ui::{FormState, Page, PageRequest, Section, TextField},
};

pub async fn reset_password(request: PageRequest, _: site::ResetPassword) -> Result<Page, AppError> {
    let locale = request.locale;
    if request.outcome() == Some(Outcome::LetterSent) {
        return Ok(sent_page(locale, text!(locale, accounts.reset_sent), &site::ResetPassword, request.site));
    }
    Ok(form_page(locale, &request.form))
}

fn form_page(locale: Locale, form: &FormState) -> Page {
    let title = text!(locale, accounts.reset);
    let email = text!(locale, accounts.email);
    let summary = form.summary(locale, &[("email", email.clone())]);
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {summary}
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{text!(locale, accounts.reset_lede)}</p></div>
            <form class="form panel" method="post" action=site::ResetPassword.path(locale) novalidate>
                <TextField locale name="email" label=email value=form.value("email", "") problem=form.problem("email")
                    kind="email" autocomplete="username" required=true/>
                <button class="btn btn--go btn--wide">{text!(locale, accounts.reset_button)}</button>
                <p class="small">
                    <a class="more" href=site::SignIn.path(locale)>{text!(locale, accounts.to_sign_in)}</a>
                </p>
            </form>
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}
