//! `/{l}/reset-password/new`: the new password of whoever holds the link of a letter.

use leptos::prelude::*;

use super::{is_link_over, link_over_page, link_token, remark, strong_hint};
use crate::{
    accounts::service,
    db::Ctx,
    ground::{AppError, Locale, token::Token},
    i18n::text,
    ui::{FormState, IconName, Page, PasswordField, Section, page},
};

#[component]
pub fn NewPasswordPage() -> impl IntoView {
    let (form, ctx) = (FormState::from_context(), use_context::<Ctx>());
    page(move |asked| async move {
        let locale = asked.locale;
        let token = link_token(&asked, &form);
        let ctx = ctx.ok_or(AppError::Unavailable)?;
        let account = match Token::parse(&token) {
            Some(token) if !is_link_over(&form) => service::find_reset(&ctx, &token).await?,
            _ => None,
        };
        Ok(match account {
            Some(account) => form_page(locale, &form, account.email.reveal(), token),
            None => link_over_page(locale, &form, text!(locale, accounts.reset_over), "reset-password"),
        })
    })
}

fn form_page(locale: Locale, form: &FormState, email: &str, token: String) -> Page {
    let title = text!(locale, accounts.new_password_title);
    let label = text!(locale, accounts.new_password);
    let summary = form.summary(locale, &[("new_password", label.clone())]);
    let lede = text!(locale, accounts.new_password_lede, email = email.to_owned());
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {summary}
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{lede}</p></div>
            <form class="form panel" method="post" action=format!("/{}/reset-password/new", locale.code()) novalidate>
                <input type="hidden" name="token" value=token/>
                // so that a keeper of passwords knows whose password it is
                <input type="email" name="email" value=email.to_owned() autocomplete="username" hidden/>
                <PasswordField locale name="new_password" label problem=form.problem("new_password")
                    hint=strong_hint(locale) autocomplete="new-password" required=true/>
                <button class="btn btn--go btn--wide">{text!(locale, accounts.new_password_button)}</button>
            </form>
            {remark(IconName::Shield, text!(locale, accounts.new_password_ends))}
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}
