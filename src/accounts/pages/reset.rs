//! `/{l}/reset-password`: asks for the letter that sets a new password.

use leptos::prelude::*;

use super::sent_page;
use crate::{
    ground::Locale,
    i18n::text,
    ui::{FormState, Page, Section, Site, TextField, page},
};

#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    let form = FormState::from_context();
    let site = use_context::<Site>().unwrap_or_default();
    page(move |asked| async move {
        let locale = asked.locale;
        if asked.field("done") == Some("sent") {
            return Ok(sent_page(locale, text!(locale, accounts.reset_sent), "reset-password", site));
        }
        Ok(form_page(locale, &form))
    })
}

fn form_page(locale: Locale, form: &FormState) -> Page {
    let title = text!(locale, accounts.reset);
    let email = text!(locale, accounts.email);
    let summary = form.summary(locale, &[("email", email.clone())]);
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {summary}
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{text!(locale, accounts.reset_lede)}</p></div>
            <form class="form panel" method="post" action=format!("/{}/reset-password", locale.code()) novalidate>
                <TextField locale name="email" label=email value=form.value("email", "") problem=form.problem("email")
                    kind="email" autocomplete="username" required=true/>
                <button class="btn btn--go btn--wide">{text!(locale, accounts.reset_button)}</button>
                <p class="small">
                    <a class="more" href=format!("/{}/sign-in", locale.code())>{text!(locale, accounts.to_sign_in)}</a>
                </p>
            </form>
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}
