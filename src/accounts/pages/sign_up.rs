//! `/{l}/sign-up`: address and password, and the page that says a letter is on its way.

use leptos::prelude::*;

use super::{next, next_field, remark, sent_page, signed_in_page, strong_hint, with_next};
use crate::{
    accounts::{outcome::Outcome, site},
    ground::{AppError, Locale, address::Address},
    i18n::text,
    ui::{FormState, IconName, Page, PageRequest, PasswordField, Section, TextField},
};

pub async fn sign_up(request: PageRequest, _: site::SignUp) -> Result<Page, AppError> {
    let locale = request.locale;
    if request.outcome() == Some(Outcome::LetterSent) {
        return Ok(sent_page(locale, text!(locale, accounts.sign_up_sent), &site::SignUp, request.site));
    }
    let next = next(&request);
    if request.reader.caller.signed_in().is_ok() {
        return Ok(signed_in_page(locale, text!(locale, accounts.sign_up), &request.reader, next, false));
    }
    Ok(form_page(locale, &request.form, next))
}

fn form_page(locale: Locale, form: &FormState, next: Option<String>) -> Page {
    let title = text!(locale, accounts.sign_up);
    let (email, password) = (text!(locale, accounts.email), text!(locale, accounts.password));
    let summary = form.summary(locale, &[("email", email.clone()), ("password", password.clone())]);
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {summary}
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{text!(locale, accounts.sign_up_lede)}</p></div>
            <form class="form panel" method="post" action=site::SignUp.path(locale) novalidate>
                <TextField locale name="email" label=email value=form.value("email", "") problem=form.problem("email")
                    hint=text!(locale, accounts.email_hint) kind="email" autocomplete="username" required=true/>
                <PasswordField locale name="password" label=password problem=form.problem("password")
                    hint=strong_hint(locale) autocomplete="new-password" required=true/>
                {next_field(next.as_ref())}
                <button class="btn btn--go btn--wide">{text!(locale, accounts.sign_up_button)}</button>
                <p class="row small">
                    {text!(locale, accounts.have_account)}" "
                    <a class="more" href=with_next(locale, &site::SignIn, next.as_ref())>{text!(locale, layout.sign_in)}</a>
                </p>
            </form>
            {remark(IconName::Mail, text!(locale, accounts.sign_up_what_next))}
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}
