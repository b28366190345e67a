//! `/{l}/sign-in`: address and password; in the demonstration, its sign-ins as well.

use leptos::prelude::*;

use super::{next, next_field, role_name, said_notice, signed_in_page, with_next};
use crate::{
    accounts::{
        model::{DEMO_PASSWORD, DEMO_SIGN_INS},
        site,
    },
    ground::{AppError, Locale, address::Address},
    i18n::text,
    ui::{Page, PageRequest, PasswordField, Section, TextField, TickField},
};

pub async fn sign_in(request: PageRequest, _: site::SignIn) -> Result<Page, AppError> {
    let next = next(&request);
    if request.reader.caller.signed_in().is_ok() {
        let title = text!(request.locale, accounts.sign_in);
        return Ok(signed_in_page(request.locale, title, &request.reader, next, false));
    }
    Ok(form_page(&request, next))
}

fn form_page(request: &PageRequest, next: Option<String>) -> Page {
    let (locale, form) = (request.locale, &request.form);
    let title = text!(locale, accounts.sign_in);
    let lede =
        if next.is_some() { text!(locale, accounts.sign_in_to_go_on) } else { text!(locale, accounts.sign_in_lede) };
    let (email, password) = (text!(locale, accounts.email), text!(locale, accounts.password));
    let summary = form.summary(locale, &[("email", email.clone()), ("password", password.clone())]);
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {said_notice(request)}
            {summary}
            <div class="head"><h1>{title.clone()}</h1><p class="lede">{lede}</p></div>
            <form class="form panel" method="post" action=site::SignIn.path(locale) novalidate>
                <TextField locale name="email" label=email value=form.value("email", "") problem=form.problem("email")
                    kind="email" autocomplete="username" required=true/>
                <PasswordField locale name="password" label=password problem=form.problem("password")
                    autocomplete="current-password" required=true/>
                <TickField locale name="remember" label=text!(locale, accounts.remember)
                    ticked=form.is_ticked("remember", false) problem=None/>
                {next_field(next.as_ref())}
                <button class="btn btn--go btn--wide">{text!(locale, layout.sign_in)}</button>
                <p class="row row--apart small">
                    <a class="more" href=site::ResetPassword.path(locale)>
                        {text!(locale, accounts.forgotten)}
                    </a>
                    <a class="more" href=with_next(locale, &site::SignUp, next.as_ref())>
                        {text!(locale, accounts.sign_up_button)}
                    </a>
                </p>
            </form>
            {request.site.demo.then(|| demo_sign_ins(locale, next.as_ref()))}
        </div>
    };
    Page::new(title, Section::SignIn, main).private()
}

/// Sign-ins of the demonstration, each with a button: there is nothing to protect there.
fn demo_sign_ins(locale: Locale, next: Option<&String>) -> impl IntoView + use<> {
    let sign_ins = DEMO_SIGN_INS
        .map(|sign_in| {
            let role = role_name(locale, sign_in.role);
            view! {
                <li class="task">
                    <div>
                        <h3>{role.clone()}</h3>
                        <p class="small muted">{sign_in.email}</p>
                    </div>
                    <form method="post" action=site::SignIn.path(locale)>
                        <input type="hidden" name="email" value=sign_in.email/>
                        <input type="hidden" name="password" value=DEMO_PASSWORD/>
                        {next_field(next)}
                        <button class="btn">{text!(locale, layout.sign_in)}<span class="vh">": "{role}</span></button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section stack" aria-labelledby="demo-title">
            <h2 id="demo-title">{text!(locale, accounts.demo)}</h2>
            <p class="muted">
                {text!(locale, accounts.demo_password)}" "<span class="code">{DEMO_PASSWORD}</span>
            </p>
            <ul class="tasks">{sign_ins}</ul>
        </section>
    }
}
